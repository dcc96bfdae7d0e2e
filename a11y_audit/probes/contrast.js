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
  const TEXTLESS = "hidden range color checkbox radio image file".split(" ").map((type) => `[type=${type}]`).join();
  const FIELDS = new Set(["select", "textarea", "input"]);
  const FIELD = `select,textarea,input:not(${TEXTLESS})`;
  const INACTIVE = ":disabled,[aria-disabled=true],[inert]";
  const BUTTON = "select,[type=submit],[type=button],[type=reset]";
  // A text has a letter, a digit or a Japanese mark; arrows, dashes and icons say nothing by themselves.
  const LETTER = /[\p{L}\p{N}\u3001-\u3003\u3008-\u301f\uff01-\uff65]/u;
  /** What a style sheet draws from a file, whose address is no text. */
  const FILE = /url\("(?:[^"\\]|\\.)*"\)/g;
  const CJK = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
  const PICTURES = /[a-z-]+\((?:"[^"]*"|[^()"]|\((?:[^()]|\([^()]*\))*\))*\)|none/g;
  const SVG = "http://www.w3.org/2000/svg";
  const LIGHT = "rgb(255, 255, 255)";
  const DARK = "rgb(18, 18, 18)";
  // Boxes are looked up by horizontal bands of the page, in pixels; one that touches many of them is kept apart.
  const BAND = 200;
  const BANDS = 8;
  // So few elements are asked one by one what is written before and after them; from there on style sheets are asked first.
  const FEW = 50;
  // How often a box may be compared with a text: some seconds' worth.
  const MOST_LOOKS = 5000000;
  const NONE = 0, PART = 1, ALL = 2;
  const CSS_LIMIT = 2000;
  const DRAWN_LIMIT = 200;
  // A shadow inside a box that reaches no farther, in pixels, is a rim around the text.
  const RIM = 4;

  // What a form's fields are named can't hide what the prototypes say (see page.js).
  const reader = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
    return (object) => get.call(object);
  };
  const method = (type, name) => Function.prototype.call.bind(type.prototype[name]);
  const { OUTSIDE, place: placed, keyOfText, compare, isClear } = globalThis.a11yAuditOrder;
  const drawing = globalThis.a11yAuditDrawing;
  const backing = globalThis.a11yAuditBacking;
  const dom = Object.fromEntries([
    ...["firstChild", "nextSibling", "nodeType", "parentNode"].map((name) => [name, reader(Node, name)]),
    ...["assignedSlot", "shadowRoot", "localName", "namespaceURI"].map((name) => [name, reader(Element, name)]),
    ...["clientLeft", "clientTop"].map((name) => [name, reader(Element, name)]),
    ...["documentElement", "body"].map((name) => [name, reader(Document, name)]),
    ...["querySelector", "querySelectorAll"].map((name) => [name, method(Document, name)]),
    ...["getAttribute", "matches", "getBoundingClientRect", "getClientRects"].map((name) => [name, method(Element, name)]),
  ]);

  const isOpaque = (colour) => colour.startsWith("rgb(") || !(colour.startsWith("rgba(") || colour.includes("/"));
  const meet = (one, other) => ({ left: Math.max(one.left, other.left), top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right), bottom: Math.min(one.bottom, other.bottom) });
  const isEmpty = (box) => box.right - box.left < 1 || box.bottom - box.top < 1;
  const isInside = (inner, outer) => outer.left <= inner.left + 1 && outer.top <= inner.top + 1 &&
    outer.right >= inner.right - 1 && outer.bottom >= inner.bottom - 1;
  const pixels = (...values) => values.reduce((sum, value) => sum + parseFloat(value), 0);

  /** What is left of boxes inside one that clips them. */
  function inView(boxes, clip) {
    clip.box = clip.box || dom.getBoundingClientRect(clip.element);
    return boxes.map((box) => meet(box, clip.box)).filter((box) => !isEmpty(box));
  }

  /** Texts directly in an element or a shadow tree that say something. */
  function textNodes(around) {
    const found = [];
    for (let node = dom.firstChild(around); node; node = dom.nextSibling(node)) {
      if (dom.nodeType(node) === Node.TEXT_NODE && LETTER.test(node.data)) found.push(node);
    }
    return found;
  }

  /** Elements that nobody can use, and their labels: they need no contrast. */
  function inactive(elements, document, isOneTree) {
    const found = new Set();
    const real = isOneTree ? elements : elements.filter((element) => dom.nodeType(element) === Node.ELEMENT_NODE);
    const own = isOneTree ? dom.querySelectorAll(document, INACTIVE) : real.filter((element) => dom.matches(element, INACTIVE));
    for (const element of own) {
      found.add(element);
      for (const label of (dom.localName(element) !== "form" && element.labels) || []) found.add(label);
      const ids = (dom.getAttribute(element, "aria-labelledby") || "").split(/\s+/).filter(Boolean);
      for (const id of ids) found.add(real.find((each) => dom.getAttribute(each, "id") === id));
    }
    return found;
  }

  /** What is under all of a document: the browser's white, or its black where the page takes part in dark schemes. */
  function canvas(view) {
    const meta = dom.querySelector(view.document, "meta[name=color-scheme]");
    const own = view.getComputedStyle(dom.documentElement(view.document)).colorScheme;
    const schemes = own === "normal" ? (meta && dom.getAttribute(meta, "content")) || "" : own;
    const prefers = view.matchMedia("(prefers-color-scheme: dark)").matches;
    return /\bdark\b/.test(schemes) && (prefers || !/\blight\b/.test(schemes)) ? DARK : LIGHT;
  }

  /** One document: where each element stands in the order of painting, the boxes that paint, and the texts. */
  class Painting {
    constructor(view, elements, floor) {
      this.view = view;
      this.elements = elements;
      this.floor = floor;
      this.places = new Map();
      this.bands = new Map();
      this.tall = [];
      this.texts = [];
      this.backed = [];
      this.turn = 0;
      this.looked = 0;
      const isOneTree = elements.every((element) => dom.nodeType(element) === Node.ELEMENT_NODE);
      this.inactive = inactive(elements, view.document, isOneTree);
      this.written = isOneTree && elements.length > FEW ? globalThis.a11yAuditPseudo(view.document) : null;
      const root = dom.documentElement(view.document);
      this.ground = this.groundOf(root, dom.body(view.document));
      const { scrollX, scrollY, innerWidth, innerHeight } = view;
      this.page = { left: -scrollX, top: -scrollY, right: Math.max(root.scrollWidth, innerWidth) - scrollX,
        bottom: Math.max(root.scrollHeight, innerHeight) - scrollY };
      this.screen = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
    }

    /**
     * Go through all elements and return the texts: number, part, index of the look, whether CJK, whether one character,
     * and, of what a style sheet draws, the words.
     */
    gather(flags, index) {
      this.elements.forEach((element, number) => {
        if (flags[number] & 1 && dom.nodeType(element) === Node.ELEMENT_NODE) this.add(element, number);
      });
      return this.texts.flatMap((text) => {
        const look = this.look(text);
        const isSingle = text.part === "" && [...text.text.trim()].length === 1;
        if (!look) return [];
        const drawn = text.part === "before" || text.part === "after" ? [text.text.slice(0, DRAWN_LIMIT)] : [];
        const found = [text.number, text.part, index(look), CJK.test(text.text), isSingle, ...drawn];
        if (text.backing) this.backed.push({ run: found, look, ...text.backing });
        return [found];
      });
    }

    /** The layers under what a frame shows. */
    beneath(number) {
      const place = this.places.get(this.elements[number]);
      const box = place ? [dom.getBoundingClientRect(this.elements[number])].filter((each) => !isEmpty(each)) : [];
      const found = box.length ? this.under(box, place.key, place, null) : null;
      const painters = found ? found.painters.sort((one, other) => compare(one.key, other.key)) : [];
      return [...this.floor, ...painters.flatMap((each) => each.layers)];
    }

    add(element, number) {
      const style = this.view.getComputedStyle(element);
      const parent = dom.assignedSlot(element) || dom.parentNode(element);
      const above = this.places.get(dom.nodeType(parent) === Node.DOCUMENT_FRAGMENT_NODE ? parent.host : parent) || OUTSIDE;
      const hasBox = style.display !== "contents";
      const isDrawn = dom.namespaceURI(element) === SVG && this.isDrawn(above);
      const put = isDrawn ? drawing.inside : placed;
      const place = hasBox ? put(above, style, number, element) : { ...above, above, layers: null };
      place.isInactive = above.isInactive || this.inactive.has(element);
      this.places.set(element, place);
      if (place.isHidden) return;
      const isShown = style.visibility === "visible";
      if (hasBox && isShown && !isDrawn) this.paint(element, style, place);
      if (isDrawn) {
        if (isShown) this.draw(element, number, style, place);
        return;
      }
      if (isShown && !place.isInactive && dom.namespaceURI(element) !== SVG) this.read(element, number, style, place);
      if (this.written && !this.written.has(element)) return;
      for (const [part, order] of [["::before", number + 0.25], ["::after", number + 0.75]]) {
        const drawn = this.view.getComputedStyle(element, part);
        if (drawn.content !== "none" && drawn.content !== "normal" && drawn.visibility === "visible") {
          this.drawn(element, number, part, drawn, placed(place, drawn, order, null), !place.isInactive);
        }
      }
    }

    /** Whether what is in this place is part of a drawing. */
    isDrawn({ drawing: root, element }) {
      return Boolean(root || element && dom.nodeType(element) === Node.ELEMENT_NODE && dom.namespaceURI(element) === SVG);
    }

    /** Note what a part of a drawing paints, where the drawing has texts, and its own text. */
    draw(element, number, style, place) {
      const root = this.places.get(place.drawing);
      if (root.hasText === undefined) root.hasText = [...place.drawing.querySelectorAll("text")].some((each) => LETTER.test(each.textContent));
      if (!root.hasText) return;
      const layers = drawing.layers(element, style);
      if (layers.length) {
        place.layers = layers;
        place.source = layers[0][0] === "image" ? element.outerHTML.slice(0, CSS_LIMIT) : "";
        this.keep(place, layers, [dom.getBoundingClientRect(element)], layers[0][0] === "image");
      }
      if (place.isInactive || !drawing.isText(element)) return;
      const nodes = textNodes(element);
      const letters = nodes.length ? drawing.letters(element, style) : null;
      const text = nodes.map((node) => node.data).join(" ");
      if (letters) this.texts.push({ number, part: "", text, nodes, style, place, layers: [], letters });
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
      const shadow = style.boxShadow;
      const reaches = () => shadow.match(/-?[\d.]+(?=px)/g).some((length) => Math.abs(length) > RIM);
      if (shadow.includes("inset") && reaches()) layers.push(["inset", shadow.slice(0, CSS_LIMIT)]);
      const name = dom.localName(element);
      if (REPLACED.has(name) && (name !== "img" || element.naturalWidth)) layers.push(["image", ""]);
      if (!layers.length) return;
      const root = dom.documentElement(this.view.document);
      const own = element === this.ground ? this.places.get(root) : place;
      own.layers = layers;
      own.source = backing.source(element, style);
      if (own.above === OUTSIDE) this.tall.push(this.painter(own, layers, null, false));
      else this.keep(own, layers, [...dom.getClientRects(element)], false);
    }

    /** A box's colour and pictures, from below. */
    background(style) {
      const { backgroundColor, backgroundImage } = style;
      const layers = isClear(backgroundColor) ? [] : [["colour", backgroundColor]];
      if (backgroundImage === "none") return layers;
      const isWhole = style.backgroundSize.split(", ").every((size) => /^(?:auto|cover|100%(?: 100%| auto)?)$/.test(size));
      const kind = isWhole ? "gradient" : "tiles";
      const pictures = (backgroundImage.match(PICTURES) || [""]).reverse().filter((picture) => picture !== "none");
      const isGradient = (picture) => /^[a-z-]*gradient\(/.test(picture) && picture.length <= CSS_LIMIT;
      return [...layers, ...pictures.map((picture) => isGradient(picture) ? [kind, picture] : ["image", ""])];
    }

    painter(place, layers, boxes, isLoose) {
      const [[kind, value]] = layers;
      const isSolid = kind === "colour" && isOpaque(value) && !place.groups.length && !place.isMixed;
      return { place, key: place.key, layers, boxes, isLoose, isOpaque: isSolid, asked: 0 };
    }

    /** Note a box on the page, and in each box that scrolls it, there with all that can be scrolled into view. */
    keep(place, layers, boxes, isLoose) {
      let left = boxes;
      for (let clip = place.outer; clip && left.length; clip = clip.outer) {
        if (!clip.isHard) clip.painters.push(this.painter(place, layers, left, isLoose));
        left = inView(left, clip);
      }
      if (left.length) this.index(this.painter(place, layers, left, isLoose));
    }

    index(painter) {
      const first = Math.floor(Math.min(...painter.boxes.map((box) => box.top)) / BAND);
      const last = Math.floor(Math.max(...painter.boxes.map((box) => box.bottom)) / BAND);
      if (last - first >= BANDS) { this.tall.push(painter); return; }
      for (let band = first; band <= last; band += 1) {
        if (!this.bands.has(band)) this.bands.set(band, []);
        this.bands.get(band).push(painter);
      }
    }

    /** What a reader can see of a text's boxes, and the box inside which that takes scrolling, or null. */
    visible(clip, boxes, isFixed) {
      let left = boxes;
      let scroller = null;
      let seen = null;
      for (let around = clip; around; around = around.outer) {
        const inside = inView(seen || left, around);
        if (!inside.length && around.isHard) return { boxes: [], scroller };
        if (inside.length && !seen) left = inside;
        else if (!inside.length) {
          scroller = scroller || around;
          // What is scrolled into view is somewhere in the box that scrolls.
          seen = [around.box].filter((box) => !isEmpty(box));
          if (!seen.length) return { boxes: [], scroller };
        }
      }
      const limit = isFixed ? this.screen : this.page;
      const shown = (seen || left).map((box) => meet(box, limit)).filter((box) => !isEmpty(box));
      return { boxes: !shown.length ? [] : seen ? left : shown, scroller };
    }

    /** Note the text of a pseudo-element, and its box where that may lie under other texts. */
    drawn(element, number, part, style, place, isRead) {
      if (place.isHidden) return;
      const layers = this.background(style);
      const isFree = ["absolute", "fixed"].includes(style.position);
      const boxes = isFree ? [this.freeBox(style, place)] : [...dom.getClientRects(element)];
      if (isFree && layers.length && boxes[0]) {
        this.keep(place, layers, boxes, !/^(?:none|matrix\(1, 0, 0, 1, .*)$/.test(style.transform));
      }
      const quoted = style.content.replace(FILE, "").split(" / ")[0].match(/"(?:[^"\\]|\\.)*"/g) || [];
      const text = quoted.map((each) => each.slice(1, -1).replace(/\\(.)/g, "$1")).join("");
      if (isRead && boxes[0] && LETTER.test(text)) {
        this.texts.push({ number, part: part.slice(2), text, style, place, boxes, layers: isFree ? [] : layers });
      }
    }

    /** The box of an absolute pseudo-element, from its used values; null where they do not tell. */
    freeBox(style, place) {
      const isFixed = style.position === "fixed";
      const frame = isFixed ? null : place.above.frame;
      const origin = frame ? dom.getBoundingClientRect(frame) : isFixed ? this.screen : this.page;
      const moved = /^matrix\(.*, (-?[\d.e-]+), (-?[\d.e-]+)\)$/.exec(style.transform) || [0, 0, 0];
      const left = origin.left + (frame ? dom.clientLeft(frame) : 0) + pixels(style.left, style.marginLeft, moved[1]);
      const top = origin.top + (frame ? dom.clientTop(frame) : 0) + pixels(style.top, style.marginTop, moved[2]);
      const isBorderBox = style.boxSizing === "border-box";
      const rim = (side) => isBorderBox ? 0 : pixels(style[`padding${side}`], style[`border${side}Width`]);
      const width = pixels(style.width) + rim("Left") + rim("Right");
      const height = pixels(style.height) + rim("Top") + rim("Bottom");
      return Number.isFinite(left + top + width + height) ? { left, top, right: left + width, bottom: top + height } : null;
    }

    /** Note an element's own text, and what a field shows. */
    read(element, number, style, place) {
      const name = dom.localName(element);
      if (!OPTIONS.has(name)) {
        const shadow = dom.shadowRoot(element);
        const nodes = [...textNodes(element), ...shadow ? textNodes(shadow) : []];
        const text = nodes.map((node) => node.data).join(" ");
        if (text) this.texts.push({ number, part: "", text, nodes, style, place, layers: [] });
      }
      if (FIELDS.has(name) && dom.matches(element, FIELD)) this.field(element, number, style, place);
    }

    field(element, number, style, place) {
      const boxes = [...dom.getClientRects(element)];
      const isSelect = dom.localName(element) === "select";
      const text = String(isSelect ? element.selectedOptions[0]?.text || "" : element.value);
      const isTyped = !text && !dom.matches(element, BUTTON);
      const field = { number, place, boxes, layers: [] };
      if (isTyped || LETTER.test(text)) this.texts.push({ ...field, part: isTyped ? "typed" : "value", text, style });
      const hint = isSelect || text ? "" : dom.getAttribute(element, "placeholder") || "";
      if (!LETTER.test(hint)) return;
      const drawn = this.view.getComputedStyle(element, "::placeholder");
      this.texts.push({ ...field, part: "placeholder", text: hint, style: drawn, opacity: Number(drawn.opacity) });
    }

    /** The boxes of a text's lines, cut to where letters are: the line's box is higher than they. */
    lines({ nodes, boxes, style, letters }) {
      const found = boxes || nodes.flatMap((node) => {
        this.range = this.range || this.view.document.createRange();
        this.range.selectNodeContents(node);
        return [...this.range.getClientRects()];
      });
      const size = letters ? letters[1] : parseFloat(style.fontSize);
      return found.filter((box) => !isEmpty(box)).map(({ left, top, right, bottom }) => {
        const spare = Math.max(0, (bottom - top - size) / 2) + 1;
        return { left: left + 1, right: Math.max(right - 1, left + 2), top: top + spare,
          bottom: Math.max(bottom - spare, top + spare + 1) };
      });
    }

    /** Boxes that may touch an area, each once. */
    near(boxes) {
      const top = Math.min(...boxes.map((box) => box.top));
      const bottom = Math.max(...boxes.map((box) => box.bottom));
      const found = [...this.tall];
      this.turn += 1;
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
      const { fill, size, stroke, odd: way } = this.letters(text);
      const { boxes, scroller } = this.visible(clip, size ? this.lines(text) : [], place.isFixed);
      if (!boxes.length) return null;
      const found = this.under(boxes, keyOfText(place), place, scroller);
      if (!found) return null;
      const marks = place.groups.map((group) => ({ key: group.key, layers: [["opacity", "", ALL, group.opacity]] }));
      const sorted = [...found.painters, ...marks].sort((one, other) => compare(one.key, other.key));
      const last = sorted.findLastIndex((each) => each.isOpaque && each.cover === ALL);
      const layers = sorted.slice(Math.max(last, 0)).flatMap((each) => each.layers);
      const own = text.layers.map(([kind, value]) => [kind, value, ALL]);
      if (text.opacity < 1) own.push(["opacity", "", ALL, text.opacity]);
      const odd = place.isMixed ? "mixed" : found.isCovered ? "covered" : way;
      const shadow = style.textShadow === "none" || text.letters ? "" : style.textShadow.slice(0, CSS_LIMIT);
      text.backing = scroller ? null : backing.of(text, sorted.slice(Math.max(last, 0)), boxes, this.view);
      return [fill, size, parseInt(style.fontWeight, 10), stroke, shadow, odd,
        [...(last < 0 ? this.floor : []), ...layers, ...own]];
    }

    /** How letters are painted. */
    letters({ style, place, letters }) {
      if (letters) {
        const [fill, size, stroke, odd] = letters;
        return { fill, size, stroke, odd };
      }
      const fill = style.webkitTextFillColor;
      const stroke = parseFloat(style.webkitTextStrokeWidth) > 0 ? style.webkitTextStrokeColor : "";
      return { fill, size: parseFloat(style.fontSize), stroke, odd: place.isLettered && !isOpaque(fill) ? "filled" : "" };
    }

    /** The boxes under all that a box scrolls: its own, and those around it. */
    behind(scroller) {
      const found = [];
      for (let place = this.places.get(scroller.element); place; place = place.above) {
        if (place.layers) found.push(this.painter(place, place.layers, null, false));
      }
      return found;
    }

    /** What a box paints for a text: parts of a drawing stand for themselves in it alone, the drawing as a whole elsewhere. */
    layersFor({ place: { drawing: within, element }, layers }, place) {
      if (within) return within === place.drawing ? layers : [];
      return place.drawing && element === place.drawing ? layers.slice(0, -1) : layers;
    }

    /** What is painted where a text is; null when something hides it. */
    under(boxes, key, place, scroller) {
      const near = scroller ? [...scroller.painters, ...this.behind(scroller)] : this.near(boxes);
      this.looked += near.length;
      if (this.looked > MOST_LOOKS) throw new Error("too many boxes lie over one another");
      const painters = [];
      let isCovered = false;
      for (const painter of near) {
        const layers = this.layersFor(painter, place);
        const cover = layers.length ? this.cover(painter, boxes, place) : NONE;
        if (!cover) continue;
        if (compare(painter.key, key) < 0) {
          painters.push({ ...painter, cover, layers: this.mixed({ ...painter, layers }, place, cover) });
        } else if (!painter.place.pinned || painter.place.pinned === place.pinned) {
          if (cover === ALL && painter.isOpaque) return null;
          isCovered = isCovered || !backing.isIcon(painter);
        }
      }
      return { painters, isCovered };
    }

    /** Whether a box lies under all of a text's boxes, some, or none. */
    cover(painter, boxes, place) {
      if (!painter.boxes) return ALL;
      let inside = 0;
      let touched = 0;
      for (const box of boxes) {
        if (painter.boxes.some((each) => isInside(box, each))) inside += 1;
        else if (painter.boxes.some((each) => !isEmpty(meet(box, each)))) touched += 1;
      }
      const isExact = !painter.isLoose && !painter.place.isTurned || isAround(painter.place, place);
      return inside === boxes.length && isExact ? ALL : inside || touched ? PART : NONE;
    }

    /** A box's layers as seen through the groups that it is in and the text is not. */
    mixed(painter, place, cover) {
      if (painter.place.isMixed && !place.isMixed) return [["mixed", "", cover]];
      const apart = painter.place.groups.filter((group) => !place.groups.includes(group));
      const opacity = apart.reduce((all, group) => all * group.opacity, 1);
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
      if (!walk.elements.length) { paintings.push(null); return []; }
      const outer = host && paintings[host[0]];
      const floor = outer ? outer.beneath(host[1]) : [["colour", canvas(walk.view), ALL]];
      const painting = new Painting(walk.view, walk.elements, floor);
      paintings.push(painting);
      const found = painting.gather(flags, (look) => {
        const key = JSON.stringify(look);
        if (!indices.has(key)) indices.set(key, looks.push(look) - 1);
        return indices.get(key);
      });
      if (!host) backing.keep(painting.backed);
      return found;
    });
    return { looks, texts };
  };
})();
