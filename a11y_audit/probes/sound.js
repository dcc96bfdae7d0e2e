/**
 * Which media of a page play by themselves, and whether they can be heard.
 */
(() => {
  "use strict";

  const TOLD_LIMIT = 10;
  const FRAMES_MOST = 90;
  const HEARD = 0.001;

  let media = [];
  let context = null;
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** The part of the file that an address asks for, in seconds; infinite where it names none. */
  function part({ currentSrc, duration }) {
    const [, start, end] = /#(?:.*&)?t=(\d+(?:\.\d+)?)?,(\d+(?:\.\d+)?)$/.exec(currentSrc) || [];
    return end ? Number(end) - Number(start || 0) : duration;
  }

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
    const length = part(element);
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

  /** Entry: which of them can still be heard. */
  globalThis.a11yAuditHeard = () => media.map((each) => each.isConnected && !each.paused && !each.muted && each.volume > 0);

  /** Entry: whether the page has scripts, which might play sound without an element. */
  globalThis.a11yAuditScripted = () => document.scripts.length > 0;

  globalThis.a11yAuditSounding = () => media.filter((each) => !each.paused && !each.muted && each.volume > 0);
})();
