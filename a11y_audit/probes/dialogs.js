/**
 * Open the dialogs of a page, and tell where the focus is while they are open and after.
 */
(() => {
  "use strict";

  const OPENER = "button,[role=button],input[type=button],a[href^='#'],summary";
  const DIALOG = "dialog,[role=dialog],[role=alertdialog],[aria-modal=true]";
  const HINT = "[aria-haspopup=dialog],[data-toggle=modal],[data-bs-toggle=modal],[commandfor],[data-micromodal-trigger],[popovertarget]";
  const CLOSER = /閉じる|とじる|キャンセル|戻る|×|✕|✖|close|cancel|dismiss|\bok\b|いいえ/i;
  const MOST = 8;

  let openers = [];
  let opener = null;
  let dialog = null;

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().height > 0;
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const shown = () => [...document.querySelectorAll(DIALOG)].filter(isShown);
  const isInside = () => Boolean(dialog && document.activeElement && dialog.contains(document.activeElement));

  /** Entry: → how many parts may open a dialog; none where the page shows no sign of one. */
  globalThis.a11yAuditDialogs = () => {
    const usable = [...document.querySelectorAll(OPENER)].filter((each) => isShown(each) && !each.matches(":disabled") && each.tabIndex >= 0 &&
      !each.closest(DIALOG) && each.type !== "submit" || each.matches("button:not([type])") && !each.form && isShown(each));
    const hinted = usable.filter((each) => each.matches(HINT));
    const hidden = [...document.querySelectorAll(DIALOG)].filter((each) => !isShown(each));
    openers = (hinted.length ? hinted : hidden.length ? usable : []).slice(0, MOST);
    return { openers: openers.length, open: shown().length };
  };

  /** Entry: {index} → give the focus to what may open a dialog; whether it has it. */
  globalThis.a11yAuditDialogsFocus = ({ index }) => {
    opener = openers[index];
    opener.focus();
    dialog = null;
    opener.a11yAuditBefore = new Set(shown());
    return document.activeElement === opener;
  };

  /** Entry: {ms} → after so long, the dialog that came up with where the focus is, or null. */
  globalThis.a11yAuditDialogsLook = async ({ ms }) => {
    await pause(ms);
    if (!dialog) dialog = shown().find((each) => !opener.a11yAuditBefore.has(each)) || null;
    if (!dialog) return null;
    return { place: globalThis.a11yAuditPlace(dialog), opener: globalThis.a11yAuditPlace(opener), inside: isInside(),
      open: dialog.isConnected && isShown(dialog), returned: document.activeElement === opener,
      nowhere: !document.activeElement || document.activeElement === document.body,
      modal: dialog.getAttribute("aria-modal") === "true" || (dialog.localName === "dialog" && dialog.matches(":modal")),
      stops: dialog.querySelectorAll("a[href],button,input,select,textarea,[tabindex='0']").length };
  };

  /** Entry: give the focus to the dialog's button that closes it; whether there is one. */
  globalThis.a11yAuditDialogsClose = () => {
    const buttons = [...dialog.querySelectorAll("button,[role=button],input[type=button],input[type=submit],a[href]")].filter(isShown);
    const closer = buttons.find((each) => CLOSER.test(`${each.innerText} ${each.value || ""} ${each.getAttribute("aria-label") || ""} ${each.className}`));
    if (!closer) return false;
    closer.focus();
    return document.activeElement === closer;
  };
})();
