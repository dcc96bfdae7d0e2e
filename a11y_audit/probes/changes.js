/**
 * Give the focus to every control of an open page, and change every field as its user would.
 */
(() => {
  "use strict";

  const FOCUSED = "a[href],area[href],button,input,select,textarea,summary,[tabindex]";
  const CHANGED = "select,textarea,input:not([type=hidden],[type=submit],[type=button],[type=image],[type=reset],[type=file])";
  const VALUES = { email: "a@example.com", url: "https://example.com/", tel: "0312345678", number: "1", date: "2024-04-01",
    time: "10:00", month: "2024-04", week: "2024-W10", "datetime-local": "2024-04-01T10:00", color: "#336699", range: "1" };
  const SET = new Set(["date", "time", "month", "week", "datetime-local", "color", "range"]);
  const MOST_FOCUSED = 300;
  const MOST_CHANGED = 60;
  const PER_GROUP = 2;
  const TEXT = "1";
  const LONGEST = 12;

  let focused = [];
  let changed = [];

  const isUsable = (element) => !element.matches(":disabled") && !element.readOnly && !element.closest("[inert]") &&
    element.checkVisibility({ visibilityProperty: true });
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const fire = (element, ...kinds) => kinds.forEach((kind) => element.dispatchEvent(new Event(kind, { bubbles: true, composed: true })));
  const key = (element, kind, value) => element.dispatchEvent(
    new KeyboardEvent(kind, { key: value, code: `Digit${value}`, bubbles: true, cancelable: true, composed: true }));

  /** Entry: look for the controls; → how many take the focus, and how many can be changed. */
  globalThis.a11yAuditChangeList = () => {
    focused = [...document.querySelectorAll(FOCUSED)].filter((each) => isUsable(each) && each.tabIndex >= 0).slice(0, MOST_FOCUSED);
    const groups = new Map();
    changed = [...document.querySelectorAll(CHANGED)].filter(isUsable).filter((each) => {
      if (each.type !== "radio") return true;
      const count = (groups.get(each.name) || 0) + 1;
      groups.set(each.name, count);
      return count <= PER_GROUP && !each.checked;
    }).slice(0, MOST_CHANGED);
    return { focus: focused.length, change: changed.length };
  };

  /** Entry: {index} → the place of a control that takes the focus. */
  globalThis.a11yAuditChangeFocused = ({ index }) => globalThis.a11yAuditPlace(focused[index]);

  /** Entry: {index} → the place of a field, and what kind it is. */
  globalThis.a11yAuditChangeField = ({ index }) => ({ place: globalThis.a11yAuditPlace(changed[index]), kind: changed[index].type });

  /** Entry: {from, to, ms} → give the focus to these controls, one after the other, then wait. */
  globalThis.a11yAuditChangeFocus = async ({ from, to, ms }) => {
    for (const element of focused.slice(from, to)) element.focus({ preventScroll: true });
    await pause(ms);
    if (document.activeElement) document.activeElement.blur();
    return null;
  };

  function choose(select, round) {
    const others = [...select.options].filter((each) => !each.disabled && !each.selected);
    if (!others.length) return;
    others[(others.length - 1 + round) % others.length].selected = true;
    fire(select, "input", "change");
  }

  function write(field, round) {
    if (SET.has(field.type)) {
      field.value = VALUES[field.type];
      fire(field, "input", "change");
      return;
    }
    field.select();
    const most = field.maxLength > 0 ? Math.min(field.maxLength, LONGEST) : 1;
    const text = VALUES[field.type] || TEXT.repeat(most);
    key(field, "keydown", TEXT);
    document.execCommand("insertText", false, round ? `${text}`.replace(/^1/, "2") : text);
    key(field, "keyup", TEXT);
  }

  /** Take the focus away, by which a browser tells of what was typed; one that takes our typing for a script's does not. */
  function leave(field) {
    let isTold = field.localName === "select" || ["radio", "checkbox"].includes(field.type) || SET.has(field.type);
    field.addEventListener("change", () => { isTold = true; }, { once: true });
    field.blur();
    if (!isTold) fire(field, "change");
  }

  /** Change a field; → what has the focus then, if a script moved it on. */
  async function change(field, round) {
    field.focus({ preventScroll: true });
    if (field.localName === "select") choose(field, round);
    else if (["radio", "checkbox"].includes(field.type)) field.click();
    else write(field, round);
    await Promise.resolve();
    const now = document.activeElement;
    const moved = now && now !== field && now !== document.body && now.matches(CHANGED) ? now : null;
    if (!moved) leave(field);
    return moved;
  }

  /** Entry: {from, to, round, ms} → change these fields, one after the other, then wait; where the focus was moved on by that. */
  globalThis.a11yAuditChange = async ({ from, to, round, ms }) => {
    const moved = [];
    for (const [index, field] of changed.slice(from, to).entries()) {
      if (!field.isConnected || !isUsable(field)) continue;
      const target = await change(field, round);
      if (target) moved.push({ index: from + index, place: globalThis.a11yAuditPlace(field), to: globalThis.a11yAuditPlace(target) });
    }
    await pause(ms);
    return moved;
  };
})();
