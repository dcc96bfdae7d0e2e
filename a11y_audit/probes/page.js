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
  const PLAIN_NAME = /^[a-z][a-z0-9:._-]*$/;
  const PLAIN_ATTRIBUTE = /^[^\s"'<>/=\u0000-\u001f]+$/;
  const NAMED = "a[href],area,button,input:not([type=hidden]),select,textarea,img,svg,object,embed,iframe,frame,video,audio," +
    "summary,table,h1,h2,h3,h4,h5,h6,fieldset,[role],[aria-label],[aria-labelledby],[tabindex],[contenteditable]";
  const LABELLED = "a,button,summary,h1,h2,h3,h4,h5,h6,[role=heading],[role=link],[role=button]";
  const CJK = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
  const SKIPPED_TEXT = new Set(["script", "style", "noscript", "template"]);
  const ATTRIBUTE_LIMIT = 20000;

  const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const escapeAttribute = (text) => text.slice(0, ATTRIBUTE_LIMIT).replace(/&/g, "&amp;").replace(/"/g, "&quot;");

  class Gatherer {
    constructor(limit) {
      this.limit = limit;
      this.cut = false;
      this.documents = [];
      this.unread = [];
      this.styleKeys = new Map();
      this.styles = [];
      this.numbers = new Map();
    }

    document(root, view, host, offset) {
      const record = { html: [], boxes: [], flags: [], styles: [], names: {}, contrast: [], host, title: root.title || "",
        language: root.documentElement ? root.documentElement.getAttribute("lang") : null };
      const index = this.documents.push(record) - 1;
      const walk = { record, index, view, offset, elements: [] };
      if (root.documentElement) this.element(walk, root.documentElement, true, false);
      record.html = record.html.join("");
      record.walk = walk;
      return index;
    }

    element(walk, element, shown, hidden) {
      if (walk.elements.length >= this.limit) { this.cut = true; return; }
      const { record } = walk;
      const number = walk.elements.push(element) - 1;
      this.numbers.set(element, [walk.index, number]);
      let name = element.localName.toLowerCase();
      if (!PLAIN_NAME.test(name) || name === "plaintext") name = "unknown-element";
      const rendered = shown && this.rendered(element);
      const apart = hidden || element.getAttribute("aria-hidden") === "true" || element.inert === true;
      this.facts(walk, element, rendered, apart);
      record.html.push("<", name, this.attributes(element), ">");
      if (VOID.has(name)) return;
      if (!HOLLOW.has(name)) this.children(walk, element, rendered, apart);
      record.html.push("</", name, ">");
      if (name === "iframe" || name === "frame") this.frame(walk, element, number, rendered);
    }

    rendered(element) {
      return element.checkVisibility ? element.checkVisibility({ visibilityProperty: false }) || this.contents(element)
        : element.getClientRects().length > 0;
    }

    contents(element) {
      return getComputedStyle(element).display === "contents";
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
        const rect = element.getBoundingClientRect();
        if (rect.width || rect.height) {
          box = [Math.round(rect.x + offset.x), Math.round(rect.y + offset.y), Math.round(rect.width), Math.round(rect.height)];
        }
      }
      if (element.localName === "img" && element.complete) flags |= element.naturalWidth ? 8 : 16;
      record.boxes.push(box);
      record.flags.push(flags);
      record.styles.push(style);
    }

    style(computed) {
      const values = [computed.display, computed.whiteSpace, parseFloat(computed.fontSize), parseInt(computed.fontWeight, 10),
        computed.color, computed.backgroundColor, computed.backgroundImage === "none" ? "" : "image", computed.textDecorationLine,
        computed.position, computed.listStyleType];
      const key = values.join("|");
      let index = this.styleKeys.get(key);
      if (index === undefined) {
        index = this.styles.push(values) - 1;
        this.styleKeys.set(key, index);
      }
      return index;
    }

    attributes(element) {
      let text = "";
      for (const { name, value } of element.attributes) {
        if (PLAIN_ATTRIBUTE.test(name)) text += ` ${name}="${escapeAttribute(value)}"`;
      }
      return text;
    }

    children(walk, element, rendered, apart) {
      if (element.shadowRoot) {
        const { record } = walk;
        const number = walk.elements.push(element.shadowRoot) - 1;
        record.html.push("<shadow-root>");
        record.boxes.push(null);
        record.flags.push(record.flags[number - 1] & 3);
        record.styles.push(-1);
        this.nodes(walk, element.shadowRoot.childNodes, rendered, apart);
        record.html.push("</shadow-root>");
      }
      this.nodes(walk, element.childNodes, rendered, apart);
    }

    nodes(walk, nodes, rendered, apart) {
      for (let node = nodes[0]; node; node = node.nextSibling) {
        if (node.nodeType === Node.ELEMENT_NODE) this.element(walk, node, rendered, apart);
        else if (node.nodeType === Node.TEXT_NODE) walk.record.html.push(escapeText(node.data));
      }
    }

    frame(walk, element, number, rendered) {
      let inner = null;
      try { inner = element.contentDocument; } catch { inner = null; }
      if (!inner || !inner.documentElement) { this.unread.push(element.src || ""); return; }
      if (!rendered) return;
      const rect = element.getBoundingClientRect();
      const offset = { x: walk.offset.x + rect.x + element.clientLeft, y: walk.offset.y + rect.y + element.clientTop };
      this.document(inner, inner.defaultView, [walk.index, number], offset);
    }

    /** Names and roles by axe's own algorithms; null where axe stumbles. */
    names(axe) {
      const top = this.documents[0].walk;
      axe.setup(document.documentElement);
      try {
        top.elements.forEach((element, number) => {
          if (element.nodeType === Node.ELEMENT_NODE && element.matches(NAMED)) this.name(axe, top.record, element, number);
        });
        this.contrast(axe, top);
      } finally {
        axe.teardown();
      }
    }

    name(axe, record, element, number) {
      try {
        const node = axe.utils.getNodeFromTree(element);
        const name = axe.commons.text.accessibleTextVirtual(node);
        record.names[number] = [axe.commons.aria.getRole(node), name.trim() || !element.matches(LABELLED) ? name : this.drawn(element)];
      } catch {
        record.names[number] = [null, null];
      }
    }

    /** Text that style sheets put before or after the parts of an element: in browsers, not in axe, it belongs to the name. */
    drawn(element) {
      const parts = [element, ...element.querySelectorAll("*")].slice(0, 50).filter((part) => !part.closest("[aria-hidden=true]"));
      const contents = parts.flatMap((part) => ["::before", "::after"].map((place) => getComputedStyle(part, place).content));
      const spoken = contents.map((content) => content.slice(content.lastIndexOf(" / ") + 1).match(/"(?:[^"\\]|\\.)*"/g) || []);
      return spoken.flat().map((quoted) => quoted.slice(1, -1)).join(" ");
    }

    /**
     * Colours of CJK text whose size is large for Latin letters only: 24–29.3 px, or bold 18.66–24 px. Axe's own check
     * measures, told that text is large from 22 pt or bold 18 pt; its rule leaves out what needs no contrast.
     */
    contrast(axe, walk) {
      const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
      const check = axe._audit.checks["color-contrast"];
      // One Japanese character can be a word, as no Latin letter can.
      const options = { ...check.options, largeTextPt: 22, boldTextPt: 18, ignoreLength: true };
      walk.elements.forEach((element, number) => {
        const style = this.styles[walk.record.styles[number]];
        if (!style || !(walk.record.flags[number] & 1)) return;
        const [, , size, weight] = style;
        const between = weight >= 700 ? size >= 18.66 && size < 24 : size >= 24 && size < 29.33;
        if (!between || ![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && CJK.test(node.data))) return;
        try {
          const node = axe.utils.getNodeFromTree(element);
          if (!rule.matches(element, node, {})) return;
          const { result, data } = check.runSync(node, { options }, {});
          const told = typeof result === "boolean" && data && data.contrastRatio;
          walk.record.contrast.push(told ? [number, data.contrastRatio, data.fgColor, data.bgColor] : [number, null, "", ""]);
        } catch {
          walk.record.contrast.push([number, null, "", ""]);
        }
      });
    }

    /** Addresses that the page leads to, as the browser resolves them. */
    links() {
      const found = new Set();
      for (const { walk } of this.documents) {
        for (const element of walk.elements) {
          const name = element.localName;
          const address = name === "a" || name === "area" ? element.href : name === "iframe" || name === "frame" ? element.src : "";
          if (typeof address === "string" && address) found.add(address.slice(0, 4000));
        }
      }
      return [...found];
    }

    result() {
      const links = this.links();
      const documents = this.documents.map(({ walk, ...record }) => record);
      return { documents, links, styles: this.styles, unread: this.unread, cut: this.cut };
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
    return { at: numbers.get(node.element) || numbers.get(resolve(node.target)) || null, target: node.target.flat(), html: node.html.slice(0, 400), checks };
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
    try { return data === undefined ? null : JSON.parse(JSON.stringify(data)); } catch { return null; }
  }

  /** Entry: {limit, axe: options or null} → JSON text. */
  globalThis.a11yAuditGather = async ({ limit, axe: options }) => {
    const axe = globalThis.axe;
    const gatherer = new Gatherer(limit);
    gatherer.document(document, window, null, { x: window.scrollX, y: window.scrollY });
    const problems = [];
    let engine = null;
    if (axe && options) {
      try { engine = await runAxe(axe, options, gatherer.numbers); } catch (error) { problems.push(`axe: ${error}`.slice(0, 500)); }
    }
    if (axe) {
      try { gatherer.names(axe); } catch (error) { problems.push(`names: ${error}`.slice(0, 500)); }
    }
    return JSON.stringify({ ...gatherer.result(), axe: engine, problems, viewport: [window.innerWidth, window.innerHeight],
      address: location.href });
  };
})();
