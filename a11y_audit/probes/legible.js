/**
 * Measure which texts of an open page can be read, and where: a state of the page (magnified, with larger text, with wider spacing) is
 * measured, and compared with the one before.
 */
(() => {
  "use strict";

  const NODES_LIMIT = 4000;
  const WORDS_LIMIT = 80;
  const TOLD_LIMIT = 20;
  // Of the height of a character, so much lies surely in what is drawn of it; boxes of text are higher than their letters.
  const INK = 0.8;
  const WHOLE = 0.93;
  const OVERLAP = 0.35;
  // A line of which so much of the height is drawn has its letters cut through.
  const THROUGH = [0.2, 0.85];
  const LESS = 0.1;
  const SKIPPED = new Set(["script", "style", "noscript", "template", "option", "rt", "rp", "title"]);

  const states = new Map();
  let styles = new Map();
  let viewport = {};

  const style = (element) => {
    let found = styles.get(element);
    if (!found) {
      found = getComputedStyle(element);
      found = { position: found.position, x: found.overflowX, y: found.overflowY, holds: found.position !== "static" || found.transform !== "none" ||
        found.filter !== "none" || found.perspective !== "none" || found.containerType !== "normal" || /paint|strict|content/.test(found.contain), fixes: found.transform !== "none" ||
        found.filter !== "none" || found.perspective !== "none", size: parseFloat(found.fontSize), ellipsis: found.textOverflow !== "clip" && found.whiteSpace.includes("nowrap"),
        clamp: found.webkitLineClamp !== "none", vertical: !found.writingMode.startsWith("horizontal") };
      styles.set(element, found);
    }
    return found;
  };

  const area = (box) => Math.max(box.right - box.left, 0) * Math.max(box.bottom - box.top, 0);
  const hides = (overflow) => overflow === "hidden" || overflow === "clip";
  const scrolls = (overflow) => overflow === "auto" || overflow === "scroll" || overflow === "overlay";

  /** How the window itself treats what lies beyond it: the overflow of the root, or of body, counts for it. */
  function frame() {
    const root = style(document.documentElement);
    const body = document.body ? style(document.body) : root;
    const of = root.x === "visible" && root.y === "visible" ? body : root;
    return { width: innerWidth, height: innerHeight, x: hides(of.x), y: hides(of.y), passed: of === body && of !== root ? document.body : null };
  }

  /** The boxes that clip what is in an element, from the inside out, and whether it is fixed to the window. */
  function clippers(element) {
    const found = [];
    let mode = "static";
    for (let each = element; each && each !== document.documentElement; each = each.parentElement || (each.getRootNode().host ?? null)) {
      const own = style(each);
      const isIn = mode === "static" || (mode === "absolute" && own.holds) || (mode === "fixed" && own.fixes);
      if (isIn) {
        if ((own.x !== "visible" || own.y !== "visible") && each !== viewport.passed) found.push(each);
        mode = own.position === "absolute" || own.position === "fixed" ? own.position : "static";
      }
    }
    return { boxes: found, fixed: mode === "fixed" };
  }

  /** What remains of a line of text after all that clips it, and what took of it last. */
  function rest(line, { boxes, fixed }) {
    let box = { ...line };
    let base = area(line);
    let share = 1;
    let by = null;
    let axis = "";
    const cut = (edges, x, y, element) => {
      const before = box;
      box = { left: x ? Math.max(box.left, edges.left) : box.left, right: x ? Math.min(box.right, edges.right) : box.right,
        top: y ? Math.max(box.top, edges.top) : box.top, bottom: y ? Math.min(box.bottom, edges.bottom) : box.bottom };
      if (area(before) - area(box) > 0.5) { by = element; axis = before.right - before.left - (box.right - box.left) > 1 ? "x" : "y"; }
    };
    for (const element of boxes) {
      const own = style(element);
      const rect = element.getBoundingClientRect();
      const [left, top] = [rect.left + element.clientLeft, rect.top + element.clientTop];
      const edges = { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
      cut(edges, hides(own.x), hides(own.y), element);
      if (!scrolls(own.x) && !scrolls(own.y)) continue;
      // What can be scrolled to is in reach, and is seen where its scroll box is; one lower than a line shows nothing.
      share *= base ? area(box) / base : 0;
      if (scrolls(own.y) && edges.bottom - edges.top < line.bottom - line.top) { by = element; axis = "y"; share *= 0.5; }
      box = { left: scrolls(own.x) ? edges.left : box.left, right: scrolls(own.x) ? edges.right : box.right,
        top: scrolls(own.y) ? edges.top : box.top, bottom: scrolls(own.y) ? edges.bottom : box.bottom };
      base = area(box);
    }
    const edges = { left: fixed ? 0 : -scrollX, top: fixed ? 0 : -scrollY, right: viewport.x || fixed ? viewport.width : Infinity, bottom: viewport.y || fixed ? viewport.height : Infinity };
    cut(edges, true, true, document.documentElement);
    return { share: base ? share * area(box) / base : 0, by, axis };
  }

  function lines(node, size, vertical) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((each) => each.width > 1 && each.height > 1).map((each) => {
      // The letters, not the box of the line around them.
      const spare = vertical ? Math.max(each.width - size * INK, 0) / 2 : Math.max(each.height - size * INK, 0) / 2;
      return vertical ? { left: each.left + spare, right: each.right - spare, top: each.top, bottom: each.bottom }
        : { left: each.left, right: each.right, top: each.top + spare, bottom: each.bottom - spare };
    });
  }

  const readable = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && found.length < NODES_LIMIT) {
      const node = walker.currentNode;
      if (node.data.trim() && node.parentElement && !SKIPPED.has(node.parentElement.localName) && !node.parentElement.closest("marquee")) found.push(node);
    }
    return found;
  }

  function measured(node) {
    const element = node.parentElement;
    if (!element || !node.isConnected || !readable(element)) return null;
    const { size, vertical } = style(element);
    const drawn = lines(node, size, vertical);
    if (!drawn.length || size < 1) return null;
    const clips = clippers(element);
    const parts = drawn.map((line) => rest(line, clips));
    const worst = parts.reduce((low, each) => each.share < low.share ? each : low);
    const whole = parts.filter((each) => each.share >= WHOLE).length;
    const seen = parts.some((each) => each.share > 0.05);
    const through = parts.some((each) => each.axis === "y" && each.share > THROUGH[0] && each.share < THROUGH[1]);
    const stub = parts.some((each, at) => each.axis === "x" && each.share < WHOLE && each.share * (drawn[at].right - drawn[at].left) > size);
    return { element, size, lines: drawn, through, stub, whole: whole === parts.length, seen, missing: parts.length - whole, by: worst.by, axis: worst.axis,
      share: parts.reduce((sum, each) => sum + Math.min(each.share, 1), 0) / parts.length, fixed: clips.fixed, wide: Math.max(...drawn.map((each) => each.right - each.left)) };
  }

  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  /** Entry: {name} → measure the page as it is now, under that name. */
  globalThis.a11yAuditMeasure = async ({ name }) => {
    await drawn();
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) { try { each.finish(); } catch { /* one without an end */ } }
    scrollTo(0, 0);
    styles = new Map();
    viewport = frame();
    const state = new Map(texts().map((node) => [node, measured(node)]));
    states.set(name, state);
    return [...state.values()].filter(Boolean).length;
  };

  const words = (node) => node.data.replace(/\s+/g, " ").trim().slice(0, WORDS_LIMIT);

  /** Whether an author means a text to end there: dots, or so many lines. */
  function meant(element, by) {
    for (let each = element; each; each = each.parentElement) {
      const own = style(each);
      if (own.ellipsis) return "ellipsis";
      if (own.clamp) return "clamp";
      if (each === by) break;
    }
    return "";
  }

  /** Entry: {from, to} → texts that could be read as a whole in one state, and only in part in the other. */
  globalThis.a11yAuditCut = ({ from, to }) => {
    const before = states.get(from);
    const found = [];
    for (const [node, now] of states.get(to)) {
      const then = before.get(node);
      if (!now || !then || now.whole || !now.by) continue;
      // What was cut before counts when more of it is.
      if (!then.whole && (!then.seen || then.share - now.share < LESS)) continue;
      if (!now.seen && !companions(states.get(to), now.by, node)) continue;
      found.push({ id: number(node), words: words(node), place: globalThis.a11yAuditPlace(now.element), by: now.by === document.documentElement ? null : globalThis.a11yAuditPlace(now.by),
        share: Math.round(100 * now.share) / 100, whole: then.whole, seen: now.seen, axis: now.axis, meant: meant(now.element, now.by), fixed: now.fixed,
        comes: comes(now.element, now.by) });
    }
    return found.slice(0, TOLD_LIMIT * 3);
  };

  /** Whether what a box cuts comes into view by itself or by a hand: it moves, leads to the whole, or opens. */
  function comes(element, by) {
    for (let each = element; each; each = each.parentElement) {
      if (each.matches("a,button,summary,label,select,[role=link],[role=button],[aria-hidden=true],[title],[aria-roledescription],marquee")) return true;
      const { transform, animationName, scrollSnapType } = getComputedStyle(each);
      if (transform !== "none" || animationName !== "none" || scrollSnapType !== "none") return true;
      if (each === by) break;
    }
    return Boolean((by.parentElement || by).querySelector("button,summary,input,[role=button],[aria-expanded],[onclick]"));
  }

  /** Entry: {from, to} → texts that a box cuts in both states, right through their letters or off their end, and that stand nowhere as a whole. */
  globalThis.a11yAuditCutAnyway = ({ from, to }) => {
    const whole = [...states.get(from)].filter(([, each]) => each && each.whole).map(([node]) => words(node)).join("\n");
    const found = [];
    for (const [node, then] of states.get(from)) {
      const now = states.get(to).get(node);
      if (!then || then.whole || !now || now.whole || then.fixed || !then.by || then.by === document.documentElement) continue;
      if (!then.through && !(then.stub && !meant(then.element, then.by))) continue;
      if (words(node).length < 2 || whole.includes(words(node)) || comes(then.element, then.by)) continue;
      found.push({ id: number(node), words: words(node), place: globalThis.a11yAuditPlace(then.element), by: globalThis.a11yAuditPlace(then.by) });
    }
    return found.slice(0, TOLD_LIMIT);
  };

  /** Whether other text in a box that clips can still be read: else the whole box is put away. */
  const companions = (state, by, own) => [...state].some(([node, each]) => node !== own && each && each.whole && by.contains(node));

  const numbers = new Map();
  function number(node) {
    if (!numbers.has(node)) numbers.set(node, numbers.size);
    return numbers.get(node);
  }

  const common = (one, other) => area({ left: Math.max(one.left, other.left), right: Math.min(one.right, other.right), top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom) });

  /** The pairs of texts in a state of which one lies upon the other. */
  function pairs(state) {
    const boxes = [...state].filter(([, each]) => each && each.whole && !each.fixed).flatMap(([node, each]) => each.lines.map((line) => ({ node, line, element: each.element })));
    boxes.sort((one, other) => one.line.top - other.line.top);
    const found = new Map();
    for (let at = 0; at < boxes.length; at += 1) {
      for (let next = at + 1; next < boxes.length && boxes[next].line.top < boxes[at].line.bottom; next += 1) {
        const [one, other] = [boxes[at], boxes[next]];
        if (one.node !== other.node && common(one.line, other.line) > OVERLAP * Math.min(area(one.line), area(other.line))) {
          found.set([number(one.node), number(other.node)].sort((a, b) => a - b).join(), [one.node, other.node]);
        }
      }
    }
    return found;
  }

  /** Entry: {from, to} → texts that lie upon each other in one state, and not in the other. */
  globalThis.a11yAuditOverlaps = ({ from, to }) => {
    const before = pairs(states.get(from));
    const found = [...pairs(states.get(to))].filter(([key, nodes]) => !before.has(key) && nodes.every((each) => states.get(from).get(each)?.whole));
    return found.slice(0, TOLD_LIMIT).map(([key, [one, other]]) => ({ id: key, words: words(one), other: words(other), place: globalThis.a11yAuditPlace(one.parentElement), over: globalThis.a11yAuditPlace(other.parentElement) }));
  };

  /** Entry: {from, to, factor, least} → texts that are drawn less than `least` times as large, when the page is magnified `factor` times. */
  globalThis.a11yAuditSmall = ({ from, to, factor, least }) => {
    const found = [];
    for (const [node, now] of states.get(to)) {
      const then = states.get(from).get(node);
      if (now && then && then.seen && now.size * factor < least * then.size) {
        found.push({ id: number(node), words: words(node), place: globalThis.a11yAuditPlace(now.element), ratio: Math.round(100 * now.size * factor / then.size) / 100 });
      }
    }
    return found.slice(0, TOLD_LIMIT);
  };

  /** Entry: {name, width} → texts whose lines are wider than the window, outside of what needs two dimensions. */
  globalThis.a11yAuditWide = ({ name, width }) => {
    const found = [];
    for (const [node, now] of states.get(name)) {
      if (!now || !now.seen || now.wide <= width || style(now.element).vertical) continue;
      if (now.element.closest("table,pre,code,kbd,samp,svg,figure,[role=table],[role=grid],[role=toolbar],[role=img],textarea,select,math")) continue;
      if (clippers(now.element).boxes.some((each) => style(each).x !== "visible")) continue;
      found.push({ words: words(node), place: globalThis.a11yAuditPlace(now.element), wide: Math.round(now.wide) });
    }
    const scroller = document.scrollingElement;
    return { texts: found.slice(0, TOLD_LIMIT), scrolls: scroller.scrollWidth > innerWidth + 1 && !viewport.x, wide: scroller.scrollWidth };
  };

  /** Entry: {name, other} → how many characters can be read in a state, and the texts that can't be read in the other. */
  globalThis.a11yAuditRead = ({ name, other }) => {
    const seen = [...states.get(name)].filter(([, each]) => each && each.seen).map(([node]) => node);
    const only = seen.filter((node) => !states.get(other).get(node)?.seen);
    const count = (nodes) => nodes.reduce((sum, node) => sum + node.data.replace(/\s+/g, "").length, 0);
    return { characters: count(seen), shared: count(seen) - count(only), only: only.map(words).join(" ").slice(0, 300) };
  };
})();
