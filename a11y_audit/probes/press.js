/**
 * Press the controls of a page, one after the other, to see which of them stops what moves or sounds.
 */
(() => {
  "use strict";

  const CONTROLS = "button,[role=button],[role=switch],input[type=button],input[type=image],input[type=checkbox],summary,a,label,[onclick],[tabindex]";
  // What shows a hand is pressed too: people with a mouse may stop it there, though others can't.
  const HANDS = "div,span,li,i,b,p,img,dt,dd";
  const HANDS_LIMIT = 3000;
  const STOPS = /停止|止め|とめ|ストップ|休止|消音|ミュート|音を消|音量|pause|stop|freeze|halt|mute|silence|sound|off\b|オフ|⏸|⏹|◼|■|❚❚/i;
  const NEAR_LEVELS = 4;

  let pressed = new Set();

  function name(element) {
    const image = element.querySelector("img[alt],svg title");
    const labels = element.labels && element.labels.length ? element.labels[0].innerText : "";
    const text = element.getAttribute("aria-label") || labels || element.innerText || element.value || element.title ||
      (image && (image.alt || image.textContent)) || element.alt || "";
    return text.replace(/\s+/g, " ").trim().slice(0, 60);
  }

  const marks = (element) => `${name(element)} ${element.title || ""} ${element.getAttribute("class") || ""} ${element.id}`;
  const stops = (element) => STOPS.test(marks(element));

  /** Whether pressing it does something on this page, as far as its markup tells. */
  function fits(element) {
    if (!globalThis.a11yAuditSeen(element) || element.disabled) return false;
    if (element.localName === "a" && element.hasAttribute("href")) {
      const href = element.getAttribute("href").trim().toLowerCase();
      return href.startsWith("javascript:") || href === "#" || href === "" || (href.startsWith("#") && stops(element));
    }
    if (element.form && (element.type === "submit" || element.type === "image") && !stops(element)) return false;
    return element.localName !== "a" || element.hasAttribute("onclick") || element.hasAttribute("role") || element.hasAttribute("tabindex");
  }

  /** What may be pressed and has not been. */
  function controls() {
    const hands = [...document.querySelectorAll(HANDS)].slice(0, HANDS_LIMIT)
      .filter((each) => each.childElementCount <= 1 && !each.closest(CONTROLS) && getComputedStyle(each).cursor === "pointer");
    return [...document.querySelectorAll(CONTROLS), ...hands].filter((each) => !pressed.has(each) && fits(each));
  }

  function near(element, movers) {
    let up = element;
    for (let level = 0; up && up !== document.body && level < NEAR_LEVELS; level += 1, up = up.parentElement) {
      if (movers.some((each) => each.contains(element) || up.contains(each))) return true;
    }
    return false;
  }

  /**
   * Entry: {most} → the next control to be pressed: those that say that they stop something, then those near to what moves, then
   * all others in their order; null when there is none left. It is pressed at once.
   */
  globalThis.a11yAuditPress = () => {
    const movers = [...(globalThis.a11yAuditParts || []).map(({ element }) => element), ...globalThis.a11yAuditDriven(), ...globalThis.a11yAuditSounding()];
    const left = controls();
    if (!left.length) return null;
    const rank = (element) => (stops(element) ? 0 : 2) + (near(element, movers) ? 0 : 1);
    const ranked = left.map((element) => ({ element, rank: rank(element) })).sort((one, other) => one.rank - other.rank);
    const [{ element, rank: level }] = ranked;
    pressed.add(element);
    const told = { place: globalThis.a11yAuditPlaced(element), name: name(element), says: stops(element), near: level % 2 === 0, left: left.length - 1 };
    element.click();
    return told;
  };

  /** Entry: how many controls have not been pressed, and the links that say that they stop something, but lead elsewhere. */
  globalThis.a11yAuditUnpressed = () => ({
    left: controls().length,
    links: [...document.querySelectorAll("a[href]")].filter((each) => globalThis.a11yAuditSeen(each) && !pressed.has(each) && stopLink(each)).map(name).slice(0, 3),
  });

  const STOP_LINK = /^.{0,16}(停止|止める|とめる|ストップ|動きを?なくす|動きのない.{0,8}|静止.{0,6}|アニメーション.{0,8}|pause|stop|freeze).{0,8}$/i;
  function stopLink(element) { return STOP_LINK.test(name(element)); }
})();
