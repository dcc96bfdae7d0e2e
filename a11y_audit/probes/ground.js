/**
 * Tell whether a page's author set the colour of text and a background for the page as a whole, for html or body: what is not
 * set is the reader's own, and may not go with the other.
 */
(() => {
  "use strict";

  // A selector of a list that picks the root or the body itself.
  const GROUND = /(?:^|[\s,>])(?:html|body|:root|\*)(?:[.#:[][^\s,>+~]*)?\s*(?:,|$)/;

  // A form or an image named "styleSheets" or "style" hides the property of that name (see page.js).
  const reader = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name) || {};
    return (object) => get ? get.call(object) : null;
  };
  const body = reader(Document, "body");
  const sheets = reader(Document, "styleSheets");
  const adopted = reader(Document, "adoptedStyleSheets");
  const style = reader(HTMLElement, "style");
  const attribute = Function.prototype.call.bind(Element.prototype.getAttribute);

  /** Note what a set of declarations says. */
  function note(found, declared) {
    found.colour = found.colour || Boolean(declared.color);
    found.background = found.background || Boolean(declared.background || declared.backgroundColor || declared.backgroundImage);
  }

  /** Go through rules, those inside media queries, layers and imported sheets too. */
  function read(found, rules) {
    for (const rule of rules) {
      if (rule.selectorText !== undefined) {
        if (GROUND.test(rule.selectorText)) note(found, rule.style);
      } else if (rule.cssRules || rule.styleSheet) {
        read(found, rule.cssRules || rule.styleSheet.cssRules);
      }
    }
  }

  /** Entry: a document and its root element → [colour, background], each true, false, or null where a sheet can't be read. */
  globalThis.a11yAuditGround = (root, top) => {
    const found = { colour: false, background: false };
    for (const part of [top, body(root)].filter((each) => each instanceof HTMLElement || each?.localName === "body")) {
      note(found, style(part));
      found.colour = found.colour || attribute(part, "text") !== null;
      found.background = found.background || attribute(part, "bgcolor") !== null || attribute(part, "background") !== null;
    }
    let isRead = true;
    for (const sheet of [...sheets(root) || [], ...adopted(root) || []]) {
      try { read(found, sheet.cssRules); } catch { isRead = false; }
    }
    const told = (value) => value || (isRead ? false : null);
    return [told(found.colour), told(found.background)];
  };
})();
