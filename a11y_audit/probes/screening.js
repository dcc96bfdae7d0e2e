/**
 * Show a film to nobody, from a copy of its file, and look at a canvas while it is drawn on: both are told as small pictures,
 * three bytes a square, base64.
 */
(() => {
  "use strict";

  const CHUNK = 8192;
  const PICTURES_MOST = 400;
  const OPEN_EVERY = 5;

  let reel = null;
  let cut = null;
  const easel = document.createElement("canvas");
  const pen = easel.getContext("2d", { willReadFrequently: true });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const left = (until) => Math.max(until - performance.now(), 0);

  function base64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
    return btoa(text);
  }

  /** Wait for an event of the copy until a moment of the page's clock. */
  const came = (name, until) => new Promise((done, reject) => {
    const late = setTimeout(() => reject(new Error("late")), left(until));
    reel[`on${name}`] = () => { clearTimeout(late); done(); };
    reel.onerror = () => { clearTimeout(late); reject(new Error("broken")); };
  });

  /** What is seen of a film's pictures: the size in which it is shown, in CSS pixels, and the part of the picture, in its pixels. */
  function shown(film, { videoWidth, videoHeight }) {
    const { width, height } = film.getBoundingClientRect();
    const fit = getComputedStyle(film).objectFit;
    const [across, down] = [width / videoWidth, height / videoHeight];
    if (fit === "cover") {
      const scale = Math.max(across, down);
      const [w, h] = [width / scale, height / scale];
      return { width, height, part: [(videoWidth - w) / 2, (videoHeight - h) / 2, w, h] };
    }
    const part = [0, 0, videoWidth, videoHeight];
    if (fit === "fill") return { width, height, part };
    const scale = fit === "none" ? 1 : Math.min(across, down, fit === "scale-down" ? 1 : Infinity);
    return { width: Math.min(videoWidth * scale, width), height: Math.min(videoHeight * scale, height), part };
  }

  const ancestors = (element) => { const all = []; for (let each = element.parentElement; each; each = each.parentElement) all.push(each); return all; };

  /** Whether something that a pointer does not meet may lie over the middle of an element. */
  function isVeiled(element, x, y) {
    const over = (each) => {
      const rect = each.getBoundingClientRect();
      return rect.left <= x && rect.right >= x && rect.top <= y && rect.bottom >= y;
    };
    const veils = (style) => style.pointerEvents === "none" && style.display !== "none" && style.content !== "none";
    return [...document.body.querySelectorAll("*")].some((each) => each !== element && over(each) && (
      (!each.contains(element) && veils(getComputedStyle(each))) ||
      ["::before", "::after"].some((pseudo) => veils(getComputedStyle(each, pseudo)))));
  }

  /**
   * Whether what shows of an element is it alone, as bright as it is: nothing over it, no filter, nothing seen through it. Of one
   * that has open parts, one colour must lie behind. What is scrolled for that is put back.
   */
  function isBare(element, open) {
    const around = ancestors(element);
    const dims = ({ opacity, filter, mixBlendMode }) => opacity !== "1" || filter !== "none" || mixBlendMode !== "normal";
    if ([element, ...around].some((each) => dims(getComputedStyle(each)))) return false;
    if (open && [element, ...around].some((each) => getComputedStyle(each).backgroundImage !== "none")) return false;
    const before = around.map((each) => [each, each.scrollLeft, each.scrollTop]);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left: x, top: y, width, height } = element.getBoundingClientRect();
    const places = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]].map(([across, down]) => [x + across * width, y + down * height])
      .filter(([across, down]) => across >= 0 && down >= 0 && across < innerWidth && down < innerHeight);
    const alone = (across, down) => {
      const [top, next] = document.elementsFromPoint(across, down);
      return top === element && (!open || !next || next.contains(element));
    };
    const bare = places.length > 0 && places.every((each) => alone(...each)) && !isVeiled(element, x + width / 2, y + height / 2);
    for (const [each, across, down] of before) each.scrollTo({ left: across, top: down, behavior: "instant" });
    return bare;
  }

  /** Entry: {film or drive: its number as told, open: whether something shows through} → whether what shows of it is it alone. */
  globalThis.a11yAuditBare = ({ film, drive, open }) => isBare(drive === undefined ? globalThis.a11yAuditFilmed()[film] : globalThis.a11yAuditDriven()[drive], open);

  /** Draw what is to be seen now, so small, over the colours behind it, and write its colours behind those before. */
  function note(source, part, { width, height, behind }, bytes, number) {
    for (const colour of ["white", ...behind]) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, width, height);
    }
    pen.drawImage(source, ...part, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    let to = number * width * height * 3;
    for (let from = 0; from < data.length; from += 4) {
      bytes[to++] = data[from];
      bytes[to++] = data[from + 1];
      bytes[to++] = data[from + 2];
    }
  }

  function prepare(width, height) {
    easel.width = width;
    easel.height = height;
    pen.imageSmoothingQuality = "medium";
  }

  /** Whether something behind a drawing shows through it now. */
  function isOpen(source, width, height) {
    pen.clearRect(0, 0, width, height);
    pen.drawImage(source, 0, 0, width, height);
    return pen.getImageData(0, 0, width, height).data.some((value, at) => at % 4 === 3 && value < 255);
  }

  /** Entry: {at: number of a film as told, ms} → how large it is shown, and the part that is played; null where it can't be read by then. */
  globalThis.a11yAuditReel = async ({ at, ms }) => {
    const film = globalThis.a11yAuditFilmed()[at];
    const until = performance.now() + ms;
    if (reel) URL.revokeObjectURL(reel.src);
    try {
      if (!film.currentSrc) return null;
      const blob = await globalThis.a11yAuditFile(film.currentSrc, until);
      reel = Object.assign(document.createElement("video"), { muted: true, preload: "auto", src: URL.createObjectURL(blob) });
      await came("loadeddata", until);
      if (!reel.videoWidth || !Number.isFinite(reel.duration)) return null;
      const { width, height, part } = shown(film, reel);
      cut = part;
      reel.loop = film.loop;
      const { start_s, end_s } = globalThis.a11yAuditPart({ currentSrc: film.currentSrc, duration: reel.duration });
      return { width, height, start_s, end_s: Math.min(reel.duration, end_s), loops: reel.loop };
    } catch {
      return null;
    }
  };

  async function sought(time, until) {
    const there = came("seeked", until);
    reel.currentTime = time;
    await there;
  }

  /**
   * Entry: {start_s, end_s, rate, width, height, ms} → the film's pictures as it plays so fast, each with its second, and how many there
   * were, some of which a busy machine leaves out; null where it does not get to its end by then.
   */
  globalThis.a11yAuditPlay = async ({ start_s, end_s, rate, width, height, ms }) => {
    const until = performance.now() + ms;
    const bytes = new Uint8Array(PICTURES_MOST * width * height * 3);
    const times = [];
    try {
      prepare(width, height);
      if (reel.currentTime !== start_s) await sought(start_s, until);
      const before = reel.getVideoPlaybackQuality().totalVideoFrames;
      const ended = came("ended", until);
      const passed = new Promise((done) => {
        let rounds_s = 0;
        const take = (_, { mediaTime }) => {
          if (rounds_s + mediaTime < times.at(-1)) rounds_s += reel.duration;
          if (rounds_s + mediaTime >= end_s || times.length >= PICTURES_MOST) { done(); return; }
          note(reel, cut, { width, height, behind: ["black"] }, bytes, times.length);
          times.push(rounds_s + mediaTime);
          reel.requestVideoFrameCallback(take);
        };
        reel.requestVideoFrameCallback(take);
      });
      reel.playbackRate = rate;
      await reel.play();
      await Promise.race([ended, passed]);
      reel.pause();
      const all = Math.max(reel.getVideoPlaybackQuality().totalVideoFrames - before, times.length);
      return { times, all, frames: base64(bytes.subarray(0, times.length * width * height * 3)) };
    } catch {
      reel.pause();
      return null;
    }
  };

  /** Entry: {times, width, height, ms} → the film's pictures at these seconds, of this size; null where one does not come by then. */
  globalThis.a11yAuditFrames = async ({ times, width, height, ms }) => {
    const until = performance.now() + ms;
    try {
      const bytes = new Uint8Array(times.length * width * height * 3);
      prepare(width, height);
      for (const [number, time] of times.entries()) {
        await sought(time % reel.duration, until);
        note(reel, cut, { width, height, behind: ["black"] }, bytes, number);
      }
      return base64(bytes);
    } catch {
      return null;
    }
  };

  /**
   * Entry: {index, ms, width, height} → pictures of a canvas, one each time the page is drawn anew; null where its pixels are not to
   * be read: they are of another site, or drawn by WebGL, which clears them after each frame.
   */
  globalThis.a11yAuditCanvas = async ({ index, ms, width, height }) => {
    const canvas = globalThis.a11yAuditDriven()[index];
    const times = [];
    const begin = performance.now();
    try {
      const own = canvas.getContext("2d");
      if (!own) return null;
      const behind = [...ancestors(canvas).reverse(), canvas].map((each) => getComputedStyle(each).backgroundColor);
      const bytes = new Uint8Array(PICTURES_MOST * width * height * 3);
      prepare(width, height);
      let open = false;
      while (performance.now() - begin < ms && times.length < PICTURES_MOST) {
        await frame();
        if (times.length % OPEN_EVERY === 0) open ||= isOpen(canvas, width, height);
        note(canvas, [0, 0, canvas.width, canvas.height], { width, height, behind }, bytes, times.length);
        times.push((performance.now() - begin) / 1000);
      }
      return { times, open, frames: base64(bytes.subarray(0, times.length * width * height * 3)) };
    } catch {
      return null;
    }
  };
})();
