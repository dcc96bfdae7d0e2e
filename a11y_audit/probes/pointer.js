/**
 * Find what answers to a pointer on an open page, and tell what a click, a key or hovering brings about.
 */
(() => {
  "use strict";

  const NATIVE = "a[href],area[href],button,input,select,textarea,summary,label,option,audio,video,iframe,object,embed," +
    "[contenteditable],details";
  const CONTROL = `${NATIVE},[tabindex],[role=button],[role=link],[role=tab],[role=menuitem],[role=checkbox],[role=switch],[role=option]`;
  const ROLES = ["button", "link", "checkbox", "switch", "tab", "menuitem", "radio", "option"];
  const PRESSES = new Set(["click", "mousedown", "mouseup", "dblclick", "pointerdown", "pointerup", "touchstart", "touchend"]);
  const SHELLS = new Set(["html", "body", "main", "form", "header", "footer", "nav", "section", "article", "dialog", "canvas", "svg"]);
  const SPECK = 8;
  const LONGEST = 80;
  const MOST = 8;
  const ALIKE = 2;
  const DEEPEST = 20;
  const MOST_ELEMENTS = 20000;
  const TEXT_LIMIT = 200000;
  const MARKUP_LIMIT = 20000;

  let elements = [];
  let found = [];
  let menus = [];

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 0 && element.getBoundingClientRect().height > 0;
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const alike = (element) => `${element.localName}.${element.className}|${element.parentElement ? element.parentElement.className : ""}`;

  function few(list, most) {
    const counts = new Map();
    return list.filter((element) => {
      const count = (counts.get(alike(element)) || 0) + 1;
      counts.set(alike(element), count);
      return count <= ALIKE;
    }).slice(0, most);
  }

  /** Bring an element into view; where to point at a box of it, no deeper than so many pixels, or null when something else lies there. */
  function aimed(element, boxOf, deepest) {
    if (!element || !element.isConnected) return null;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const rect = boxOf([...element.getClientRects()].filter((each) => each.width && each.height));
    if (!rect) return null;
    const [x, y] = [rect.x + rect.width / 2, rect.y + Math.min(rect.height / 2, deepest)];
    const hit = document.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element)) ? [x, y] : null;
  }

  /** What tips.js uses, too; `element` is the one with that number when they were noted. */
  globalThis.a11yAuditPointing = { few, aimed, most: MOST, element: (index) => elements[index] };

  function isBare(element) {
    if (SHELLS.has(element.localName) || element.matches(CONTROL) || element.closest(CONTROL) || element.querySelector(CONTROL)) return false;
    const rect = element.getBoundingClientRect();
    if (!isShown(element) || Math.min(rect.width, rect.height) < SPECK || element.closest("[aria-hidden=true],[inert]")) return false;
    const text = element.innerText.trim();
    return text.length <= LONGEST && Boolean(text || element.matches("img") || element.querySelector("img,svg"));
  }

  function isPretended(element) {
    return ROLES.includes(element.getAttribute("role")) && element.tabIndex >= 0 && !element.matches(NATIVE) && isShown(element) &&
      element.getAttribute("aria-disabled") !== "true" && !element.querySelector(CONTROL);
  }

  /** Items that hold links which are not shown now, and might be when something hovers. */
  function hiddenMenus() {
    return few([...document.querySelectorAll("li,[aria-haspopup],nav div")].filter((element) => isShown(element) &&
      !element.closest("[aria-hidden=true],[inert],dialog") &&
      [...element.querySelectorAll(":scope > ul,:scope > div,:scope > ol")].some((part) => !isShown(part) && part.querySelector("a[href]"))), MOST);
  }

  /** Entry: note all elements in their order; → their number. */
  globalThis.a11yAuditPointerBegin = () => {
    elements = [...document.querySelectorAll("*")].slice(0, MOST_ELEMENTS);
    return elements.length;
  };

  /** Entry: {heard: [[index, kinds of events]]} → what to try: parts that only a pointer may work, controls by role, and menus. */
  globalThis.a11yAuditPointerFind = ({ heard }) => {
    const pressed = heard.filter(([, kinds]) => kinds.some((kind) => PRESSES.has(kind))).map(([index]) => elements[index]);
    const inner = pressed.filter((element) => element && isBare(element) && !pressed.some((other) => other !== element && element.contains(other)));
    found = [...few(inner, MOST), ...few([...document.querySelectorAll("[role][tabindex]")].filter(isPretended), MOST)];
    menus = hiddenMenus();
    const told = (element) => ({ place: globalThis.a11yAuditPlace(element), role: element.getAttribute("role") || "",
      hand: getComputedStyle(element).cursor === "pointer", bare: !element.matches("[tabindex]") });
    return { parts: found.map(told), menus: menus.map((element) => globalThis.a11yAuditPlace(element)) };
  };

  /** Entry: {index, menu} → bring a part into view; where to point at it, or null when something else lies there. */
  globalThis.a11yAuditPointerAim = ({ index, menu }) => {
    const element = (menu ? menus : found)[index];
    const opener = ([rect]) => rect && (element.querySelector(":scope > a,:scope > span,:scope > button") || element).getBoundingClientRect();
    return aimed(element, menu ? opener : ([rect]) => rect, DEEPEST);
  };

  /** Entry: {index} → give the focus to a part; whether it has it. */
  globalThis.a11yAuditPointerFocus = ({ index }) => {
    found[index].focus();
    return document.activeElement === found[index];
  };

  /** Entry: {ms} → what can be read on the page, after so long. */
  globalThis.a11yAuditPointerText = async ({ ms }) => {
    await pause(ms);
    return document.body.innerText.slice(0, TEXT_LIMIT);
  };

  /** Entry: {index} → what a part is like: the markup of all that it holds. */
  globalThis.a11yAuditPointerLooks = ({ index }) => (found[index] && found[index].isConnected ? found[index].outerHTML.slice(0, MARKUP_LIMIT) : "");

  const linksIn = (element) => [...element.querySelectorAll(":scope > ul a[href],:scope > div a[href],:scope > ol a[href]")];

  /** Entry: {index} → how many links of a menu are shown. */
  globalThis.a11yAuditPointerOpened = ({ index }) => linksIn(menus[index]).filter(isShown).length;

  /** Entry: {index} → what in a menu's item takes the focus gets it; whether there is such a thing. */
  globalThis.a11yAuditPointerEnter = ({ index }) => {
    const inner = linksIn(menus[index]);
    const opener = [menus[index], ...menus[index].querySelectorAll("a[href],button,[tabindex]")]
      .find((each) => each.tabIndex >= 0 && each.matches("a[href],button,[tabindex]") && !inner.includes(each) && isShown(each));
    if (!opener) return false;
    opener.focus();
    return document.activeElement === opener;
  };

  /** Entry: {index} → whether the links of a menu, hidden as they are, take the focus one after another, and show then. */
  globalThis.a11yAuditPointerStep = ({ index }) => {
    const first = linksIn(menus[index])[0];
    first.focus();
    const isReached = document.activeElement === first && isShown(first);
    if (document.activeElement) document.activeElement.blur();
    return isReached;
  };

  /** Entry: addresses of all links of the page, and those to which its forms are sent. */
  globalThis.a11yAuditPointerLinks = () => [...document.querySelectorAll("a[href],area[href]")].map((each) => String(each.href))
    .concat([...document.querySelectorAll("form")].map((each) => new URL(each.getAttribute("action") || "", document.baseURI).href));
})();
