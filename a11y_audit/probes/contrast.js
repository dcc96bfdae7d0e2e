/**
 * Gather what every text looks like and what is painted behind it, for all documents of a page in one pass.
 *
 * Each box that paints has a key that sorts as browsers paint (CSS 2.1, appendix E); behind a text lies what touches it
 * and sorts before it. Nothing is judged here, but what nobody can see (clipped away, off the page, transparent), what is
 * disabled and what holds no letter is left out.
 */
(() => {
  "use strict";

  const REPLACED = new Set("img video canvas iframe frame embed object svg".split(" "));
  const OPTIONS = new Set(["option", "optgroup", "select", "textarea", "svg"]);
  const FIELD = "select,textarea,input:not([type=hidden],[type=range],[type=color],[type=checkbox],[type=radio],[type=image],[type=file])";
  // A text has a letter, a digit or a Japanese mark; arrows, dashes and icons say nothing by themselves.
  const LETTER = /[\p{L}\p{N}\u3001-\u3003\u3008-\u301f\uff01-\uff65]/u;
  const CJK = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
  const XHTML = "http://www.w3.org/1999/xhtml";
  const NOTHING = "rgba(0, 0, 0, 0)";
  const LIGHT = "rgb(255, 255, 255)";
  const DARK = "rgb(18, 18, 18)";
  // Order of painting inside one stacking context; a z-index below 0 or from 1 on is a level of its own.
  const GROUND = -Infinity, BLOCK = 0, FLOAT = 0.25, INLINE = 0.5, PLACED = 0.75, TOP = Infinity;
  // Boxes are looked up by horizontal bands of the page, in pixels; one that touches many of them is kept apart.
  const BAND = 200;
  const BANDS = 8;
  const NONE = 0, PART = 1, ALL = 2;
  const CSS_LIMIT = 2000;
  // A shadow inside a box that reaches no farther, in pixels, is a rim around the text.
  const RIM = 4;

  // What a form's fields are named can't hide what the prototypes say (see page.js).
  const reader = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
    return (object) => get.call(object);
  };
  const method = (type, name) => Function.prototype.call.bind(type.prototype[name]);
  const dom = Object.fromEntries([
    ...["firstChild", "nextSibling", "nodeType", "parentNode"].map((name) => [name, reader(Node, name)]),
    ...["assignedSlot", "localName", "namespaceURI", "clientLeft", "clientTop"].map((name) => [name, reader(Element, name)]),
    ...["getAttribute", "matches", "getBoundingClientRect", "getClientRects"].map((name) => [name, method(Element, name)]),
  ]);

  const compare = (one, other) => {
    const length = Math.min(one.length, other.length);
    for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return one[at] - other[at];
    return one.length - other.length;
  };
  const isOpaque = (colour) => colour.startsWith("rgb(") || !(colour.startsWith("rgba(") || colour.includes("/"));
  const isClear = (colour) => colour === NOTHING || /^rgba\(.*, 0\)$/.test(colour);
  const meet = (one, other) => ({ left: Math.max(one.left, other.left), top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right), bottom: Math.min(one.bottom, other.bottom) });
  const isEmpty = (box) => box.right - box.left < 1 || box.bottom - box.top < 1;
  const isInside = (inner, outer) => outer.left <= inner.left + 1 && outer.top <= inner.top + 1 &&
    outer.right >= inner.right - 1 && outer.bottom >= inner.bottom - 1;
  const pixels = (...values) => values.reduce((sum, value) => sum + parseFloat(value), 0);

  /** Whether fixed and absolute boxes inside are held by it, though it is not positioned. */
  const isHolder = (style) => style.transform !== "none" || style.translate !== "none" || style.rotate !== "none" ||
    style.scale !== "none" || style.filter !== "none" || style.backdropFilter !== "none" || style.perspective !== "none" ||
    /paint|layout|strict|content/.test(style.contain) || /transform|filter|perspective/.test(style.willChange);

  /** Whether it is painted as one (a stacking context), for reasons other than its position. */
  const isStack = (style) => style.opacity !== "1" || style.mixBlendMode !== "normal" || style.clipPath !== "none" ||
    style.maskImage !== "none" || style.isolation === "isolate" || /opacity|clip-path|mask/.test(style.willChange) || isHolder(style);

  /** Whether its colours are mixed with others in a way that nobody follows here; a shadow around a box is harmless. */
  const isMixed = (style) => style.mixBlendMode !== "normal" || style.maskImage !== "none" ||
    !/^(?:none|blur\([^()]*\))$/.test(style.backdropFilter) ||
    style.filter !== "none" && (isClear(style.backgroundColor) || style.filter.replace(/drop-shadow\((?:[^()]|\([^()]*\))*\)/g, "").trim() !== "");

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

  const levelOf = (above, style, isPlaced) => {
    if (isPlaced || above.isFlex) return Number(style.zIndex) || (isPlaced || style.zIndex !== "auto" ? PLACED : INLINE);
    if (style.cssFloat !== "none") return FLOAT;
    return /^(?:inline|ruby)/.test(style.display) ? INLINE : BLOCK;
  };

  /** Elements that nobody can use, and their labels: they need no contrast. */
  function inactive(document) {
    const found = new Set();
    for (const element of document.querySelectorAll(":disabled,[aria-disabled=true],[inert]")) {
      found.add(element);
      for (const label of element.labels || []) found.add(label);
      const ids = (dom.getAttribute(element, "aria-labelledby") || "").split(/\s+/);
      for (const id of ids) if (id) found.add(document.getElementById(id));
    }
    return found;
  }

  /** What is under all of a document: the browser's own white, or black where the page takes part in dark schemes. */
  function canvas(view) {
    const meta = view.document.querySelector("meta[name=color-scheme]");
    const own = view.getComputedStyle(view.document.documentElement).colorScheme;
    const schemes = own === "normal" ? (meta && dom.getAttribute(meta, "content")) || "" : own;
    const prefers = view.matchMedia("(prefers-color-scheme: dark)").matches;
    return /\bdark\b/.test(schemes) && (prefers || !/\blight\b/.test(schemes)) ? DARK : LIGHT;
  }

  const OUTSIDE = { above: null, element: null, path: [], real: [], clip: null, absolute: null, fixed: null, frame: null, groups: [],
    isFlex: false, isMixed: false, isTurned: false, isHidden: false, isInactive: false, isFixed: false, isLettered: false, pinned: null };

  /** One document: where each element stands in the order of painting, the boxes that paint, and the texts. */
  class Painting {
    constructor(view, floor) {
      this.view = view;
      this.floor = floor;
      this.places = new Map();
      this.bands = new Map();
      this.tall = [];
      this.texts = [];
      this.inactive = inactive(view.document);
      const root = view.document.documentElement;
      this.ground = this.groundOf(root, view.document.body);
      this.page = { left: -view.scrollX, top: -view.scrollY, right: Math.max(root.scrollWidth, view.innerWidth) - view.scrollX,
        bottom: Math.max(root.scrollHeight, view.innerHeight) - view.scrollY };
      this.screen = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
    }

    /** Go through all elements and return the texts: number, part, index of the look, whether CJK, whether one character. */
    gather(elements, flags, index) {
      this.elements = elements;
      elements.forEach((element, number) => {
        if (flags[number] & 1 && dom.nodeType(element) === Node.ELEMENT_NODE) this.add(element, number);
      });
      return this.texts.flatMap((text) => {
        const look = this.look(text);
        return look ? [[text.number, text.part, index(look), CJK.test(text.text), text.part === "" && [...text.text.trim()].length === 1]] : [];
      });
    }

    /** The layers under what a frame shows. */
    beneath(number) {
      const place = this.places.get(this.elements[number]);
      const box = place ? this.clipped(place, [dom.getBoundingClientRect(this.elements[number])]) : [];
      const found = box.length && this.under(box, place.key, place, false);
      return [...this.floor, ...(found ? found.painters.sort((one, other) => compare(one.key, other.key)).flatMap((each) => each.layers) : [])];
    }

    add(element, number) {
      const style = this.view.getComputedStyle(element);
      const parent = dom.assignedSlot(element) || dom.parentNode(element);
      const above = this.places.get(dom.nodeType(parent) === Node.DOCUMENT_FRAGMENT_NODE ? parent.host : parent) || OUTSIDE;
      const hasBox = style.display !== "contents";
      const place = hasBox ? this.place(above, style, number, element) : { ...above };
      place.isInactive = above.isInactive || this.inactive.has(element);
      this.places.set(element, place);
      if (place.isHidden) return;
      const isShown = style.visibility === "visible";
      if (hasBox && isShown) this.paint(element, style, place);
      if (isShown && !place.isInactive && dom.namespaceURI(element) === XHTML) this.read(element, number, style, place);
      for (const [part, order] of [["::before", number + 0.25], ["::after", number + 0.75]]) {
        const drawn = this.view.getComputedStyle(element, part);
        if (drawn.content !== "none" && drawn.content !== "normal" && drawn.visibility === "visible") {
          this.drawn(element, number, part, drawn, this.place(place, drawn, order, null), !place.isInactive);
        }
      }
    }

    /** Where a box stands: its order, what clips it, and what it is mixed with. `element` is null for a pseudo-element. */
    place(above, style, order, element) {
      const { position, display } = style;
      const isTop = element !== null && dom.matches(element, ":modal,:popover-open");
      const isStuck = position === "fixed" || position === "sticky";
      const isReal = isTop || above === OUTSIDE || isStuck || isStack(style) || style.zIndex !== "auto" && (position !== "static" || above.isFlex);
      const isPlaced = position !== "static" || isStack(style);
      const level = isTop ? TOP : levelOf(above, style, isPlaced);
      const isWhole = isReal || isPlaced || level === FLOAT || above.isFlex || level === INLINE && !/^(?:inline|ruby.*)$/.test(display);
      const base = isTop ? [] : isReal || isPlaced ? above.real : above.path;
      const path = isWhole ? [...base, level, order] : above.path;
      const outer = isTop ? null : position === "absolute" ? above.absolute : position === "fixed" ? above.fixed : above.clip;
      const clip = this.isClip(above, style, element) ? { element, isHard: !/auto|scroll/.test(style.overflowX + style.overflowY), outer, box: null } : outer;
      const holds = isHolder(style);
      const opacity = Number(style.opacity);
      return {
        above, element, path, key: isWhole ? [...path, GROUND, 0] : [...base, level, order], order, real: isReal ? path : above.real, clip, outer,
        absolute: holds || position !== "static" ? clip : above.absolute,
        fixed: holds ? clip : above.fixed,
        frame: holds || position !== "static" ? element : above.frame,
        groups: opacity < 1 ? [...above.groups, { opacity, key: [...path, GROUND, -1] }] : above.groups,
        isFlex: /flex|grid/.test(display),
        isMixed: above.isMixed || isMixed(style),
        isTurned: above.isTurned || isTurned(style),
        isHidden: above.isHidden || opacity < 0.01 || isClippedAway(style),
        isInactive: above.isInactive,
        isFixed: position === "fixed" || above.isFixed,
        isLettered: above.isLettered || style.backgroundClip === "text",
        pinned: isStuck ? path : above.pinned,
      };
    }

    /** Whether it clips what is inside; what the root or the body would clip can be scrolled to. */
    isClip(above, style, element) {
      return element !== null && (style.overflowX !== "visible" || style.overflowY !== "visible") && style.display !== "inline" &&
        above !== OUTSIDE && !(above.above === OUTSIDE && dom.localName(element) === "body");
    }

    /** The element whose background is that of the whole page: the root, or the body of a root that has none. */
    groundOf(root, body) {
      const style = this.view.getComputedStyle(root);
      return body && isClear(style.backgroundColor) && style.backgroundImage === "none" ? body : root;
    }

    /** Note a box that paints, and text that its background fills. */
    paint(element, style, place) {
      const layers = [];
      if (style.backgroundClip !== "text") layers.push(...this.background(style));
      if (style.boxShadow.includes("inset") && style.boxShadow.match(/-?[\d.]+(?=px)/g).some((length) => Math.abs(length) > RIM)) layers.push(["inset", style.boxShadow.slice(0, CSS_LIMIT)]);
      const name = dom.localName(element);
      if (REPLACED.has(name) && (name !== "img" || element.naturalWidth)) layers.push(["image", ""]);
      if (!layers.length) return;
      if (element === this.ground) this.tall.push(this.painter(this.places.get(this.view.document.documentElement), layers, null));
      else this.keep(this.painter(place, layers, this.clipped(place, [...dom.getClientRects(element)])));
    }

    /** A box's colour and pictures, from below. */
    background({ backgroundColor, backgroundImage, backgroundSize }) {
      const layers = isClear(backgroundColor) ? [] : [["colour", backgroundColor]];
      if (backgroundImage === "none") return layers;
      const kind = backgroundSize.split(", ").every((size) => /^(?:auto|cover|100%(?: 100%| auto)?)$/.test(size)) ? "gradient" : "tiles";
      const images = backgroundImage.slice(0, CSS_LIMIT).match(/[a-z-]+\((?:"[^"]*"|[^()"]|\((?:[^()]|\([^()]*\))*\))*\)|none/g) || [""];
      const pictures = images.reverse().filter((image) => image !== "none");
      return [...layers, ...pictures.map((image) => image.includes("gradient(") ? [kind, image] : ["image", ""])];
    }

    painter(place, layers, boxes) {
      const [[kind, value]] = layers;
      return { place, key: place.key, layers, boxes, isOpaque: kind === "colour" && isOpaque(value) && !place.groups.length && !place.isMixed,
        asked: 0 };
    }

    keep(painter) {
      if (!painter.boxes.length) return;
      const first = Math.floor(Math.min(...painter.boxes.map((box) => box.top)) / BAND);
      const last = Math.floor(Math.max(...painter.boxes.map((box) => box.bottom)) / BAND);
      if (last - first >= BANDS) { this.tall.push(painter); return; }
      for (let band = first; band <= last; band += 1) {
        if (!this.bands.has(band)) this.bands.set(band, []);
        this.bands.get(band).push(painter);
      }
    }

    /** What is left of boxes inside all that clips them. */
    clipped(place, boxes) {
      let left = boxes;
      for (let clip = place.outer; clip && left.length; clip = clip.outer) {
        clip.box = clip.box || dom.getBoundingClientRect(clip.element);
        left = left.map((box) => meet(box, clip.box));
      }
      return left.filter((box) => !isEmpty(box));
    }

    /** What a reader can bring into view of a text's boxes; `isMoved` says that it takes scrolling inside the page. */
    visible(clip, boxes, isFixed) {
      let left = boxes;
      let isMoved = false;
      for (let around = clip; around; around = around.outer) {
        around.box = around.box || dom.getBoundingClientRect(around.element);
        const inside = left.map((box) => meet(box, around.box)).filter((box) => !isEmpty(box));
        if (!inside.length && around.isHard) return { boxes: [], isMoved };
        if (inside.length) left = inside;
        else { isMoved = true; left = isEmpty(around.box) ? [] : [around.box]; }
      }
      const limit = isFixed ? this.screen : this.page;
      return { boxes: left.map((box) => meet(box, limit)).filter((box) => !isEmpty(box)), isMoved };
    }

    /** Note the text of a pseudo-element, and its box where that may lie under other texts. */
    drawn(element, number, part, style, place, isRead) {
      if (place.isHidden) return;
      const layers = this.background(style);
      const isFree = ["absolute", "fixed"].includes(style.position);
      const boxes = isFree ? [this.freeBox(style, place)] : [...dom.getClientRects(element)];
      if (isFree && layers.length && boxes[0]) {
        const painter = this.painter(place, layers, this.clipped(place, boxes));
        painter.isLoose = !/^(?:none|matrix\(1, 0, 0, 1, .*)$/.test(style.transform);
        this.keep(painter);
      }
      const text = (style.content.match(/"(?:[^"\\]|\\.)*"/g) || []).join("");
      if (isRead && boxes[0] && LETTER.test(text)) {
        this.texts.push({ number, part: part.slice(2), text, style, place, boxes, layers: isFree ? [] : layers });
      }
    }

    /** The box of an absolute pseudo-element, from its used values; null where they do not tell. */
    freeBox(style, place) {
      const frame = style.position === "fixed" ? null : place.above.frame;
      const origin = frame ? dom.getBoundingClientRect(frame) : { left: style.position === "fixed" ? 0 : this.page.left, top: style.position === "fixed" ? 0 : this.page.top };
      const moved = /^matrix\(.*, (-?[\d.e-]+), (-?[\d.e-]+)\)$/.exec(style.transform) || [0, 0, 0];
      const left = origin.left + (frame ? dom.clientLeft(frame) : 0) + pixels(style.left, style.marginLeft, moved[1]);
      const top = origin.top + (frame ? dom.clientTop(frame) : 0) + pixels(style.top, style.marginTop, moved[2]);
      const isBorderBox = style.boxSizing === "border-box";
      const width = pixels(style.width) + (isBorderBox ? 0 : pixels(style.paddingLeft, style.paddingRight, style.borderLeftWidth, style.borderRightWidth));
      const height = pixels(style.height) + (isBorderBox ? 0 : pixels(style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth));
      return Number.isFinite(left + top + width + height) ? { left, top, right: left + width, bottom: top + height } : null;
    }

    /** Note an element's own text, and what a field shows. */
    read(element, number, style, place) {
      const name = dom.localName(element);
      if (!OPTIONS.has(name)) {
        const nodes = [];
        for (let node = dom.firstChild(element); node; node = dom.nextSibling(node)) {
          if (dom.nodeType(node) === Node.TEXT_NODE && LETTER.test(node.data)) nodes.push(node);
        }
        if (nodes.length) this.texts.push({ number, part: "", text: nodes.map((node) => node.data).join(" "), nodes, style, place, layers: [] });
      }
      if (dom.matches(element, FIELD)) this.field(element, number, style, place);
    }

    field(element, number, style, place) {
      const boxes = [...dom.getClientRects(element)];
      const isSelect = dom.localName(element) === "select";
      const text = String(isSelect ? element.selectedOptions[0]?.text || "" : element.value);
      if (LETTER.test(text)) this.texts.push({ number, part: "value", text, style, place, boxes, layers: [] });
      const hint = isSelect || text ? "" : dom.getAttribute(element, "placeholder") || "";
      if (!LETTER.test(hint)) return;
      const drawn = this.view.getComputedStyle(element, "::placeholder");
      this.texts.push({ number, part: "placeholder", text: hint, style: drawn, place, boxes, layers: [], opacity: Number(drawn.opacity) });
    }

    /** The boxes of a text's lines, cut to where letters are: the line's box is higher than they. */
    lines({ nodes, boxes, style }) {
      const found = boxes || nodes.flatMap((node) => {
        this.range = this.range || this.view.document.createRange();
        this.range.selectNodeContents(node);
        return [...this.range.getClientRects()];
      });
      const size = parseFloat(style.fontSize);
      return found.filter((box) => box.width >= 1 && box.height >= 1).map(({ left, top, right, bottom }) => {
        const spare = Math.max(0, (bottom - top - size) / 2) + 1;
        return { left: left + 1, right: Math.max(right - 1, left + 2), top: top + spare, bottom: Math.max(bottom - spare, top + spare + 1) };
      });
    }

    /** Boxes that may touch an area, each once. */
    near(top, bottom) {
      const found = [...this.tall];
      this.turn = (this.turn || 0) + 1;
      for (let band = Math.floor(top / BAND); band <= Math.floor(bottom / BAND); band += 1) {
        for (const painter of this.bands.get(band) || []) {
          if (painter.asked !== this.turn) found.push(painter);
          painter.asked = this.turn;
        }
      }
      return found;
    }

    /** The look of a text: its own style and the layers behind it, from below; null for what nobody sees. */
    look(text) {
      const { style, place } = text;
      const clip = text.nodes || text.part === "before" || text.part === "after" ? place.clip : place.outer;
      const { boxes, isMoved } = this.visible(clip, this.lines(text), place.isFixed);
      if (!boxes.length) return null;
      const key = [...place.path, INLINE, place.order + 0.5];
      const found = this.under(boxes, key, place, isMoved);
      if (!found) return null;
      const marks = place.groups.map((group) => ({ key: group.key, layers: [["opacity", "", ALL, group.opacity]] }));
      const sorted = [...found.painters, ...marks].sort((one, other) => compare(one.key, other.key));
      const last = sorted.findLastIndex((each) => each.isOpaque && each.cover === ALL);
      const layers = sorted.slice(Math.max(last, 0)).flatMap((each) => each.layers);
      const own = text.layers.map(([kind, value]) => [kind, value, ALL]);
      if (text.opacity < 1) own.push(["opacity", "", ALL, text.opacity]);
      const fill = style.webkitTextFillColor;
      const stroke = parseFloat(style.webkitTextStrokeWidth) > 0 ? style.webkitTextStrokeColor : "";
      const odd = place.isMixed ? "mixed" : found.isCovered ? "covered" : place.isLettered && !isOpaque(fill) ? "filled" : "";
      return [fill, parseFloat(style.fontSize), parseInt(style.fontWeight, 10), stroke,
        style.textShadow === "none" ? "" : style.textShadow.slice(0, CSS_LIMIT), odd, [...(last < 0 ? this.floor : []), ...layers, ...own]];
    }

    /** What is painted where a text is; null when something hides it. */
    under(boxes, key, place, isMoved) {
      const top = Math.min(...boxes.map((box) => box.top));
      const bottom = Math.max(...boxes.map((box) => box.bottom));
      const painters = [];
      let isCovered = false;
      for (const painter of this.near(top, bottom)) {
        const isOuter = (isMoved || painter.isLoose || painter.place.isTurned) && isAround(painter.place, place);
        const cover = isMoved ? (isOuter ? ALL : NONE) : this.cover(painter, boxes, isOuter);
        if (!cover) continue;
        if (compare(painter.key, key) < 0) {
          painters.push({ ...painter, cover, layers: this.mixed(painter, place, cover) });
        } else if (!painter.place.pinned || painter.place.pinned === place.pinned) {
          if (cover === ALL && painter.isOpaque) return null;
          isCovered = true;
        }
      }
      return { painters, isCovered };
    }

    /** Whether a box lies under all of a text's boxes, some, or none. */
    cover(painter, boxes, isOuter) {
      if (!painter.boxes) return ALL;
      let inside = 0;
      let touched = 0;
      for (const box of boxes) {
        if (painter.boxes.some((each) => isInside(box, each))) inside += 1;
        else if (painter.boxes.some((each) => !isEmpty(meet(box, each)))) touched += 1;
      }
      const isExact = isOuter || !painter.isLoose && !painter.place.isTurned;
      return inside === boxes.length && isExact ? ALL : inside || touched ? PART : NONE;
    }

    /** A box's layers as seen through the groups that it is in and the text is not. */
    mixed(painter, place, cover) {
      if (painter.place.isMixed && !place.isMixed) return [["mixed", "", cover]];
      const opacity = painter.place.groups.filter((group) => !place.groups.includes(group)).reduce((all, group) => all * group.opacity, 1);
      return painter.layers.map(([kind, value]) => opacity < 1 ? [kind, value, cover, opacity] : [kind, value, cover]);
    }
  }

  function isAround(outer, inner) {
    for (let place = inner; place; place = place.above) if (place === outer) return true;
    return false;
  }

  /** Entry: documents ({walk: {elements, view}, flags, host}), outer ones first → {looks, texts: for each document}. */
  globalThis.a11yAuditTexts = (documents) => {
    const indices = new Map();
    const looks = [];
    const paintings = [];
    const texts = documents.map(({ walk, flags, host }) => {
      const outer = host && paintings[host[0]];
      const floor = outer ? outer.beneath(host[1]) : [["colour", canvas(walk.view), ALL]];
      const painting = new Painting(walk.view, floor);
      paintings.push(painting);
      return painting.gather(walk.elements, flags, (look) => {
        const key = JSON.stringify(look);
        if (!indices.has(key)) indices.set(key, looks.push(look) - 1);
        return indices.get(key);
      });
    });
    return { looks, texts };
  };
})();
