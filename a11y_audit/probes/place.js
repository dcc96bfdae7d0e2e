/**
 * Name the places on an open page as the record numbers them, for probes that look at it after it was recorded.
 */
(() => {
  "use strict";

  const START_LIMIT = 300;
  let numbers = new Map();

  /** Entry for the gatherer: keep the numbers of the elements that were recorded. */
  globalThis.a11yAuditNumbered = (given) => { numbers = given; };

  /**
   * Entry: where an element is, for evidence: its number in the record ({at: [document, number]} or null), tag name, start tag
   * and box in CSS pixels from the page's top left corner.
   */
  globalThis.a11yAuditPlace = (element) => {
    const rect = element.getBoundingClientRect();
    const start = element.cloneNode(false).outerHTML.slice(0, START_LIMIT);
    return { at: numbers.get(element) || null, tag: element.localName, start,
      box: [rect.x + scrollX, rect.y + scrollY, rect.width, rect.height].map((value) => Math.round(value * 10) / 10) };
  };
})();
