/**
 * Which media of a page play by themselves, and whether they can be heard; which films have no sound.
 */
(() => {
  "use strict";

  const TOLD_LIMIT = 10;
  const FRAMES_MOST = 90;
  const HEARD = 0.001;
  const SAMPLES_S = 44_100;
  const FILE_LIMIT = 20_000_000;
  const READ_MS = 10_000;
  const LENGTH_LIMIT_S = 180;

  let media = [];
  let films = [];
  let context = null;
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** The part of its file that a medium's address asks for, in seconds; to its end where none is named. */
  globalThis.a11yAuditPart = ({ currentSrc, duration }) => {
    const [, start, end] = /#(?:.*&)?t=(\d+(?:\.\d+)?)?(?:,(\d+(?:\.\d+)?))?$/.exec(currentSrc) || [];
    return { start_s: Number(start || 0), end_s: Number(end || duration), ends: Boolean(end) };
  };

  /** Read a file by a moment of the page's clock; one that is larger than the limit, or says so, is not read to its end. */
  globalThis.a11yAuditFile = async (url, until) => {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), Math.max(until - performance.now(), 0));
    const answer = await fetch(url, { signal: stop.signal });
    const parts = [];
    let length = 0;
    if (!answer.ok || Number(answer.headers.get("content-length")) > FILE_LIMIT) { stop.abort(); throw new Error("not to be read"); }
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      if (length > FILE_LIMIT) { stop.abort(); throw new Error("large"); }
    }
    clearTimeout(late);
    return new Blob(parts, { type: answer.headers.get("content-type") || "" });
  };

  /** Listen to what a medium plays: null where that can't be known, as with files of other origins. */
  async function loudness(element) {
    try {
      context ||= new AudioContext();
      const stream = element.captureStream();
      if (!stream.getAudioTracks().length) return element.webkitAudioDecodedByteCount > 0 ? null : 0;
      const ear = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(ear);
      const values = new Float32Array(ear.fftSize);
      let most = 0;
      for (let count = 0; count < FRAMES_MOST && most < HEARD && !element.ended; count += 1) {
        await frame();
        ear.getFloatTimeDomainData(values);
        most = Math.max(most, ...values.map(Math.abs));
      }
      return most;
    } catch {
      return null;
    }
  }

  /** Wait until enough of a medium was played to tell whether there is sound in it. */
  async function played(element) {
    for (let count = 0; count < FRAMES_MOST; count += 1) {
      if (element.error || element.ended || element.webkitAudioDecodedByteCount > 0 || element.currentTime > 0.5) return;
      await frame();
    }
  }

  /** Wait until a medium that is to start by itself has started, or can't. */
  async function begun(element) {
    const loads = () => element.autoplay && element.paused && !element.ended && !element.error && element.networkState === HTMLMediaElement.NETWORK_LOADING;
    for (let count = 0; count < FRAMES_MOST && loads(); count += 1) await frame();
  }

  async function told(element) {
    await begun(element);
    const own = { muted: element.muted, volume: element.volume, plays: !element.paused };
    if (own.plays) await played(element);
    const sounds = element.webkitAudioDecodedByteCount > 0;
    const loud = own.plays && sounds && !own.muted && own.volume > 0 ? await loudness(element) : null;
    const { start_s, end_s, ends } = globalThis.a11yAuditPart(element);
    const length = ends ? end_s - start_s : element.duration;
    return { place: globalThis.a11yAuditPlaced(element), tag: element.localName, autoplay: element.autoplay, ...own,
      ready: element.readyState >= 2, sounds, loud, loop: element.loop, length_s: Number.isFinite(length) ? length : null,
      controls: element.controls && globalThis.a11yAuditSeen(element), failed: Boolean(element.error) || element.networkState === 3 };
  }

  /** Entry: the media in the document that play, or are to play, by themselves. */
  globalThis.a11yAuditMedia = async () => {
    media = [...document.querySelectorAll("audio,video")].filter((each) => !each.paused || each.autoplay).slice(0, TOLD_LIMIT);
    const found = [];
    for (const each of media) found.push(await told(each));
    return found;
  };

  /** Whether assistive technology meets no words and no link beside the media, so that their sound is all that may tell their content. */
  function isBare() {
    const meets = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden="true"],[inert]');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (/[\p{L}\p{N}]/u.test(texts.currentNode.data) && meets(texts.currentNode.parentElement)) return false;
    }
    return ![...document.querySelectorAll("a[href]")].some(meets);
  }

  /** Whether a sound track is more than silence; true where that can't be known. Reads the file as a whole. */
  async function audible(film) {
    if (!(film.duration <= LENGTH_LIMIT_S)) return true;
    try {
      const file = await globalThis.a11yAuditFile(film.currentSrc, performance.now() + READ_MS);
      const sound = await new OfflineAudioContext(1, 1, SAMPLES_S).decodeAudioData(await file.arrayBuffer());
      return [...Array(sound.numberOfChannels).keys()].some((channel) => sound.getChannelData(channel).some((each) => Math.abs(each) >= HEARD));
    } catch {
      return true;
    }
  }

  /** Whether a film can be heard, by its file; null where that can't be known, as with files of other origins. */
  async function tracked(film) {
    const isKnown = () => film.readyState >= HTMLMediaElement.HAVE_METADATA;
    for (let count = 0; count < FRAMES_MOST && !isKnown() && film.networkState === HTMLMediaElement.NETWORK_LOADING; count += 1) await frame();
    if (!isKnown()) return null;
    try {
      const stream = film.captureStream();
      if (!stream.getVideoTracks().length) return null;
      return stream.getAudioTracks().length > 0 && (!isBare() || audible(film));
    } catch {
      return null;
    }
  }

  /** Entry: the films in the document, with their length and whether there is sound in them. */
  globalThis.a11yAuditFilms = async () => {
    films = [...document.querySelectorAll("video")].filter(globalThis.a11yAuditSeen).slice(0, TOLD_LIMIT);
    const sounds = await Promise.all(films.map(tracked));
    return films.map((each, at) => ({ place: globalThis.a11yAuditPlaced(each), sound: sounds[at], controls: each.controls,
      length_s: Number.isFinite(each.duration) ? each.duration : null }));
  };

  globalThis.a11yAuditFilmed = () => films;

  /** Entry: which of the media can still be heard. */
  globalThis.a11yAuditHeard = () => media.map((each) => each.isConnected && !each.paused && !each.muted && each.volume > 0);

  /** Entry: whether the page has scripts, which might play sound without an element. */
  globalThis.a11yAuditScripted = () => document.scripts.length > 0;

  globalThis.a11yAuditSounding = () => media.filter((each) => !each.paused && !each.muted && each.volume > 0);
})();
