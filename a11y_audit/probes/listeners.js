// Evaluated in the page's own world with the console's functions: which elements hear events of a pointer.
(() => {
  const kinds = ["click", "mousedown", "mouseup", "dblclick", "pointerdown", "pointerup", "touchstart", "touchend",
    "mouseenter", "mouseover", "pointerenter", "pointerover"];
  const all = [...document.querySelectorAll("*")].slice(0, 20000);
  const heard = new Map();
  const note = (index, kind) => { if (!heard.has(index)) heard.set(index, new Set()); heard.get(index).add(kind); };
  const ownOf = (element, prefix) => { const key = Object.keys(element).find((name) => name.startsWith(prefix)); return key && element[key]; };
  all.forEach((element, index) => {
    const listeners = getEventListeners(element);
    for (const kind of kinds) if (listeners[kind] && listeners[kind].length) note(index, kind);
    const props = ownOf(element, "__reactProps$") || ownOf(element, "__reactEventHandlers$");
    if (props && typeof props.onClick === "function") note(index, "click");
  });
  const query = window.jQuery;
  if (query && query._data) {
    for (const element of [document, ...all]) {
      const clicks = (query._data(element, "events") || {}).click || [];
      for (const { selector } of clicks) {
        if (!selector) continue;
        let matched = [];
        try { matched = element.querySelectorAll(selector); } catch { matched = []; }
        for (const each of [...matched].slice(0, 200)) { const index = all.indexOf(each); if (index >= 0) note(index, "click"); }
      }
    }
  }
  return [...heard].map(([index, all]) => [index, [...all]]);
})()
