/**
 * Find links of one name that stand side by side and lead to different pages, and tell what a page is about.
 */
(() => {
  "use strict";

  const NAMED = ["aria-label", "aria-labelledby", "aria-describedby", "aria-description", "title"];
  const HEADED = "table,thead,tbody,tfoot,tr,dl";
  const PASSED_OVER = "nav,header,footer,aside,script,style,noscript,template,[role=navigation],[role=banner],[role=contentinfo]," +
    "[role=complementary],[aria-hidden=true]";
  const TRAIL = ["breadcrumb", "topicpath", "pankuzu", "パンくず"]
    .flatMap((word) => ["class", "id", "aria-label"].map((name) => `[${name}*="${word}" i]`)).join();
  const LETTER = /\p{L}/u;
  const TELLING = /[\p{L}\p{N}]/u;
  const NAME_LIMIT = 200;
  const TEXT_LIMIT = 4_000;

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const squeezed = (text) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  const oneLine = (text, limit) => text.replace(/\s+/g, " ").trim().slice(0, limit);
  const isNamed = (element) => NAMED.some((name) => element.hasAttribute(name));

  /** All words in a part of the page, those of pictures too, hidden ones too. */
  function words(part) {
    const alternatives = [...part.querySelectorAll("img[alt],area[alt],input[alt]")].map((each) => each.getAttribute("alt"));
    const labels = [...part.querySelectorAll("[aria-label],[title]")].map((each) => each.getAttribute("aria-label") || each.title);
    return squeezed([part.textContent, ...alternatives, ...labels].join(" "));
  }

  const name = (link) => squeezed([link.innerText, ...[...link.querySelectorAll("img[alt]")].map((each) => each.alt)].join(" "));
  const draws = (element) => ["::before", "::after"].some((part) => {
    const { content } = getComputedStyle(element, part);
    return content.includes('"') && TELLING.test(content);
  });

  /** Whether a link leads to another page of this site by an ordinary request. */
  function leads(link) {
    const { protocol, origin } = link;
    return protocol.startsWith("http") && origin === location.origin && !link.hasAttribute("download") && isShown(link) &&
      !link.closest("[aria-hidden=true]") && !isNamed(link) && !link.querySelector("svg,object,canvas,[aria-label],[aria-labelledby],[title]");
  }

  const place = (link) => link.href.replace(/#.*/, "");

  /** The part below `top` that holds a link, where it and all in it say nothing but the link; null else. */
  function bare(link, top) {
    let part = link;
    while (part.parentElement !== top) part = part.parentElement;
    for (let each = link; each !== top; each = each.parentElement) if (isNamed(each) || draws(each)) return null;
    return words(part) === words(link) ? part : null;
  }

  /** Whether nothing tells two links apart but what they lead to: no words of their own, none between them, no headers. */
  function standAlike(first, second) {
    let top = first.parentElement;
    while (top && !top.contains(second)) top = top.parentElement;
    if (!top || first.contains(second) || top.matches(HEADED)) return false;
    const [one, other] = [bare(first, top), bare(second, top)];
    if (!one || !other) return false;
    const between = document.createRange();
    between.setStartAfter(one);
    between.setEndBefore(other);
    const part = document.createElement("div");
    part.append(between.cloneContents());
    return !TELLING.test(words(part)) && !part.querySelector("img,svg,hr,input,select,button,iframe,object,canvas");
  }

  /** Entry: pairs of links of one name; → for each, the name, the places of both and where they lead. A name is told once. */
  globalThis.a11yAuditPairs = ({ most }) => {
    const names = new Map();
    for (const link of document.querySelectorAll("a[href]")) {
      const own = leads(link) ? name(link) : "";
      if (own.length > 1 && own.length <= NAME_LIMIT && !/^\p{N}+$/u.test(own)) names.set(own, [...(names.get(own) || []), link]);
    }
    const pairs = [];
    for (const links of names.values()) {
      const at = links.findIndex((link, index) => index && place(link) !== place(links[index - 1]) && standAlike(links[index - 1], link));
      if (at > 0 && pairs.length < most) {
        const [first, second] = links.slice(at - 1, at + 1);
        pairs.push({ name: oneLine(first.innerText, NAME_LIMIT), first: globalThis.a11yAuditPlace(first),
          second: globalThis.a11yAuditPlace(second), urls: [place(first), place(second)] });
      }
    }
    return pairs;
  };

  function mainText() {
    const main = document.querySelector("main,[role=main]") || document.body;
    const texts = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: element, data } = walker.currentNode;
      if (data.trim() && isShown(element) && !element.closest(PASSED_OVER)) texts.push(data);
    }
    return oneLine(texts.join(" "), TEXT_LIMIT);
  }

  /** What the page is called where its navigation marks it as the one that is shown, or at the end of its trail; "" else. */
  function here() {
    const telling = (texts) => texts.map((each) => oneLine(each, NAME_LIMIT)).filter((each) => LETTER.test(each));
    const marked = telling([...document.querySelectorAll("[aria-current=page]")].filter(isShown).map((each) => each.innerText));
    if (marked.length) return new Set(marked).size === 1 ? marked[0] : "";
    const isTrail = (each) => isShown(each) && each !== document.body && each.innerText.length <= NAME_LIMIT &&
      each.querySelectorAll("a[href]").length > 1;
    const trail = [...document.querySelectorAll(TRAIL)].find(isTrail);
    const steps = trail ? telling(trail.innerText.split(/[\n>＞›»/／]/)) : [];
    return steps.length > 1 ? steps.at(-1) : "";
  }

  /** Entry: what this page is about: its address, title, first heading that is shown, name in its navigation, language, text. */
  globalThis.a11yAuditAbout = () => {
    const headings = [...document.querySelectorAll("h1"), ...document.querySelectorAll("h2,h3,[role=heading]")]
      .filter((each) => isShown(each) && !each.closest(PASSED_OVER) && each.innerText.trim());
    return { url: place(location), title: oneLine(document.title, NAME_LIMIT), language: document.documentElement.lang.slice(0, 20),
      heading: headings.length ? oneLine(headings[0].innerText, NAME_LIMIT) : "", here: here(), text: document.body ? mainText() : "" };
  };
})();
