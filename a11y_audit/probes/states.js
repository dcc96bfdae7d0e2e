/**
 * How texts look while a pointer is over their control, or the focus is on it: which controls stand for all, and how every text looks now.
 */
(() => {
  "use strict";

  const CONTROLS = "a[href],button,summary,input[type=submit],input[type=button],input[type=reset]," +
    "[role=button],[role=link],[role=tab],[role=menuitem]";
  const ABOVE = 3;
  const sheet = new CSSStyleSheet();
  const adopted = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
  let elements = [];
  let numbers = new Map();
  let chosen = new Set();

  /** What elements that are styled alike share: their names and classes, and those around them. */
  function likeness(element) {
    const parts = [];
    for (let each = element; each && parts.length <= ABOVE; each = each.parentElement) {
      parts.push(`${each.localName}.${each.getAttribute("class") || ""}`);
    }
    const { color, backgroundColor } = getComputedStyle(element);
    return [...parts, color, backgroundColor].join(" ");
  }

  function texts() {
    const flags = elements.map((element) => element.checkVisibility() ? 1 : 0);
    return globalThis.a11yAuditTexts([{ walk: { elements, view: window }, flags, host: null }]);
  }

  /** Entry: {most} → nothing fades from now on; all elements' count, and one control of each likeness with the elements around it. */
  globalThis.a11yAuditStates = ({ most }) => {
    sheet.replaceSync("*, *::before, *::after { transition: none !important; }");
    adopted.set.call(document, [...adopted.get.call(document), sheet]);
    elements = [...Document.prototype.querySelectorAll.call(document, "*")];
    numbers = new Map(elements.map((element, number) => [element, number]));
    const alike = new Map();
    for (const element of elements) {
      if (element.matches(CONTROLS) && element.checkVisibility() && !element.matches(":disabled,[aria-disabled=true],[inert],[inert] *")) {
        const key = likeness(element);
        if (!alike.has(key)) alike.set(key, element);
      }
    }
    chosen = new Set([...alike.values()].slice(0, most));
    const told = [...chosen].map((element) => {
      const around = [];
      for (let each = element.parentElement; each; each = each.parentElement) around.push(numbers.get(each));
      return [numbers.get(element), around];
    });
    return { count: elements.length, chosen: told, cut: alike.size > most };
  };

  /** Entry: how texts in these controls look now: [[control, number, part, look, cjk, single]]. */
  globalThis.a11yAuditStateTexts = () => {
    const { looks, texts: [found] } = texts();
    return found.flatMap(([number, part, index, cjk, isSingle]) => {
      let control = elements[number];
      while (control && !chosen.has(control)) control = control.parentElement;
      return control ? [[numbers.get(control), number, part, looks[index], cjk, isSingle]] : [];
    });
  };

  /** Entry: {number} → its place. */
  globalThis.a11yAuditStatePlace = ({ number }) => globalThis.a11yAuditPlace(elements[number]);

  /** Entry: things may fade again. */
  globalThis.a11yAuditStatesEnd = () => {
    adopted.set.call(document, adopted.get.call(document).filter((each) => each !== sheet));
    return null;
  };
})();
