/**
 * Tell what has the focus on an open page, what it looks like, and what took it or lost it since that was last asked.
 */
(() => {
  "use strict";

  const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "outlineOffset", "boxShadow", "backgroundColor", "backgroundImage",
    "color", "textDecorationLine", "textDecorationStyle", "textDecorationColor", "opacity", "transform", "filter", "visibility",
    "borderTopStyle", "borderTopColor", "borderTopWidth", "borderLeftColor", "borderLeftWidth", "borderBottomStyle",
    "borderBottomColor", "borderBottomWidth", "width", "height", "left", "top"];
  const WRITABLE = "input:not([type]),input[type=text],input[type=search],input[type=tel],input[type=url],input[type=email]," +
    "input[type=password],input[type=number],textarea";
  const TABBED = "a[href],area[href],button,input,select,textarea,summary,iframe,[tabindex],[contenteditable],audio[controls],video[controls]";
  const DIALOG = "dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]";
  // What has stops of the browser's own inside: Tab goes from part to part, and the element keeps the focus.
  const PARTED = "input[type=date],input[type=time],input[type=month],input[type=week],input[type=datetime-local],audio,video,object,embed";
  const ITEMS = { tablist: "[role=tab]", menubar: "[role^=menuitem]", menu: "[role^=menuitem]", listbox: "[role=option]",
    radiogroup: "[role=radio]", tree: "[role=treeitem]", grid: "[role=gridcell],[role=row]", toolbar: "button,[role=button]" };
  const MOST_COMPOSITES = 6;
  const STEADY_MS = 1500;
  const KEY_WORDS = 240;
  const TEXT_LIMIT = 100000;
  const MOST_EVENTS = 50;
  const SAMPLES = [[0.5, 0.5], [0.1, 0.15], [0.9, 0.15], [0.1, 0.85], [0.9, 0.85]];

  const keys = new WeakMap();
  const elements = [null];
  const events = [];
  const watched = new WeakSet();
  let isSilent = false;

  const keyOf = (element) => {
    if (!keys.has(element)) keys.set(element, elements.push(element) - 1);
    return keys.get(element);
  };

  /** The documents of the page that can be read: its own, and those of frames of the same origin. */
  function documents(root = document) {
    const found = [root];
    for (const frame of root.querySelectorAll("iframe,frame")) {
      let inner = null;
      try { inner = frame.contentDocument; } catch { inner = null; }
      if (inner && inner.documentElement) found.push(...documents(inner));
    }
    return found;
  }

  function watch() {
    for (const each of documents()) {
      const view = each.defaultView;
      if (!view || watched.has(each)) continue;
      watched.add(each);
      for (const kind of ["focusin", "focusout", "focus", "blur"]) {
        view.addEventListener(kind, (event) => {
          if (isSilent) { event.stopImmediatePropagation(); return; }
          const target = event.composedPath()[0];
          if (kind === "focus" && target instanceof Node && target.nodeType === Node.ELEMENT_NODE && events.length < MOST_EVENTS) {
            events.push(target);
          }
        }, true);
      }
    }
  }

  /** What has the focus, inside of shadow trees and frames too; null where nothing has it. */
  function active(root = document) {
    const element = root.activeElement;
    if (!element || element === root.body || element === root.documentElement) return null;
    if (element.shadowRoot) return active(element.shadowRoot) || element;
    if (element.localName === "iframe" || element.localName === "frame") {
      let inner = null;
      try { inner = element.contentDocument; } catch { inner = null; }
      if (inner) return active(inner) || element;
    }
    return element;
  }

  const isForeign = (element) => {
    if (element.localName !== "iframe" && element.localName !== "frame") return false;
    try { return !element.contentDocument; } catch { return true; }
  };

  /** Where an element is drawn in the window; an area of an image is where its image is. */
  function rectOf(element) {
    let shown = element;
    if (element.localName === "area") {
      const map = element.closest("map");
      shown = (map && document.querySelector(`img[usemap="#${CSS.escape(map.name)}"]`)) || element;
    }
    const rect = shown.getBoundingClientRect();
    let [x, y] = [rect.x, rect.y];
    for (let view = element.ownerDocument.defaultView; view && view !== window && view.frameElement; view = view.parent) {
      const around = view.frameElement.getBoundingClientRect();
      x += around.x + view.frameElement.clientLeft;
      y += around.y + view.frameElement.clientTop;
    }
    return { x, y, width: rect.width, height: rect.height };
  }

  function look(element) {
    const labels = element.labels ? [...element.labels].slice(0, 2) : [];
    const near = [element, element.parentElement, element.parentElement && element.parentElement.parentElement,
      element.nextElementSibling, ...labels].filter(Boolean);
    const told = near.flatMap((each) => {
      const view = each.ownerDocument.defaultView;
      const parts = each === element || labels.includes(each) ? ["", "::before", "::after"] : [""];
      return parts.map((part) => { const style = view.getComputedStyle(each, part); return LOOK.map((name) => style[name]).join(); });
    });
    return told.join("|");
  }

  const looks = new Map();

  /** What elements that are styled alike share: names and classes of the element and of what is around it. */
  function alike(element) {
    const names = [];
    for (let around = element; around && names.length < 4; around = around.parentElement) {
      names.push(`${around.localName}.${around.getAttribute("class") || ""}${around.getAttribute("style") || ""}`);
    }
    return names.join(">");
  }

  function place(element) {
    const rect = rectOf(element);
    const round = (value) => Math.round(value * 10) / 10;
    return { ...globalThis.a11yAuditPlace(element),
      box: [rect.x + scrollX, rect.y + scrollY, rect.width, rect.height].map(round) };
  }

  /** Whether other content lies over an element at all of several points; what is clipped or out of the window is not covered. */
  function covered(element, rect) {
    if (element.ownerDocument !== document || element.localName === "area" || rect.width < 2 || rect.height < 2) return false;
    const points = SAMPLES.map(([right, down]) => [rect.x + right * rect.width, rect.y + down * rect.height])
      .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    if (!points.length) return false;
    const root = element.getRootNode();
    return points.every(([x, y]) => {
      const hit = root.elementFromPoint(x, y);
      if (!hit || hit.contains(element) || element.contains(hit)) return false;
      if (element.labels && [...element.labels].some((label) => label.contains(hit))) return false;
      for (let above = hit; above; above = above.parentElement) {
        if (["fixed", "sticky"].includes(getComputedStyle(above).position)) return true;
      }
      return false;
    });
  }

  const isDrawn = (element) => element.checkVisibility({ visibilityProperty: true }) || element.localName === "area";

  function tabbed(root = document) {
    const found = [];
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) found.push(...tabbed(element.shadowRoot));
      if (element.matches(TABBED) && element.tabIndex >= 0 && !element.disabled && isDrawn(element) && !element.closest("[inert]") &&
        !element.matches(":disabled") && !(element.localName === "input" && element.type === "hidden")) found.push(element);
    }
    return found;
  }

  /** Of the radio buttons of a group, one has a stop. */
  function isOneOfGroup(element) {
    return element.localName === "input" && element.type === "radio";
  }

  /** Entry: begin a walk; → how many stops are to be expected. */
  globalThis.a11yAuditWalkBegin = () => {
    watch();
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { scroll-behavior: auto !important }");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch { /* a document without styles */ }
    const held = active();
    if (held) {
      // The next Tab starts where something had the focus last: at the page's start, for a moment.
      const start = document.createElement("span");
      start.tabIndex = -1;
      document.body.prepend(start);
      isSilent = true;
      start.focus({ preventScroll: true });
      start.remove();
      isSilent = false;
    }
    scrollTo(0, 0);
    const expected = tabbed();
    for (const element of expected) looks.set(element, look(element));
    events.length = 0;
    return expected.length;
  };

  /** Entry: what has the focus now, and what had it since this was last asked. */
  globalThis.a11yAuditWalkSee = () => {
    watch();
    const element = active();
    const had = events.splice(0).map(keyOf);
    if (!element) return { key: 0, had, scroll: [scrollX, scrollY] };
    const rect = rectOf(element);
    const isOutside = rect.x + rect.width <= 0 || rect.y + rect.height <= 0 || rect.x >= innerWidth || rect.y >= innerHeight;
    const before = looks.get(element);
    return { key: keyOf(element), had, scroll: [scrollX, scrollY], rect: [rect.x, rect.y, rect.width, rect.height],
      place: place(element), foreign: isForeign(element),
      parted: element.matches(PARTED), outside: isOutside, covered: covered(element, rect),
      alike: alike(element), restyled: before === undefined ? null : before !== look(element),
      writable: element.matches(WRITABLE) || element.isContentEditable,
      moves: element.getAnimations ? element.getAnimations({ subtree: true }).length > 0 : false };
  };

  /** Entry: {key} → the place of an element that had the focus, or null. */
  globalThis.a11yAuditWalkPlace = ({ key }) => {
    const element = elements[key];
    return element && element.isConnected ? place(element) : null;
  };

  /** Entry: {key} → whether an element that had the focus is still drawn and could have it. */
  globalThis.a11yAuditWalkIsThere = ({ key }) => {
    const element = elements[key];
    return Boolean(element && element.isConnected && isDrawn(element) && !element.disabled && !element.closest("[inert]"));
  };

  const frame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });

  /** Entry: wait until what is drawn stands still: two frames on, and all transitions and animations with an end are over. */
  globalThis.a11yAuditWalkSteady = async () => {
    const late = new Promise((done) => { setTimeout(done, STEADY_MS); });
    await Promise.race([frame(), late]);
    const moving = document.getAnimations().filter((each) => each.effect && Number.isFinite(each.effect.getComputedTiming().endTime));
    await Promise.race([Promise.allSettled(moving.map((each) => each.finished)), late]);
    await Promise.race([frame(), late]);
    return null;
  };

  /** Entry: {ms} → what has the focus after the page had that long to do something about it. */
  globalThis.a11yAuditWalkWait = async ({ ms }) => {
    await new Promise((done) => { setTimeout(done, ms); });
    return globalThis.a11yAuditWalkSee();
  };

  /** Entry: {silent} → take the focus away from what has it; silently, so that the page's scripts don't hear of it. */
  globalThis.a11yAuditWalkLeave = ({ silent }) => {
    const element = active();
    isSilent = silent;
    try { if (element) element.blur(); } finally { isSilent = false; }
    const after = active();
    return { key: after ? keyOf(after) : 0, scroll: [scrollX, scrollY] };
  };

  /** Entry: {key, silent} → give the focus to an element again; whether it has it. */
  globalThis.a11yAuditWalkReturn = ({ key, silent }) => {
    const element = elements[key];
    isSilent = silent;
    try { if (element) element.focus({ preventScroll: true }); } finally { isSilent = false; }
    if (silent) events.length = 0;
    return active() === element;
  };

  /** Entry: {keys} → elements that Tab should come to, and did not. Frames tell of their own inside. */
  globalThis.a11yAuditWalkMissed = ({ keys: reached }) => {
    const known = new Set(reached.map((key) => elements[key]));
    const groups = new Set([...known].filter((each) => each && isOneOfGroup(each)).map((each) => each.name));
    const modal = [...document.querySelectorAll("dialog")].find((each) => each.matches(":modal"));
    return tabbed().filter((element) => !known.has(element) && element.localName !== "iframe" &&
      !(isOneOfGroup(element) && groups.has(element.name)) && !(modal && !modal.contains(element)) && element.isConnected &&
      !element.shadowRoot && !["audio", "video"].includes(element.localName)).map(place);
  };

  let composites = [];

  /** What tells where one is in a composite: what has the focus, what it points at, and what is chosen or opened. */
  const standing = (around) => [document.activeElement, around, ...around.querySelectorAll("*")].slice(0, 500).map((each) =>
    each && ["aria-activedescendant", "aria-selected", "aria-checked", "aria-expanded", "aria-current", "tabindex"]
      .map((name) => each.getAttribute(name) || "").join()).join("|") + keyOf(document.activeElement);

  /** Entry: {keys} → composites of which some items got no focus; each has one stop at least. */
  globalThis.a11yAuditWalkComposites = ({ keys: reached }) => {
    const known = new Set(reached.map((key) => elements[key]));
    composites = Object.entries(ITEMS).flatMap(([role, items]) => [...document.querySelectorAll(`[role=${role}]`)].map((around) => {
      const inside = [...around.querySelectorAll(items)].filter((each) => isDrawn(each) && each.getAttribute("aria-disabled") !== "true");
      const left = inside.filter((each) => !known.has(each) && ![...known].some((stop) => stop && each.contains(stop)));
      const entrance = [...known].find((stop) => stop && around.contains(stop)) ||
        [...known].find((stop) => stop && (stop.getAttribute("aria-controls") || stop.getAttribute("aria-owns")) === around.id && around.id);
      return { around, inside, left, entrance, role };
    })).filter(({ around, inside, left, entrance }) => isDrawn(around) && inside.length > 1 && left.length && entrance);
    return composites.slice(0, MOST_COMPOSITES).map(({ around, inside, left, role }) =>
      ({ place: place(around), role, items: inside.length, left: left.length }));
  };

  /** Entry: {index} → give the focus to the stop of a composite; where one is in it then. */
  globalThis.a11yAuditWalkEnter = ({ index }) => { composites[index].entrance.focus(); return standing(composites[index].around); };

  /** Entry: {index} → where one is in a composite. */
  globalThis.a11yAuditWalkStanding = ({ index }) => standing(composites[index].around);

  /** Entry: {keys} → what is around these elements: all words of the page that may name a key, and whether a dialog holds them. */
  globalThis.a11yAuditWalkAround = ({ keys: held }) => {
    const inside = held.map((key) => elements[key]).filter(Boolean);
    const dialog = inside.map((each) => each.closest(DIALOG)).find(Boolean);
    const presses = inside.map((each) => each.matches("button,a[href],summary,[role=button],[role=link],input[type=button],input[type=submit]"));
    return { text: document.body.innerText.slice(0, TEXT_LIMIT), dialog: Boolean(dialog), fields: inside.some((each) => each.matches(WRITABLE)),
      presses, all: tabbed().length, words: KEY_WORDS };
  };
})();
