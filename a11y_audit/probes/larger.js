/**
 * Make the text of an open page larger, or wider spaced, as its readers may.
 */
(() => {
  "use strict";

  const ELEMENTS_LIMIT = 20000;
  const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

  let changed = [];

  const px = (value) => parseFloat(value);

  /** Entry: {factor} → text that many times as large, everything else as it was. */
  globalThis.a11yAuditEnlarge = ({ factor }) => {
    const all = [document.documentElement, ...document.body.querySelectorAll("*"), document.body].slice(0, ELEMENTS_LIMIT).filter((each) => each.style);
    const before = all.map((element) => {
      const { fontSize, lineHeight } = getComputedStyle(element);
      return { element, style: element.getAttribute("style"), size: px(fontSize), line: lineHeight };
    });
    for (const { element, size } of before) {
      element.style.setProperty("transition", "none", "important");
      element.style.setProperty("font-size", `${size * factor}px`, "important");
    }
    // Lines of a fixed height would lie upon each other; browsers that enlarge text enlarge them too.
    const fixed = before.filter(({ element, line }) => line !== "normal" && getComputedStyle(element).lineHeight === line);
    for (const { element, line } of fixed) element.style.setProperty("line-height", `${px(line) * factor}px`, "important");
    changed = before;
  };

  /** Entry: put the text back to its size. */
  globalThis.a11yAuditRestore = () => {
    for (const { element, style } of changed) {
      if (style === null) element.removeAttribute("style"); else element.setAttribute("style", style);
    }
    changed = [];
  };

  /** Entry: the wider spacing that readers may set, on or off. */
  globalThis.a11yAuditSpace = ({ on }) => {
    if (on) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(SPACING);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } else {
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    }
  };

  /** Entry: by how many degrees the page as a whole is turned. */
  globalThis.a11yAuditTurned = () => {
    const turned = (element) => {
      if (!element) return 0;
      const { transform, rotate } = getComputedStyle(element);
      const matrix = transform === "none" ? new DOMMatrix() : new DOMMatrix(transform);
      const degrees = rotate === "none" ? 0 : px(rotate);
      return Math.atan2(matrix.b, matrix.a) * 180 / Math.PI + (Number.isFinite(degrees) ? degrees : 0);
    };
    return turned(document.documentElement) + turned(document.body) + turned(document.body && document.body.children.length === 1 ? document.body.children[0] : null);
  };
})();
