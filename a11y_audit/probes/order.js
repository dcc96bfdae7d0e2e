/**
 * Where a box stands in the order of painting (CSS 2.1, appendix E), from its computed style and the box around it.
 *
 * Used by contrast.js. A place's `key` sorts as browsers paint; `path` leads to the stacking context that it is in or is.
 */
(() => {
  "use strict";

  // Order of painting inside one stacking context; a z-index below 0 or from 1 on is a level of its own.
  const GROUND = -Infinity, BLOCK = 0, FLOAT = 0.25, INLINE = 0.5, PLACED = 0.75, TOP = Infinity;

  const isClear = (colour) => colour === "rgba(0, 0, 0, 0)" || /^rgba\(.*, 0\)$/.test(colour);

  /** Order two keys: the one that is painted first comes first. */
  const compare = (one, other) => {
    const length = Math.min(one.length, other.length);
    for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return one[at] - other[at];
    return one.length - other.length;
  };

  const OUTSIDE = { above: null, element: null, path: [], real: [], clip: null, absolute: null, fixed: null, frame: null,
    groups: [], layers: null, isFlex: false, isMixed: false, isTurned: false, isHidden: false, isInactive: false, isFixed: false,
    isLettered: false, pinned: null, drawing: null };
  const DROP_SHADOW = /drop-shadow\((?:[^()]|\([^()]*\))*\)/g;

  /** Whether fixed and absolute boxes inside are held by it, though it is not positioned. */
  const isHolder = (style) => style.transform !== "none" || style.translate !== "none" || style.rotate !== "none" ||
    style.scale !== "none" || style.filter !== "none" || style.backdropFilter !== "none" || style.perspective !== "none" ||
    /paint|layout|strict|content/.test(style.contain) || /transform|filter|perspective/.test(style.willChange);

  /** Whether it is painted as one (a stacking context), for reasons other than its position. */
  const isStack = (style, holds) => holds || style.opacity !== "1" || style.mixBlendMode !== "normal" ||
    style.clipPath !== "none" || style.maskImage !== "none" || style.isolation === "isolate" || /opacity|clip-path|mask/.test(style.willChange);

  /** Whether its colours are mixed with others in a way that nobody follows here; a shadow around a box is harmless. */
  const isMixed = (style, computed) => style.mixBlendMode !== "normal" || style.maskImage !== "none" ||
    !/^(?:none|blur\([^()]*\))$/.test(style.backdropFilter) ||
    style.filter !== "none" && (isClear(computed.backgroundColor) || style.filter.replace(DROP_SHADOW, "").trim() !== "");

  /** Whether it is clipped to nothing, as texts for screen readers are. */
  const isClippedAway = (style) => {
    if (style.clipPath !== "none" && /^(?:inset\((?:[5-9]\d|100)(?:\.\d+)?%|circle\(0)/.test(style.clipPath)) return true;
    if (style.clip === "auto" || !["absolute", "fixed"].includes(style.position)) return false;
    const [top, right, bottom, left] = (style.clip.match(/-?[\d.]+(?=px)/g) || []).map(Number);
    return right - left <= 1 || bottom - top <= 1;
  };

  /** Whether it is turned, so that its box as told is larger than what it covers. */
  const isTurned = (style) => style.rotate !== "none" ||
    style.transform !== "none" && !/^matrix\([^,]+, 0, 0, [^,]+, /.test(style.transform);

  /** Its level of painting; items of a flex container or a grid are painted like inline blocks. */
  const levelOf = (above, style, isPlaced) => {
    if (isPlaced || above.isFlex) return Number(style.zIndex) || (isPlaced || style.zIndex !== "auto" ? PLACED : INLINE);
    if (style.cssFloat !== "none") return FLOAT;
    return /^(?:inline|ruby)/.test(style.display) ? INLINE : BLOCK;
  };

  /** What clips the inside of a box, as a chain from the inside out; what root or body would clip can be scrolled to. */
  function clipOf(above, style, element, outer) {
    const isRootOrBody = above === OUTSIDE || above.above === OUTSIDE && element !== null && element.localName === "body";
    const isClip = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (element === null || !isClip || isRootOrBody || style.display === "inline") return outer;
    return { element, isHard: !/auto|scroll/.test(style.overflowX + style.overflowY), outer, box: null, painters: [] };
  }

  /** Its stacking context, and its place in the one around it: `real` ones hold all that is positioned, others do not. */
  function orderOf(above, style, order, holds, isTop) {
    const { position, display, zIndex } = style;
    const isGroup = isStack(style, holds);
    const isReal = isTop || above === OUTSIDE || isGroup || position === "fixed" || position === "sticky" ||
      zIndex !== "auto" && (position !== "static" || above.isFlex);
    const isPlaced = position !== "static" || isGroup;
    const level = isTop ? TOP : levelOf(above, style, isPlaced);
    const isWhole = isReal || isPlaced || level === FLOAT || above.isFlex ||
      level === INLINE && !/^(?:inline|ruby.*)$/.test(display);
    const base = isTop ? [] : isReal || isPlaced ? above.real : above.path;
    const path = isWhole ? [...base, level, order] : above.path;
    return { path, key: isWhole ? [...path, GROUND, 0] : [...base, level, order], real: isReal ? path : above.real };
  }

  /** Read what is asked of a computed style here, each property once: every reading is a question to the browser. */
  const read = ({ backdropFilter, backgroundClip, clip, clipPath, contain, cssFloat, display, filter, isolation, maskImage, mixBlendMode, opacity,
    overflowX, overflowY, perspective, position, rotate, scale, transform, translate, willChange, zIndex }) => ({ backdropFilter, backgroundClip, clip,
    clipPath, contain, cssFloat, display, filter, isolation, maskImage, mixBlendMode, opacity, overflowX, overflowY, perspective, position, rotate,
    scale, transform, translate, willChange, zIndex });

  /** Place a box in `above`; `element` is null for a pseudo-element, `order` grows through the document. */
  function place(above, computed, order, element) {
    const style = read(computed);
    const { position } = style;
    const isTop = element !== null && Element.prototype.matches.call(element, ":modal,:popover-open");
    const holds = isHolder(style);
    const isFrame = holds || position !== "static";
    const { path, key, real } = orderOf(above, style, order, holds, isTop);
    const outer = isTop ? null : position === "absolute" ? above.absolute : position === "fixed" ? above.fixed : above.clip;
    const clip = clipOf(above, style, element, outer);
    const opacity = Number(style.opacity);
    return {
      above, element, order, layers: null, drawing: null, path, key, real, outer, clip,
      // What an absolute box inside is clipped by and placed in, and what a fixed one is clipped by.
      absolute: isFrame ? clip : above.absolute,
      frame: isFrame ? element : above.frame,
      fixed: holds ? clip : above.fixed,
      groups: opacity < 1 ? [...above.groups, { opacity, key: [...path, GROUND, -1] }] : above.groups,
      isFlex: /flex|grid/.test(style.display),
      isMixed: above.isMixed || isMixed(style, computed),
      isTurned: above.isTurned || isTurned(style),
      isHidden: above.isHidden || opacity < 0.01 || isClippedAway(style),
      isInactive: above.isInactive,
      isFixed: position === "fixed" || above.isFixed,
      isLettered: above.isLettered || style.backgroundClip === "text",
      pinned: position === "fixed" || position === "sticky" ? path : above.pinned,
    };
  }

  /** The key of the text inside a box. */
  const keyOfText = ({ path, order }) => [...path, INLINE, order + 0.5];

  globalThis.a11yAuditOrder = { OUTSIDE, place, keyOfText, compare, isClear };
})();
