/**
 * What moves on a page by the browser's own means: style sheets' animations, marquees, moving drawings, films, canvases.
 */
(() => {
  "use strict";

  const LEAST_MS = 5000;
  const LEAST_AREA = 100;
  const TOLD_LIMIT = 8;
  const WORDS_LIMIT = 120;

  let drives = [];

  const area = (element) => {
    const rect = element.getBoundingClientRect();
    return rect.width * rect.height;
  };
  const seen = (element) => globalThis.a11yAuditSeen(element) && area(element) >= LEAST_AREA;
  const lasting = (animation) => {
    const { duration, iterations, progress, activeDuration, delay } = animation.effect.getComputedTiming();
    return animation.playState === "running" && !(animation instanceof CSSTransition) && duration > 0 && progress !== undefined &&
      animation.timeline instanceof DocumentTimeline && (iterations === Infinity || delay + activeDuration > LEAST_MS);
  };

  /** Style sheets' animations by the outermost element that they move. */
  function animated() {
    const found = new Map();
    for (const animation of document.getAnimations()) {
      const target = animation.effect && animation.effect.target;
      if (!target || !lasting(animation) || !seen(target)) continue;
      if (!found.has(target)) found.set(target, []);
      found.get(target).push(animation);
    }
    const targets = [...found.keys()];
    return targets.filter((each) => !targets.some((other) => other !== each && other.contains(each)))
      .map((element) => ({ kind: "style", element, animations: targets.filter((each) => element.contains(each)).flatMap((each) => found.get(each)) }));
  }

  /** Whether an animation runs; one that was held and let go does not obey its style's play state any more. */
  const runs = (animation) => {
    const { target, pseudoElement } = animation.effect;
    if (animation.playState !== "running") return false;
    if (!(animation instanceof CSSAnimation)) return true;
    const style = getComputedStyle(target, pseudoElement);
    return style.animationName.includes(animation.animationName) && !style.animationPlayState.includes("paused");
  };

  const once = (element) => { const loop = parseInt(element.getAttribute("loop"), 10); return loop > 0; };
  const find = (selector, kind, fits) => [...document.querySelectorAll(selector)].filter((each) => seen(each) && fits(each))
    .map((element) => ({ kind, element, animations: [] }));
  const endless = (svg) => [...svg.querySelectorAll("animate,animateTransform,animateMotion,set")].some((each) => {
    try { return each.getAttribute("repeatCount") === "indefinite" || each.getAttribute("repeatDur") === "indefinite" ||
      each.getSimpleDuration() * (parseFloat(each.getAttribute("repeatCount")) || 1) > LEAST_MS / 1000; } catch { return false; }
  });
  const plays = (video) => !video.paused && !video.ended && video.readyState >= 2 && (video.loop || video.duration - video.currentTime > LEAST_MS / 1000);

  function told({ kind, element, animations }, index) {
    const text = globalThis.a11yAuditWords(element);
    const timings = animations.map((each) => each.effect.getComputedTiming());
    return { index, kind, place: globalThis.a11yAuditPlaced(element), words: text.slice(0, WORDS_LIMIT), area: Math.round(area(element)),
      endless: timings.every((each) => each.iterations === Infinity), round_s: Math.min(...timings.map((each) => each.duration)) / 1000,
      controls: Boolean(element.controls), pictures: (element.matches("img,svg,video,canvas") ? 1 : 0) + element.querySelectorAll("img,svg,video,canvas").length,
      loading: Boolean(element.closest("[aria-busy=true],[role=progressbar],progress")) };
  }

  /** Entry: all that moves so, and goes on for more than five seconds; of canvases, those that may. */
  globalThis.a11yAuditDrives = () => {
    drives = [
      ...animated(),
      ...find("marquee", "marquee", (each) => !once(each) && globalThis.a11yAuditWords(each) + each.querySelector("img") !== "null"),
      ...find("svg", "drawing", (each) => !each.ownerSVGElement && !each.animationsPaused() && endless(each)),
      ...find("video", "film", plays),
      ...find("canvas", "canvas", () => true),
    ].slice(0, TOLD_LIMIT);
    return drives.map(told);
  };

  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** Entry: {index, part: 0 to 1 or null} → hold the animations of one at that part of their round; with null, let them go on. */
  globalThis.a11yAuditHold = async ({ index, part }) => {
    for (const animation of drives[index].animations) {
      if (part === null) {
        animation.play();
      } else {
        const { delay, duration } = animation.effect.getComputedTiming();
        animation.pause();
        animation.currentTime = delay + part * duration;
      }
    }
    await frame();
    await frame();
    return null;
  };

  /** Entry: whether one goes on moving by what the browser says of it; null where only pictures can tell. */
  globalThis.a11yAuditGoing = ({ index }) => {
    const { kind, element, animations } = drives[index];
    if (!seen(element)) return false;
    if (kind === "style") return animations.some(runs);
    if (kind === "drawing") return !element.animationsPaused();
    if (kind === "film") return !element.paused && !element.ended;
    return null;
  };

  globalThis.a11yAuditDriven = () => drives.map(({ element }) => element);
})();
