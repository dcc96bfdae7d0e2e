/**
 * Watch what changes on an open page by itself, as its clock goes on. What moves is told by how it looks, not by what was written:
 * an element counts as changed when its text, place, size, paint or visibility is another one than at the step before.
 */
(() => {
  "use strict";

  // A change every now and then is no movement: so many at least, over more than so many milliseconds.
  const LEAST_CHANGES = 3;
  const LEAST_MS = 5000;
  const SPECK = 4;
  const WATCHED_LIMIT = 300;
  const TOLD_LIMIT = 20;
  const WORDS_LIMIT = 120;
  const LEVELS = 4;
  const CLOCK = /^\D{0,12}\d{1,2}\s*[:：時]\s*\d{1,2}(\s*[:：分]\s*\d{1,2})?|\d+\s*(秒|seconds?)/;
  const BOXES = "dialog[open],[role=dialog],[role=alertdialog],[role=alert],[aria-modal=true]";

  let watched = new Map();
  let touched = new Set();
  let moves = [];
  let shown = new Set();
  let observer = null;

  const words = (element) => (element.innerText || element.textContent || "").replace(/\s+/g, " ").trim();

  /** Whether an element can be seen on the page, wherever it must be scrolled to. */
  function visible(element) {
    if (!element.isConnected || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const rect = element.getBoundingClientRect();
    const page = document.documentElement;
    return rect.width >= SPECK && rect.height >= SPECK && rect.right + scrollX > 0 && rect.bottom + scrollY > 0 &&
      rect.left + scrollX < Math.max(page.scrollWidth, innerWidth);
  }

  /** How an element looks: what a person can tell of it. */
  function look(element) {
    if (!visible(element)) return { shown: "" };
    const rect = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return { shown: style.opacity > 0.5 ? "full" : "faint", text: words(element).slice(0, 300), image: element.currentSrc || "",
      place: [rect.x + scrollX, rect.y + scrollY, rect.width, rect.height, element.scrollLeft, element.scrollTop].map(Math.round).join(),
      paint: [style.color, style.backgroundColor, style.backgroundImage, style.backgroundPosition, style.filter].join() };
  }

  function touch(element) {
    if (element && element.nodeType === Node.ELEMENT_NODE && touched.size < WATCHED_LIMIT && element !== document.documentElement &&
      element !== document.body && !document.head.contains(element)) touched.add(element);
  }

  /** Entry: begin to watch. */
  globalThis.a11yAuditWatch = () => {
    observer = new MutationObserver((records) => {
      for (const { target, type, addedNodes } of records) {
        touch(type === "characterData" ? target.parentElement : target);
        if (type === "childList" && target === document.body) addedNodes.forEach(touch);
      }
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    addEventListener("scroll", (event) => touch(event.target), { capture: true, passive: true });
    globalThis.navigation?.addEventListener("navigate", (event) => {
      const { url, sameDocument } = event.destination;
      if (!sameDocument && !event.hashChange && !event.downloadRequest && moves.length < TOLD_LIMIT) {
        moves.push({ at_s: performance.now() / 1000, url: url.slice(0, 2000), reload: event.navigationType === "reload" || url === location.href });
      }
    });
    shown = new Set([...document.querySelectorAll(BOXES)].filter(visible));
    return performance.now() / 1000;
  };

  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** Let what the step began come to its end: transitions are finished, and two frames drawn. */
  async function drawn() {
    await frame();
    for (const each of document.getAnimations()) {
      if (each instanceof CSSTransition) { try { each.finish(); } catch { /* one without an end */ } }
    }
    await frame();
  }

  /** Entry: look at what was touched since the step before; tell how many elements changed, and how many were touched. */
  globalThis.a11yAuditStep = async () => {
    await drawn();
    const at = performance.now();
    let changed = 0;
    for (const element of touched) if (!watched.has(element)) watched.set(element, { times: [], kinds: new Set(), last: null });
    for (const [element, seen] of watched) {
      const now = look(element);
      const kinds = seen.last ? ["shown", "text", "image", "place", "paint"].filter((kind) => now[kind] !== seen.last[kind]) : [];
      if (seen.last === null || kinds.length) {
        // What is seen for the first time has just been touched: it may well have changed.
        if (kinds.length) changed += 1;
        seen.times.push(at);
        kinds.forEach((kind) => seen.kinds.add(kind));
      }
      seen.last = now;
    }
    const count = touched.size;
    touched = new Set();
    return { changed, touched: count };
  };

  const moving = ({ times, kinds }) => kinds.size > 0 && times.length > LEAST_CHANGES && times[times.length - 1] - times[0] > LEAST_MS;

  /** The nearest element around two that is no more than some levels above both; null where there is none. */
  function around(one, other) {
    for (let up = one, steps = 0; up && steps <= LEVELS; up = up.parentElement, steps += 1) {
      if (up === document.body || up.localName === "main") return null;
      let low = other;
      for (let down = 0; low && low !== up && down <= LEVELS; down += 1) low = low.parentElement;
      if (low === up) return up;
    }
    return null;
  }

  /** Entry: the parts of the page that moved for more than five seconds, each told as one. */
  globalThis.a11yAuditMoved = () => {
    const parts = [];
    for (const [element, seen] of watched) {
      if (!moving(seen) || !element.isConnected) continue;
      const part = parts.find((each) => around(each.element, element));
      if (part) {
        part.element = around(part.element, element);
        part.members.push(element);
      } else {
        parts.push({ element, members: [element] });
      }
    }
    globalThis.a11yAuditParts = parts.slice(0, TOLD_LIMIT);
    return globalThis.a11yAuditParts.map(told);
  };

  /** The element itself, or the nearest around it that is in the window: a track of slides may be drawn far to the left. */
  function inWindow(element) {
    let each = element;
    while (each.parentElement && each.parentElement !== document.body) {
      const rect = each.getBoundingClientRect();
      if (rect.right > 0 && rect.left < innerWidth) return each;
      each = each.parentElement;
    }
    return each;
  }

  function told({ element, members }) {
    const all = members.map((each) => watched.get(each));
    const times = [...new Set(all.flatMap((each) => each.times))].sort((a, b) => a - b);
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    const text = words(element);
    return { kind: "script", place: globalThis.a11yAuditPlaced(inWindow(element)), kinds: [...new Set(all.flatMap((each) => [...each.kinds]))],
      changes: times.length - 1, first_s: times[0] / 1000, last_s: times[times.length - 1] / 1000, gap_s: Math.max(...gaps) / 1000,
      words: text.slice(0, WORDS_LIMIT), clock: members.every((each) => CLOCK.test(words(each)) && words(each).length < 40),
      pictures: element.querySelectorAll("img,svg,picture,video,canvas").length, loading: loading(element) };
  }

  function loading(element) {
    return Boolean(element.closest("[aria-busy=true],[role=progressbar],progress"));
  }

  /** Entry: forget the changes so far, to see which parts go on. */
  globalThis.a11yAuditAgain = () => { for (const seen of watched.values()) { seen.times = []; } };

  /** Entry: which of the parts have changed since then. */
  globalThis.a11yAuditGoOn = () => globalThis.a11yAuditParts.map(({ members }) => new Set(members.flatMap((each) => watched.get(each).times)).size > 1);

  /** Entry: what the page did as its clock went on: where it would have gone, and the boxes that came up. */
  globalThis.a11yAuditPassed = () => {
    const boxes = [...document.querySelectorAll(BOXES)].filter((each) => visible(each) && !shown.has(each));
    boxes.forEach((each) => shown.add(each));
    return { at_s: performance.now() / 1000, moves: moves.splice(0), boxes: boxes.filter(words).map((each) => ({
      place: globalThis.a11yAuditPlaced(each), words: words(each).slice(0, 300) })) };
  };

  /** The place of the nearest element that the record has, from an element upwards. */
  globalThis.a11yAuditPlaced = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const place = globalThis.a11yAuditPlace(each);
      if (place.at) return place;
    }
    return globalThis.a11yAuditPlace(element);
  };
  globalThis.a11yAuditSeen = visible;
  globalThis.a11yAuditWords = words;
})();
