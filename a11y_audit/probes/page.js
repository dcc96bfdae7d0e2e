/**
 * Gather the facts of a page in one walk, in a world of its own beside the page's scripts.
 *
 * Every element of the composed tree (open shadow roots and same-origin frames too) gets the next number; the same
 * order is the order of tags in the serialised HTML, so that number and tag need no other link. Nothing is judged here.
 */
(() => {
  "use strict";

  const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
  // Elements whose content a parser reads as raw text, or that carry none that a rule reads.
  const HOLLOW = new Set("script style noscript iframe frame noembed noframes xmp template".split(" "));
  // Elements in which some parsers see no tags: only their text is kept.
  const FLAT = new Set(["title", "textarea"]);
  const FRAMES = new Set(["iframe", "frame"]);
  const LINKS = new Set(["a", "area"]);
  const PLAIN_NAME = /^[a-z][a-z0-9:._-]{0,99}$/;
  const PLAIN_ATTRIBUTE = /^[^\s"'<>/=\u0000-\u001f]{1,200}$/;
  const NAMED = "a[href],area,button,input:not([type=hidden]),select,textarea,img,svg,object,embed,iframe,frame,video,audio," +
    "summary,table,h1,h2,h3,h4,h5,h6,fieldset,[role],[aria-label],[aria-labelledby],[tabindex],[contenteditable]";
  const LABELLED = "a,button,summary,h1,h2,h3,h4,h5,h6,[role=heading],[role=link],[role=button]";
  const PICTURE = /url\("((?:[^"\\]|\\.)*)"\)/;
  const XHTML = "http://www.w3.org/1999/xhtml";
  const SCRIPTS = 'script:not([type*="json"])';

  // Characters kept of one attribute, of a title or name, of a value that axe recorded, of an address, of all HTML, and of all files' addresses.
  const ATTRIBUTE_LIMIT = 20000;
  const TEXT_LIMIT = 2000;
  const VALUE_LIMIT = 500;
  const ADDRESS_LIMIT = 4000;
  const HTML_LIMIT = 50000000;
  const FILES_LIMIT = 10000000;
  // A parser nests no deeper than 512 elements; only scripts do.
  const DEPTH_LIMIT = 1000;
  const DOCUMENT_LIMIT = 100;
  // An image that is no wider or no higher than this, in CSS pixels, is a line or counts visitors; its file tells nothing.
  const SPECK = 8;

  // A form or a document with a field or an image named "attributes" answers with that field instead of its own property
  // (HTML Standard, [LegacyOverrideBuiltIns]), in every world. What the prototypes say can't be named away.
  const reader = (prototype, name) => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, name);
    return (object) => get.call(object);
  };
  const method = (prototype, name) => Function.prototype.call.bind(prototype[name]);
  const own = (type, readers, methods) => Object.fromEntries([
    ...readers.map((name) => [name, reader(type.prototype, name)]),
    ...methods.map((name) => [name, method(type.prototype, name)]),
  ]);
  const dom = {
    ...own(Node, ["childNodes", "firstChild", "nextSibling", "nodeType"], []),
    ...own(Element, ["attributes", "localName", "namespaceURI", "shadowRoot"], ["checkVisibility", "closest", "getAttribute",
      "getBoundingClientRect", "getClientRects", "matches", "querySelectorAll"]),
    ...own(HTMLElement, ["inert"], []),
    ...own(Document, ["defaultView", "documentElement", "readyState", "title"], ["querySelector", "createElement"]),
  };

  const isElement = (node) => dom.nodeType(node) === Node.ELEMENT_NODE;
  const isText = (node) => [Node.TEXT_NODE, Node.CDATA_SECTION_NODE].includes(dom.nodeType(node));
  const short = (text) => text === null ? null : text.slice(0, TEXT_LIMIT);
  const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const escapeAttribute = (text) => text.slice(0, ATTRIBUTE_LIMIT).replace(/&/g, "&amp;").replace(/"/g, "&quot;");

  class Gatherer {
    constructor(limit) {
      this.limit = limit;
      this.room = HTML_LIMIT;
      this.cut = false;
      this.documents = [];
      this.unread = [];
      this.problems = [];
      this.links = new Set();
      this.files = new Map();
      this.shown = [];
      this.styleKeys = new Map();
      this.styles = [];
      this.looks = [];
      this.numbers = new Map();
    }

    problem(part, error) {
      this.problems.push(`${part}: ${error}`.slice(0, VALUE_LIMIT));
    }

    document(root, host, offset) {
      const top = dom.documentElement(root);
      const record = { html: [], boxes: [], flags: [], styles: [], names: {}, texts: [], images: {}, backgrounds: {}, host,
        title: (dom.title(root) || "").slice(0, TEXT_LIMIT), language: top ? short(dom.getAttribute(top, "lang")) : null };
      const index = this.documents.push(record) - 1;
      const walk = { record, index, view: dom.defaultView(root), offset, elements: [] };
      if (top) this.walk(walk, top);
      record.ground = top && dom.defaultView(root) ? globalThis.a11yAuditGround(root, top) : null;
      record.html = record.html.join("");
      record.walk = walk;
    }

    /** Go through the tree. What is open is a list, not recursion: scripts nest elements deeper than they may nest calls. */
    walk(walk, top) {
      const open = [{ next: top, alone: true, end: "", rendered: true, apart: false }];
      while (open.length) {
        const level = open[open.length - 1];
        const node = level.next;
        if (!node) {
          this.write(walk, level.end);
          open.pop();
          continue;
        }
        level.next = level.alone ? null : dom.nextSibling(node);
        if (isElement(node)) this.element(walk, node, level, open);
        else if (isText(node)) this.write(walk, escapeText(node.data));
      }
    }

    write(walk, ...parts) {
      for (const part of parts) {
        this.room -= part.length;
        walk.record.html.push(part);
      }
    }

    element(walk, element, around, open) {
      if (this.room <= 0 || this.numbers.size >= this.limit) { this.cut = true; return; }
      const number = walk.elements.push(element) - 1;
      this.numbers.set(element, [walk.index, number]);
      let name = dom.localName(element).toLowerCase();
      if (!PLAIN_NAME.test(name) || name === "plaintext") name = "unknown-element";
      const rendered = around.rendered && this.rendered(walk.view, element);
      const apart = around.apart || dom.getAttribute(element, "aria-hidden") === "true" || this.inert(element);
      this.facts(walk, element, rendered, apart);
      this.write(walk, `<${name}${this.attributes(element)}>`);
      if (!VOID.has(name)) this.inside(walk, element, { name, rendered, apart }, open);
      if (LINKS.has(name)) this.link(element.href);
      else if (FRAMES.has(name)) this.frame(walk, element, number, rendered);
    }

    /** Open what is inside an element: its shadow tree, then its own nodes, then its end tag. */
    inside(walk, element, { name, rendered, apart }, open) {
      const end = `</${name}>`;
      const deep = open.length > DEPTH_LIMIT;
      if (deep || HOLLOW.has(name) || FLAT.has(name)) {
        if (deep) this.cut = true;
        const texts = FLAT.has(name) ? [...dom.childNodes(element)].filter(isText) : [];
        this.write(walk, ...texts.map((text) => escapeText(text.data)), end);
        return;
      }
      open.push({ next: dom.firstChild(element), end, rendered, apart });
      const shadow = dom.shadowRoot(element);
      if (!shadow) return;
      const { record } = walk;
      walk.elements.push(shadow);
      record.boxes.push(null);
      record.flags.push(record.flags[record.flags.length - 1] & 3);
      record.styles.push(-1);
      this.write(walk, "<shadow-root>");
      open.push({ next: dom.firstChild(shadow), end: "</shadow-root>", rendered, apart });
    }

    rendered(view, element) {
      return dom.checkVisibility(element, { visibilityProperty: false }) || view.getComputedStyle(element).display === "contents";
    }

    inert(element) {
      return dom.namespaceURI(element) === XHTML && dom.inert(element);
    }

    facts(walk, element, rendered, apart) {
      const { record, view, offset } = walk;
      let flags = apart ? 2 : 0;
      let box = null;
      let style = -1;
      if (rendered) {
        flags |= 1;
        const computed = view.getComputedStyle(element);
        if (computed.visibility !== "visible") flags |= 4;
        style = this.style(computed);
        const rect = dom.getBoundingClientRect(element);
        if (rect.width || rect.height) {
          box = [Math.round(rect.x + offset.x), Math.round(rect.y + offset.y), Math.round(rect.width), Math.round(rect.height)];
        }
        this.behind(record, computed, box);
        if (box && dom.localName(element) === "input" && element.type === "image") this.image(walk, element, box);
      }
      if (dom.localName(element) === "img" && element.complete) {
        flags |= element.naturalWidth ? 8 : 16;
        if (flags & 8 && box && Math.min(box[2], box[3]) > SPECK) this.image(walk, element, box);
      }
      record.boxes.push(box);
      record.flags.push(flags);
      record.styles.push(style);
    }

    style(computed) {
      const values = [computed.display, computed.whiteSpace, parseFloat(computed.fontSize), parseInt(computed.fontWeight, 10),
        computed.color, computed.backgroundColor, computed.backgroundImage === "none" ? "" : "image", computed.textDecorationLine,
        computed.position, computed.listStyleType.slice(0, VALUE_LIMIT)];
      const key = values.join("|");
      let index = this.styleKeys.get(key);
      if (index === undefined) {
        index = this.styles.push(values) - 1;
        this.styleKeys.set(key, index);
      }
      return index;
    }

    /** Note the file that an image shows, and its own size, 0 for a button's. */
    image({ record, elements }, element, box) {
      const number = this.file(element.currentSrc || element.src, box, element.localName === "img");
      record.images[elements.length - 1] = [number, element.naturalWidth || 0, element.naturalHeight || 0];
    }

    /** Note the picture that a style sheet puts behind an element. */
    behind(record, { backgroundImage, backgroundRepeat, backgroundPosition, backgroundSize }, box) {
      const [, picture] = PICTURE.exec(backgroundImage) || [];
      if (!picture) return;
      const cut = (text) => text.slice(0, VALUE_LIMIT);
      const number = this.file(picture, box || [0, 0, 0, 0], false);
      record.backgrounds[record.flags.length] =
        [picture.slice(0, TEXT_LIMIT), cut(backgroundRepeat), number, cut(`${backgroundPosition}/${backgroundSize}`)];
    }

    /** Return the number of a file, the same wherever it is shown, and note how large it is shown, and whether by an image. */
    file(source, [, , width, height], byImage) {
      const [address] = source.split("#");
      if (!this.files.has(address)) this.files.set(address, this.shown.push({ address, width: 0, height: 0, byImage: false }) - 1);
      const number = this.files.get(address);
      const seen = this.shown[number];
      if (width * height > seen.width * seen.height) Object.assign(seen, { width, height });
      seen.byImage = seen.byImage || byImage;
      return number;
    }

    attributes(element) {
      let text = "";
      for (const { name, value } of dom.attributes(element)) {
        if (PLAIN_ATTRIBUTE.test(name)) text += ` ${name}="${escapeAttribute(value)}"`;
      }
      return text;
    }

    /** Note an address that the page leads to, as the browser resolves it. One that is cut is too long to be followed. */
    link(address) {
      if (typeof address === "string" && address) this.links.add(address.slice(0, ADDRESS_LIMIT));
    }

    frame(walk, element, number, rendered) {
      let inner = null;
      try { inner = element.contentDocument; } catch { inner = null; }
      this.link(element.src);
      if (!inner || !dom.documentElement(inner)) { this.unread.push((element.src || "").slice(0, ADDRESS_LIMIT)); return; }
      if (!rendered) return;
      if (this.documents.length >= DOCUMENT_LIMIT) { this.cut = true; return; }
      const rect = dom.getBoundingClientRect(element);
      const offset = { x: walk.offset.x + rect.x + element.clientLeft, y: walk.offset.y + rect.y + element.clientTop };
      this.document(inner, [walk.index, number], offset);
    }

    /** How each text looks, and what is painted behind it (contrast.js). */
    texts() {
      const { looks, texts } = globalThis.a11yAuditTexts(this.documents);
      this.looks = looks;
      this.documents.forEach((record, index) => { record.texts = texts[index]; });
    }

    /** Names and roles by axe's own algorithms; null where axe stumbles. */
    names(axe) {
      const top = this.documents[0].walk;
      axe.setup(dom.documentElement(document));
      try {
        top.elements.forEach((element, number) => {
          if (isElement(element) && dom.matches(element, NAMED)) this.name(axe, top.record, element, number);
        });
      } finally {
        axe.teardown();
      }
    }

    name(axe, record, element, number) {
      try {
        const node = axe.utils.getNodeFromTree(element);
        const name = axe.commons.text.accessibleTextVirtual(node);
        const full = name.trim() || !dom.matches(element, LABELLED) ? name : this.drawn(element);
        record.names[number] = [axe.commons.aria.getRole(node), full.slice(0, TEXT_LIMIT)];
      } catch {
        record.names[number] = [null, null];
      }
    }

    /** Text that style sheets put before or after the parts of an element: in browsers, not in axe, it belongs to the name. */
    drawn(element) {
      const parts = [element, ...dom.querySelectorAll(element, "*")].slice(0, 50).filter((part) => !dom.closest(part, "[aria-hidden=true]"));
      const contents = parts.flatMap((part) => ["::before", "::after"].map((place) => getComputedStyle(part, place).content));
      const spoken = contents.map((content) => content.slice(content.lastIndexOf(" / ") + 1).match(/"(?:[^"\\]|\\.)*"/g) || []);
      return spoken.flat().map((quoted) => quoted.slice(1, -1)).join(" ");
    }

    result() {
      const documents = this.documents.map(({ walk, ...record }) => record);
      const { styles, looks, unread, cut, problems } = this;
      return { documents, links: [...this.links], styles, looks, unread, cut, problems };
    }
  }

  /** Run axe and keep of each failed or undecided place what a finding needs; rules that this axe lacks are passed over. */
  async function runAxe(axe, options, numbers) {
    const known = new Set(axe.getRules().map((rule) => rule.ruleId));
    const runOnly = { ...options.runOnly, values: options.runOnly.values.filter((rule) => known.has(rule)) };
    const results = await axe.run(document, { ...options, runOnly, resultTypes: ["violations", "incomplete"], elementRef: true });
    const places = (list) => list.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => place(node, numbers)) }));
    const ids = (list) => list.map(({ id }) => id);
    return { version: axe.version, violations: places(results.violations), incomplete: places(results.incomplete),
      passes: ids(results.passes), inapplicable: ids(results.inapplicable) };
  }

  function place(node, numbers) {
    const checks = [...node.any, ...node.all, ...node.none].map(({ id, data }) => ({ id, data: plain(data) }));
    const at = numbers.get(node.element) || numbers.get(resolve(node.target)) || null;
    const target = node.target.flat().map((selector) => selector.slice(0, TEXT_LIMIT));
    return { at, target, html: node.html.slice(0, 400), checks };
  }

  /** Find the element of a selector path through same-origin frames and shadow roots. */
  function resolve(path) {
    let root = document;
    let element = null;
    try {
      for (const [depth, step] of path.entries()) {
        for (const selector of [step].flat()) {
          element = root.querySelector(selector);
          if (element && element.shadowRoot) root = element.shadowRoot;
        }
        if (depth < path.length - 1) root = element.contentDocument;
      }
    } catch {
      return null;
    }
    return element;
  }

  function plain(data) {
    const cut = (_, value) => typeof value === "string" || Array.isArray(value) ? value.slice(0, VALUE_LIMIT) : value;
    try { return data === undefined ? null : JSON.parse(JSON.stringify(data, cut)); } catch { return null; }
  }

  /** Return JSON text in which half surrogates, which no file can hold, are U+FFFD. */
  function wellFormed(text) {
    return text.includes("\\ud") ? text.replace(/\\(?:ud[89a-f][0-9a-f]{2}|[^])/g, (found) => found.length > 2 ? "\\ufffd" : found) : text;
  }

  /** Whether scripts may run here: in a sandboxed document they may not, and no timer fires, not even ours. */
  function isScripted() {
    if (document.contentType !== "text/html") return true;
    const probe = dom.createElement(document, "div");
    // A document that asks for Trusted Types takes no HTML, and is taken for one with scripts.
    try { probe.innerHTML = "<noscript><b></b></noscript>"; } catch { return true; }
    return !probe.querySelector("b");
  }

  if (!isScripted()) globalThis.setTimeout = (callback, _, ...values) => { queueMicrotask(() => callback(...values)); return 0; };

  /** Entry: wait until the page is complete, and nothing has changed for `quiet` milliseconds, `most` at most. */
  globalThis.a11yAuditSettle = async ({ quiet, most }) => {
    if (dom.readyState(document) !== "complete") await new Promise((done) => { addEventListener("load", done); setTimeout(done, most); });
    // A page without scripts is steady.
    if (!isScripted() || !dom.querySelector(document, SCRIPTS)) return;
    await new Promise((done) => {
      const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, quiet); });
      const last = setTimeout(end, most);
      let timer = setTimeout(end, quiet);
      function end() { watch.disconnect(); clearTimeout(timer); clearTimeout(last); done(); }
      watch.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    });
  };

  let files = [];

  /**
   * Entry: the image files that were seen, in the order of their numbers, as [address, width, height, whether an image shows it], in the
   * size in which the page shows the largest; "" for an address that is too long. Null where they are too long as a whole: the browser
   * would put them all into one answer when it is asked for files.
   */
  globalThis.a11yAuditFiles = () => {
    const length = files.reduce((sum, { address }) => sum + address.length, 0);
    const told = ({ address, width, height, byImage }) => [address.length > ATTRIBUTE_LIMIT ? "" : address, width, height, byImage];
    return JSON.stringify(length > FILES_LIMIT ? null : files.map(told));
  };

  /** Entry: {limit} → number the elements of the page once more, as a record of it would. */
  globalThis.a11yAuditNumber = async ({ limit }) => {
    const gatherer = new Gatherer(limit);
    gatherer.document(document, null, { x: window.scrollX, y: window.scrollY });
    globalThis.a11yAuditNumbered(gatherer.numbers);
    return "null";
  };

  /** Entry: {limit, axe: options or null} → JSON text. */
  globalThis.a11yAuditGather = async ({ limit, axe: options }) => {
    const axe = globalThis.axe;
    const gatherer = new Gatherer(limit);
    gatherer.document(document, null, { x: window.scrollX, y: window.scrollY });
    files = gatherer.shown;
    globalThis.a11yAuditNumbered(gatherer.numbers);
    try { gatherer.texts(); } catch (error) { gatherer.problem("texts", error); }
    let engine = null;
    if (axe && options) {
      try { engine = await runAxe(axe, options, gatherer.numbers); } catch (error) { gatherer.problem("axe", error); }
    }
    if (axe) {
      try { gatherer.names(axe); } catch (error) { gatherer.problem("names", error); }
    }
    return wellFormed(JSON.stringify({ backed: globalThis.a11yAuditBacking.count(), ...gatherer.result(), axe: engine,
      viewport: [window.innerWidth, window.innerHeight], address: location.href }));
  };
})();
