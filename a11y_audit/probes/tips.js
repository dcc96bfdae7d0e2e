/**
 * Find what shows more when a pointer hovers over it, other than menus of links, and tell which text has come up. Needs pointer.js.
 */
(() => {
  "use strict";

  const HOVERS = new Set(["mouseenter", "mouseover", "pointerenter", "pointerover"]);
  const SHELLS = "html,body,main,form,header,footer,nav,section,article,ul,ol,table,tbody";
  const FOCUSED = "a[href],area[href],button,input,select,textarea,summary,[tabindex]";
  const TALLEST = 400;
  const MOST_RULES = 20000;
  const MOST_TEXTS = 20000;
  const TEXT_LIMIT = 500;

  let tips = [];
  let noted = new Set();

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const hasArea = (element) => { const { width, height } = element.getBoundingClientRect(); return width > 1 && height > 1; };
  const folded = (text) => text.replace(/\s+/g, " ").trim();

  /** The selectors of the page's style sheets that bring something up beside or in what is hovered: [owner, all of it]. */
  function* revealing() {
    let left = MOST_RULES;
    const ahead = [...document.styleSheets].reverse();
    while (ahead.length && left > 0) {
      const sheet = ahead.pop();
      let rules = [];
      try { rules = [...(sheet.cssRules || [])]; } catch { rules = []; }
      for (const rule of rules) {
        left -= 1;
        if (rule.styleSheet) ahead.push(rule.styleSheet);
        else if (!rule.selectorText) ahead.push(rule);
        else if (rule.selectorText.includes(":hover")) yield* parted(rule.selectorText);
      }
    }
  }

  function* parted(selectors) {
    for (const selector of selectors.split(",")) {
      const [, owner, rest] = /^(.*):hover(.*)$/s.exec(selector.trim()) || [];
      if (rest && /[\s>+~]/.test(rest.trimEnd())) yield [owner.trim() || "*", owner.replaceAll(":hover", "") + rest];
    }
  }

  function byStyle() {
    const found = [];
    for (const [owner, whole] of revealing()) {
      try {
        const hidden = [...document.querySelectorAll(whole)].filter((part) => !isShown(part) && folded(part.textContent));
        const owners = hidden.length ? [...document.querySelectorAll(owner)] : [];
        found.push(...owners.filter((each) => hidden.some((part) => each.contains(part) || (each.parentElement && each.parentElement.contains(part)))));
      } catch {
        // A selector that can't be asked for by itself, such as one of a part that style sheets alone know.
      }
    }
    return found;
  }

  function isOwner(element) {
    return element && !element.matches(SHELLS) && isShown(element) && hasArea(element) &&
      element.getBoundingClientRect().height <= TALLEST && !element.closest("[aria-hidden=true],[inert]");
  }

  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node && found.length < MOST_TEXTS; node = walker.nextNode()) {
      if (node.data.trim() && isShown(node.parentElement) && hasArea(node.parentElement)) found.push(node);
    }
    return found;
  };

  /** Entry: {heard} → the places of what may show more when something hovers over it; to be asked before anything hovers. */
  globalThis.a11yAuditTips = ({ heard }) => {
    const { few, most, element } = globalThis.a11yAuditPointing;
    const listening = heard.filter(([, kinds]) => kinds.some((kind) => HOVERS.has(kind))).map(([index]) => element(index));
    const owners = [...new Set([...listening, ...byStyle()])].filter(isOwner);
    const inner = owners.filter((each) => !owners.some((other) => other !== each && each.contains(other)));
    tips = few(inner, most);
    return tips.map((each) => globalThis.a11yAuditPlace(each));
  };

  /** Entry: {index} → bring it into view; where to point at it, or null when something else lies there. */
  globalThis.a11yAuditTipAim = ({ index }) => globalThis.a11yAuditPointing.aimed(tips[index], ([rect]) => rect, Infinity);

  /** Entry: note the texts that can be seen now. */
  globalThis.a11yAuditTipsNote = () => { noted = new Set(texts()); return noted.size; };

  /** Entry: {ms} → the text that has come up since, after so long; "" for none, and for links, which are a menu. */
  globalThis.a11yAuditTipsNew = async ({ ms }) => {
    await new Promise((done) => { setTimeout(done, ms); });
    const fresh = texts().filter((node) => !noted.has(node));
    if (fresh.some((node) => node.parentElement.closest("a[href]") && !tips.some((each) => each.contains(node) && each.closest("a[href]")))) return "";
    return folded(fresh.map((node) => node.data).join(" ")).slice(0, TEXT_LIMIT);
  };

  /** Entry: {text} → whether the page says it elsewhere: in what can be seen, in an alternative or in a name. */
  globalThis.a11yAuditTipsTold = ({ text }) => {
    const named = [...document.querySelectorAll("[alt],[aria-label]")].map((each) => `${each.getAttribute("alt") || ""} ${each.getAttribute("aria-label") || ""}`);
    return folded([...[...noted].map((node) => node.data), ...named].join(" ")).includes(text);
  };

  const takers = (element) => [element, ...element.querySelectorAll(FOCUSED), element.parentElement && element.parentElement.closest(FOCUSED)]
    .filter((each) => each && each.matches(FOCUSED) && each.tabIndex >= 0 && isShown(each));

  /** Entry: {index} → the focus goes to what takes it there, as by keyboard; "" for nothing, "press" for a button, else "focus". */
  globalThis.a11yAuditTipEnter = ({ index }) => {
    const [taker] = takers(tips[index]);
    if (!taker) return "";
    taker.focus({ focusVisible: true });
    if (document.activeElement !== taker) return "";
    const isButton = taker.matches("button,summary,[role=button],input[type=button]") && !(taker.form && taker.type === "submit");
    return isButton ? "press" : "focus";
  };

  /** Entry: the focus is taken away. */
  globalThis.a11yAuditTipLeave = () => { if (document.activeElement) document.activeElement.blur(); return true; };
})();
