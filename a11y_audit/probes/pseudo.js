/**
 * Tell before or after which elements of a document style sheets may write something, so that not every element is asked for the style
 * of two boxes that nearly none has.
 *
 * Used by contrast.js. What is not sure (a sheet of another origin, nested rules) leaves it open.
 */
(() => {
  "use strict";

  // Behind a backslash it is a part of a class's name.
  const PSEUDO = /(?<!\\)::?(?:before|after)(?![\w-])/;
  const EVERY = new RegExp(PSEUDO, "g");
  // What such a selector means depends on the rule around it.
  const RELATIVE = /&|:scope/;

  // A form or an image named "styleSheets" hides the property of that name (see page.js).
  const reader = (name) => {
    const { get } = Object.getOwnPropertyDescriptor(Document.prototype, name) || {};
    return (document) => get ? get.call(document) : null;
  };
  const sheets = reader("styleSheets");
  const adopted = reader("adoptedStyleSheets");
  const select = Function.prototype.call.bind(Document.prototype.querySelectorAll);

  /** Collect selectors of the elements whose pseudo-elements rules give a content, whatever the media. */
  function collect(found, rules) {
    for (const rule of rules) {
      const selector = rule.selectorText;
      if (selector === undefined) collect(found, rule.cssRules || rule.styleSheet?.cssRules || []);
      else if (rule.cssRules?.length && PSEUDO.test(rule.cssText)) throw new Error("nested rules");
      else if (PSEUDO.test(selector) && rule.style.content) {
        if (RELATIVE.test(selector)) throw new Error("relative selector");
        found.push(selector.replace(EVERY, ":is(*)"));
      }
    }
  }

  /** Entry: a document → the set of those elements, perhaps with others; null where that can't be told. */
  globalThis.a11yAuditPseudo = (document) => {
    const selectors = [];
    try {
      for (const sheet of [...sheets(document) || [], ...adopted(document) || []]) collect(selectors, sheet.cssRules);
      return new Set(selectors.length ? select(document, selectors.join()) : []);
    } catch {
      return null;
    }
  };
})();
