/**
 * Show a film to nobody, from a copy of its file, and look at a canvas while it is drawn on: both are told as small pictures,
 * three bytes a square, base64.
 */
(() => {
  "use strict";

  const FILE_LIMIT = 20_000_000;
  const ANSWERED_MS = 4000;
  const SOUGHT_MS = 1500;
  const CHUNK = 8192;
  const CANVASES_MOST = 200;

  let reel = null;
  const easel = document.createElement("canvas");
  const pen = easel.getContext("2d", { willReadFrequently: true });

  const within = (milliseconds) => new Promise((_, reject) => { setTimeout(() => reject(new Error("late")), milliseconds); });
  const event = (target, name) => new Promise((done, reject) => {
    target.addEventListener(name, done, { once: true });
    target.addEventListener("error", () => reject(new Error("broken")), { once: true });
  });
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  function base64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
    return btoa(text);
  }

  /** The colour behind an element, as far as one colour tells it. */
  function ground(element) {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
    }
    return "white";
  }

  /** Draw what is to be seen now, so small, and write its colours behind those before. */
  function note(source, { width, height, behind }, bytes, number) {
    easel.width = width;
    easel.height = height;
    pen.imageSmoothingQuality = "medium";
    pen.fillStyle = behind || "black";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(source, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    let to = number * width * height * 3;
    for (let from = 0; from < data.length; from += 4) {
      bytes[to++] = data[from];
      bytes[to++] = data[from + 1];
      bytes[to++] = data[from + 2];
    }
  }

  /** The size in which a film is shown, in CSS pixels: as a rule the whole picture, with bars beside it. */
  function shownSize(film, copy) {
    const { width, height } = film.getBoundingClientRect();
    if (!["contain", "scale-down"].includes(getComputedStyle(film).objectFit)) return { width, height };
    const scale = Math.min(width / copy.videoWidth, height / copy.videoHeight);
    return { width: copy.videoWidth * scale, height: copy.videoHeight * scale };
  }

  /** Whether something that a pointer does not meet may lie over the middle of an element. */
  function isVeiled(element) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const over = (each) => {
      const rect = each.getBoundingClientRect();
      return rect.left <= x && rect.right >= x && rect.top <= y && rect.bottom >= y;
    };
    const veils = (style) => style.pointerEvents === "none" && style.display !== "none" && style.content !== "none";
    for (const each of document.body.querySelectorAll("*")) {
      if (each === element || !over(each)) continue;
      if (!each.contains(element) && veils(getComputedStyle(each))) return true;
      if (["::before", "::after"].some((pseudo) => veils(getComputedStyle(each, pseudo)))) return true;
    }
    return false;
  }

  /** Whether what shows of an element is it alone, as bright as it is: nothing over it, no filter, nothing seen through it. */
  function isBare(element) {
    for (let each = element; each; each = each.parentElement) {
      const { opacity, filter, mixBlendMode } = getComputedStyle(each);
      if (opacity !== "1" || filter !== "none" || mixBlendMode !== "normal") return false;
    }
    const before = [scrollX, scrollY];
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const parts = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]].map(([x, y]) => [left + x * width, top + y * height]);
    const seen = parts.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const bare = seen.length > 0 && seen.every(([x, y]) => document.elementFromPoint(x, y) === element);
    const veiled = isVeiled(element);
    scrollTo({ left: before[0], top: before[1], behavior: "instant" });
    return bare && !veiled;
  }

  /** Entry: {at: number of a film as told} → how large it is shown and how long it is; null where its file can't be read. */
  globalThis.a11yAuditReel = async ({ at }) => {
    const film = globalThis.a11yAuditFilmed()[at];
    try {
      const answer = await fetch(film.currentSrc, { signal: AbortSignal.timeout(ANSWERED_MS) });
      if (!answer.ok || !(Number(answer.headers.get("content-length")) <= FILE_LIMIT)) return null;
      reel = document.createElement("video");
      reel.muted = true;
      reel.preload = "auto";
      reel.src = URL.createObjectURL(await answer.blob());
      await Promise.race([event(reel, "loadeddata"), within(ANSWERED_MS)]);
      if (!reel.videoWidth || !Number.isFinite(reel.duration)) return null;
      return { ...shownSize(film, reel), length_s: reel.duration, bare: isBare(film) };
    } catch {
      return null;
    }
  };

  /** Entry: {times, width, height} → the film's pictures at these seconds, so small; null where one does not come. */
  globalThis.a11yAuditFrames = async ({ times, width, height }) => {
    const bytes = new Uint8Array(times.length * width * height * 3);
    try {
      for (const [number, time] of times.entries()) {
        const sought = event(reel, "seeked");
        reel.currentTime = time;
        await Promise.race([sought, within(SOUGHT_MS)]);
        note(reel, { width, height }, bytes, number);
      }
      return base64(bytes);
    } catch {
      return null;
    }
  };

  /** Entry: the copy is not needed any more. */
  globalThis.a11yAuditReelEnd = () => {
    if (!reel) return;
    URL.revokeObjectURL(reel.src);
    reel.removeAttribute("src");
    reel.load();
    reel = null;
  };

  /** Entry: {index, ms, width, height} → pictures of a canvas, one each time the page is drawn anew; null where its pixels are not to be read. */
  globalThis.a11yAuditCanvas = async ({ index, ms, width, height }) => {
    const canvas = globalThis.a11yAuditDriven()[index];
    const behind = ground(canvas);
    const bytes = new Uint8Array(CANVASES_MOST * width * height * 3);
    const times = [];
    const begin = performance.now();
    try {
      while (performance.now() - begin < ms && times.length < CANVASES_MOST) {
        await frame();
        note(canvas, { width, height, behind }, bytes, times.length);
        times.push((performance.now() - begin) / 1000);
      }
    } catch {
      return null;
    }
    return { times, bare: isBare(canvas), frames: base64(bytes.subarray(0, times.length * width * height * 3)) };
  };
})();
