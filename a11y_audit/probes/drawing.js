/**
 * How the inside of a drawing (SVG) is painted: strictly in the order of the document, by fill and stroke.
 *
 * Used by contrast.js, in the form that order.js gives places.
 */
(() => {
  "use strict";

  const { place } = globalThis.a11yAuditOrder;
  const INLINE = 0.5;
  const TEXTS = new Set(["text", "tspan", "textPath", "a"]);
  const SHAPES = new Set(["rect", "circle", "ellipse", "path", "polygon", "polyline", "line", "image", "use", "foreignObject"]);
  // What is drawn only where something else asks for it.
  const STORED = new Set(["defs", "symbol", "clipPath", "mask", "pattern", "marker"]);
  const SOLID = /^rgb\((\d+), (\d+), (\d+)\)$/;
  // A line that is thinner, in pixels, is no ground for letters.
  const LINE = 3;

  /** How many pixels of the page one unit of the drawing takes there. */
  function scale(element) {
    const matrix = element.getScreenCTM?.();
    return matrix ? Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c)) : 1;
  }

  /** A paint with its own opacity, as one colour; "" for what is no single colour. */
  function paint(value, opacity) {
    const [, ...channels] = SOLID.exec(value) || [];
    const share = Number(opacity);
    if (!channels.length) return value.startsWith("rgba(") && share === 1 ? value : "";
    return share < 1 ? `rgba(${channels.join(", ")}, ${share})` : value;
  }

  /** Place an element that is inside a drawing. */
  function inside(above, style, order, element) {
    const found = place(above, style, order, element);
    const { path } = above;
    const opacity = Number(style.opacity);
    const groups = opacity < 1 ? [...above.groups, { opacity, key: [...path, INLINE, order - 0.25] }] : above.groups;
    const isHidden = found.isHidden || STORED.has(element.localName);
    return { ...found, isHidden, path, groups, real: above.real, key: [...path, INLINE, order], drawing: above.drawing || above.element };
  }

  /** What a shape paints over its box: one colour, something that only pixels tell, or nothing. */
  function layers(element, style) {
    const { fill, fillOpacity, stroke, strokeWidth, transform, rx } = style;
    const name = element.localName;
    if (!SHAPES.has(name)) return [];
    const colour = paint(fill, fillOpacity);
    const isPlain = name === "rect" && stroke === "none" && transform === "none" && (rx === "auto" || rx === "0px");
    if (isPlain && colour) return [["colour", colour]];
    if (fill !== "none" || ["image", "use", "foreignObject"].includes(name)) return [["image", ""]];
    return stroke !== "none" && parseFloat(strokeWidth) * scale(element) > LINE ? [["image", ""]] : [];
  }

  /** How a text in a drawing is painted: [colour, size, stroke, odd]; null when it is not. */
  function letters(element, style) {
    const { fill, fillOpacity, stroke, strokeWidth } = style;
    const isStroked = stroke !== "none" && parseFloat(strokeWidth) > 0;
    if (fill === "none" && !isStroked) return null;
    const colour = paint(fill, fillOpacity);
    return [colour || "rgb(0, 0, 0)", parseFloat(style.fontSize) * scale(element), isStroked ? stroke : "", colour ? "" : "filled"];
  }

  globalThis.a11yAuditDrawing = { inside, layers, letters, isText: (element) => TEXTS.has(element.localName) };
})();
