/**
 * Send the forms of an open page, empty or filled in wrongly, and note what the page says about it. Nothing leaves the browser.
 */
(() => {
  "use strict";

  const ENTRIES = "input:not([type=hidden],[type=submit],[type=button],[type=image],[type=reset],[type=file],[type=range],[type=color])," +
    "select,textarea";
  const SENDERS = "button:not([type]),button[type=submit],input[type=submit],input[type=image]";
  const LOOK = ["borderTopColor", "borderTopWidth", "borderTopStyle", "borderBottomColor", "borderLeftColor", "backgroundColor",
    "backgroundImage", "boxShadow", "outlineColor", "outlineStyle", "outlineWidth", "color"];
  const TELLING = ["title", "placeholder", "aria-label", "aria-description", "alt"];
  const WRONG = { email: "abc", url: "abc", tel: "abc" };
  const ABOUT = [[/mail|メール/i, "abc"], [/tel|phone|電話/i, "abc"], [/zip|post|郵便/i, "abc"], [/date|birth|年月日|日付/i, "abc"]];
  const PLAIN = "テスト";
  const MOST_FORMS = 4;
  const MOST_FIELDS = 60;
  const MOST_TOLD = 20;
  const TEXT_LIMIT = 200;

  let forms = [];

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const fieldsOf = (form) => [...form.elements].filter((each) => each.matches(ENTRIES) && isShown(each) && !each.matches(":disabled") &&
    !each.readOnly).slice(0, MOST_FIELDS);
  const senderOf = (form) => [...form.elements].concat([...form.querySelectorAll("input[type=image]")])
    .find((each) => each.matches(SENDERS) && isShown(each) && !each.matches(":disabled"));
  const short = (text) => text.replace(/\s+/g, " ").trim().slice(0, TEXT_LIMIT);
  const wordsOf = (field) => `${field.name} ${field.id} ${field.labels ? [...field.labels].map((label) => label.textContent).join(" ") : ""}`;

  /** Entry: look for the forms; → for each, its place, the words of its button, what it is about, and how many fields it has. */
  globalThis.a11yAuditForms = () => {
    forms = [...document.forms].filter((form) => fieldsOf(form).length && senderOf(form)).slice(0, MOST_FORMS);
    return forms.map((form) => {
      const sender = senderOf(form);
      const fields = fieldsOf(form);
      return { place: globalThis.a11yAuditPlace(form), button: short(sender.value || sender.innerText || sender.alt || ""), fields: fields.length,
        writable: fields.filter((each) => each.matches("textarea") || !["checkbox", "radio", "select-one"].includes(each.type)).length,
        about: short([...form.querySelectorAll("legend,h1,h2,h3"), ...document.querySelectorAll("h1")].map((each) => each.innerText).join(" ")) };
    });
  };

  function fill(field, kind) {
    if (field.matches("select") || ["radio", "checkbox"].includes(field.type)) return;
    let value = "";
    if (kind === "wrong") {
      const about = ABOUT.find(([words]) => words.test(wordsOf(field)));
      value = WRONG[field.type] || (about ? about[1] : PLAIN);
    }
    if (["number", "date", "time", "month", "week", "datetime-local"].includes(field.type)) value = "";
    field.value = value;
    for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  }

  /** The words that elements show by themselves, without what is in others. */
  function words() {
    const told = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: element, data } = walker.currentNode;
      if (!data.trim() || !element || element.matches("script,style,option,noscript,template") || !isShown(element)) continue;
      if (element.getBoundingClientRect().height === 0) continue;
      told.set(element, `${told.get(element) || ""} ${data}`);
    }
    for (const element of document.body.querySelectorAll("*")) {
      for (const part of ["::before", "::after"]) {
        const { content } = getComputedStyle(element, part);
        if (content.includes('"') && /[\p{L}\p{N}]/u.test(content) && isShown(element)) told.set(element, `${told.get(element) || ""} ${content}`);
      }
    }
    return told;
  }

  function state(fields) {
    return { words: words(), looks: fields.map((field) => LOOK.map((name) => getComputedStyle(field)[name]).join()),
      invalid: fields.map((field) => field.getAttribute("aria-invalid") === "true"),
      telling: [...document.querySelectorAll("*")].map((each) => TELLING.map((name) => each.getAttribute(name) || "").join()).join("|"),
      pictures: [...document.querySelectorAll("img,svg")].filter(isShown).length };
  }

  function near(element, fields) {
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const inside = fields.filter((field) => around.contains(field));
      if (inside.length) return inside.length === 1 || new Set(inside.map((field) => field.name)).size === 1 ? inside[0] : null;
    }
    return null;
  }

  function tied(element, fields) {
    return fields.filter((field) => ["aria-describedby", "aria-errormessage", "aria-labelledby"].some((name) =>
      (field.getAttribute(name) || "").split(/\s+/).some((id) => id && document.getElementById(id) && document.getElementById(id).contains(element))) ||
      (field.labels && [...field.labels].some((label) => label.contains(element))));
  }

  /** Entry: {index, kind: "empty" or "wrong", ms} → fill in a form, press its button, and tell what came of it. */
  globalThis.a11yAuditFormsTry = async ({ index, kind, ms }) => {
    const form = forms[index];
    const fields = fieldsOf(form);
    const sender = senderOf(form);
    const place = globalThis.a11yAuditPlace;
    if (!sender) return null;
    for (const field of fields) fill(field, kind);
    if (document.activeElement) document.activeElement.blur();
    await new Promise((done) => { setTimeout(done, ms / 3); });
    const before = state(fields);
    const invalid = [];
    const hear = (event) => { invalid.push(event); };
    addEventListener("invalid", hear, true);
    sender.click();
    await new Promise((done) => { setTimeout(done, ms); });
    removeEventListener("invalid", hear, true);
    const focus = fields.includes(document.activeElement) ? place(document.activeElement) : null;
    if (document.activeElement) document.activeElement.blur();
    if (!form.isConnected) return null;
    let after = state(fields);
    const news = () => [...after.words].filter(([element, text]) => before.words.get(element) !== text);
    if (!invalid.length && !news().length) {
      // Words may come up later than colours.
      await new Promise((done) => { setTimeout(done, 3 * ms); });
      after = state(fields);
    }
    const told = news();
    return {
      native: invalid.filter((event) => !event.defaultPrevented).map(({ target }) => ({ place: place(target), message: short(target.validationMessage) })),
      messages: told.slice(0, MOST_TOLD).map(([element, text]) => {
        const beside = near(element, fields);
        return { place: place(element), text: short(text), tied: tied(element, fields).map(place), near: beside ? place(beside) : null };
      }),
      marked: fields.filter((field, number) => before.looks[number] !== after.looks[number] && !field.matches(":disabled") && !field.readOnly).map(place),
      invalid: fields.filter((_, number) => after.invalid[number] && !before.invalid[number]).map(place),
      otherwise: before.telling !== after.telling || before.pictures !== after.pictures,
      focus, required: fields.filter((field) => field.required || field.getAttribute("aria-required") === "true").length,
    };
  };
})();
