/**
 * Texts behind which only pixels tell the colour: where they are, what the pixels depend on, and letters in other colours for a picture.
 *
 * Used by contrast.js and by backdrop.py.
 */
(() => {
  "use strict";

  const OPEN = new Set(["image", "gradient", "tiles"]);
  const PART = 1;
  // What shows another picture at any time.
  const RESTLESS = new Set("video canvas iframe frame embed object".split(" "));
  const SOURCE_LIMIT = 500;
  const MOST = 200;
  const ICON = /^no-repeat,[^(]*,url\([^,]*$/;

  /** What an element's picture is made of: equal for equal pictures, null for what does not rest. */
  function source(element, style) {
    const name = element.localName;
    if (RESTLESS.has(name)) return null;
    if (name === "img") return element.currentSrc.slice(0, SOURCE_LIMIT);
    if (name === "svg") return `svg ${element.innerHTML.length}`;
    if (style.backgroundImage === "none") return "";
    const { backgroundImage, backgroundPosition, backgroundSize, backgroundRepeat, padding } = style;
    return [backgroundRepeat, backgroundPosition, backgroundSize, padding, backgroundImage].join().slice(0, SOURCE_LIMIT);
  }

  /** Whether a box paints nothing but a picture that is not repeated, and so hardly ever all that it could. */
  const isIcon = ({ layers, place }) => layers.every(([kind]) => kind === "image") && ICON.test(place.source || "");

  /**
   * Where a text is and what its backing depends on, from what is painted under it; null where colours tell all. Its `kind` is the same
   * for texts beside which the same icon may stand: a picture that is not repeated, and nothing else that is open.
   */
  function of({ text, layers: own, part }, painters, boxes, view) {
    const isOpen = ([kind, , cover]) => OPEN.has(kind) || kind === "colour" && cover === PART;
    const open = painters.filter(({ layers }) => layers.some(isOpen));
    if (part === "typed" || !(open.length || own.some(isOpen))) return null;
    if (painters.some(({ place }) => place && place.source === null)) return null;
    const { scrollX, scrollY } = view;
    const places = boxes.map((box) => [box.left + scrollX, box.top + scrollY, box.right - box.left, box.bottom - box.top].map(Math.round));
    const pictures = open.map(({ place }) => place && place.source);
    const tops = open.map(({ boxes: around }) => (around || []).map((each) => Math.round(each.top)));
    const isIcon = open.length && open.every(({ place, layers }) => ICON.test(place && place.source) &&
      layers.every((layer) => !isOpen(layer) || layer[0] === "image"));
    return { boxes: places, key: JSON.stringify([text, pictures, tops]), kind: isIcon ? JSON.stringify(pictures) : "" };
  }

  let backed = [];

  /** Keep what was found for a picture; one of a page that was scrolled by itself would show other places. */
  function keep(found) {
    backed = scrollX || scrollY ? [] : found.slice(0, MOST);
  }

  globalThis.a11yAuditBacking = { isIcon, source, of, keep, count: () => backed.length };

  /** Entry: texts of the page's own document behind which only pixels tell the colour: [{run, look, boxes, key}] as JSON. */
  globalThis.a11yAuditBacked = () => JSON.stringify(backed);

  // An image named "adoptedStyleSheets" hides the property of that name (see page.js).
  const adopted = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
  const root = Object.getOwnPropertyDescriptor(Document.prototype, "documentElement");
  let sheet = null;

  /**
   * Entry: {paint} → show all letters in this colour, "" for their own; tells whether it could. Nothing fades meanwhile, and nothing is
   * put into the document.
   */
  globalThis.a11yAuditLetters = ({ paint }) => {
    try {
      const all = "*, *::before, *::after, *::placeholder";
      const still = `${all} { transition: none !important; }`;
      sheet = sheet || new CSSStyleSheet();
      sheet.replaceSync(!paint ? still : `${still} ${all} { -webkit-text-fill-color: ${paint} !important; }
        text, tspan, textPath { fill: ${paint} !important; stroke: ${paint} !important; }`);
      const others = [...adopted.get.call(document)].filter((each) => each !== sheet);
      adopted.set.call(document, [...others, sheet]);
      void Element.prototype.getBoundingClientRect.call(root.get.call(document));
      if (!paint) adopted.set.call(document, others);
    } catch {
      return "false";
    }
    return "true";
  };
})();
