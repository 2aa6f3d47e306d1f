import type { PlayedWindow } from './played-window.ts';
import { pause } from '../running-server.ts';
import { within } from '../within.ts';

/** What of a beep is left after Opus; silence is a thousandth of it. */
export const AUDIBLE = 1e-4;
/** How long something that one window does may take to be heard or seen in another. */
const PERCEIVED_WITHIN_MS = 60_000;
/** How long a sound counts as heard now: the fake microphone beeps about once a second. */
const HEARD_WITHIN_MS = 2_500;

/** Listens to what a window plays of one person, through the page's own element. */
export interface Ear {
  /** Waits until the loudest moment of the last while is that of a voice. */
  untilHeard(): Promise<void>;
  /** Waits until there was nothing to be heard for a while. */
  untilSilent(): Promise<void>;
  /** Waits until the energy of the middle moment of the last while is so; answers it. */
  untilTypically(what: string, isSo: (energy: number) => boolean): Promise<number>;
}

export async function openEar({ page }: PlayedWindow, who: string): Promise<Ear> {
  const element = page.getByTestId(`sound-${who}`).first();
  await element.waitFor({ state: 'attached' });
  const listening = await element.evaluateHandle((audio, heardWithinMs) => {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource((audio as HTMLAudioElement).srcObject as MediaStream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const heard: { atMs: number; energy: number }[] = [];
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      heard.push({ atMs: performance.now(), energy });
      while (heard[0] && heard[0].atMs < performance.now() - heardWithinMs) heard.shift();
    }, 20);
    return {
      plays: () => !(audio as HTMLAudioElement).paused,
      loudest: () => Math.max(0, ...heard.map(({ energy }) => energy)),
      typical: () =>
        heard.map(({ energy }) => energy).toSorted((one, other) => one - other)[Math.floor(heard.length / 2)] ?? 0,
      listenedMs: () => (heard.at(-1)?.atMs ?? 0) - (heard[0]?.atMs ?? 0),
    };
  }, HEARD_WITHIN_MS);
  const now = () =>
    listening.evaluate((ear) => ({
      ...{ plays: ear.plays(), loudest: ear.loudest(), typical: ear.typical(), listenedMs: ear.listenedMs() },
    }));
  const untilSo = (what: string, isSo: (heard: Awaited<ReturnType<typeof now>>) => boolean) =>
    until(`${who} to be ${what}`, now, isSo);
  const isLongEnough = (listenedMs: number): boolean => listenedMs > HEARD_WITHIN_MS * 0.8;
  return {
    async untilHeard() {
      await untilSo('heard', ({ plays, loudest }) => plays && loudest > AUDIBLE);
    },
    async untilSilent() {
      await untilSo('silent', ({ loudest, listenedMs }) => isLongEnough(listenedMs) && loudest < AUDIBLE / 10);
    },
    async untilTypically(what, isSo) {
      return (await untilSo(what, ({ typical, listenedMs }) => isLongEnough(listenedMs) && isSo(typical))).typical;
    },
  };
}

/** Waits until the video that the selector finds has decoded so many pictures more. */
export async function untilSeen({ page }: PlayedWindow, selector: string, pictures = 10): Promise<void> {
  const video = page.locator(`${selector} video`).first();
  await video.waitFor();
  const decoded = () => video.evaluate((one) => (one as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
  const before = await decoded();
  await until(`pictures of ${selector}`, decoded, (frames) => frames >= before + pictures);
}

/** What the browser gave the page of devices: see `keepTracks`. */
interface KeptTracks {
  readonly keptTracks: MediaStreamTrack[];
}

/** Keeps, from the next page of this window on, what devices the browser gives it, so that a test can look at them. */
export const keepTracks = ({ page }: PlayedWindow): Promise<unknown> =>
  page.context().addInitScript(() => {
    const kept: MediaStreamTrack[] = [];
    Object.assign(globalThis, { keptTracks: kept });
    for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
      const give = MediaDevices.prototype[name];
      MediaDevices.prototype[name] = async function (...asked) {
        const stream = await give.apply(this, asked);
        kept.push(...stream.getTracks());
        return stream;
      };
    }
  });

/** Which devices are open: of each track that lives its kind and its device, oldest first. */
export const openDevices = ({ page }: PlayedWindow): Promise<readonly string[]> =>
  page.evaluate(() =>
    (globalThis as unknown as KeptTracks).keptTracks
      .filter(({ readyState }) => readyState === 'live')
      .map((track) => `${track.kind} ${track.getSettings().deviceId ?? ''}`),
  );

/** How each of them stands, oldest first: `live` or `ended`. */
export const trackStates = ({ page }: PlayedWindow): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as KeptTracks).keptTracks.map(({ readyState }) => readyState));

/** Ends the newest as a browser's own bar ends a shared screen. */
export const endNewestTrack = ({ page }: PlayedWindow): Promise<void> =>
  page.evaluate(() => {
    const track = (globalThis as unknown as KeptTracks).keptTracks.at(-1);
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });

/** Asks until the answer is so, and answers it; says what it was instead where it never is. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isSo: (answer: Answer) => boolean,
): Promise<Answer> {
  const giveUpAt = performance.now() + PERCEIVED_WITHIN_MS;
  for (;;) {
    const answer = await within(PERCEIVED_WITHIN_MS, `an answer about ${what}`, ask());
    if (isSo(answer)) return answer;
    if (performance.now() > giveUpAt) {
      throw new Error(`waited ${PERCEIVED_WITHIN_MS} ms for ${what}; it is ${JSON.stringify(answer)}`);
    }
    await pause(50);
  }
}
