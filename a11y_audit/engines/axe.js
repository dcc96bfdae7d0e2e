/** Run after axe-core in every document: how axe speaks with itself in frames, and a memory for what it asks most. */
(() => {
  "use strict";

  // Documents of one origin share this world, so that a frame's axe can be called directly. No message passes through the
  // page, whose scripts may listen to all messages, and a frame of another origin is known at once not to answer.
  const copy = (value) => value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  const isError = (value) => Object.prototype.toString.call(value) === "[object Error]";

  axe.frameMessenger({
    open(listener) {
      globalThis.a11yAuditListener = listener;
      return () => { globalThis.a11yAuditListener = null; };
    },
    post(frame, message, reply) {
      let listener = null;
      try { listener = frame.a11yAuditListener; } catch { /* another origin */ }
      if (typeof listener !== "function") return false;
      const answer = (value) => reply(isError(value) ? new Error(value.message) : copy(value));
      listener(copy(message), answer);
      return true;
    },
  });

  // Axe parses the colours of every element anew, which takes it most of the time that it spends on links in text; a page
  // has few colours, though. What can't be parsed is not kept: axe notes it at each element.
  const colours = new Map();
  const { prototype } = axe.commons.color.Color;
  const parse = prototype.parseString;
  prototype.parseString = function parseString(text) {
    const known = colours.get(text);
    if (known) {
      [this.r, this.g, this.b, this.alpha] = known;
      return this;
    }
    const parsed = parse.call(this, text);
    colours.set(text, [this.r, this.g, this.b, this.alpha]);
    return parsed;
  };
})();
