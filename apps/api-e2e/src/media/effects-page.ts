import { blurBackground } from '@meets/meet-client/background-blur';
import { suppressNoise } from '@meets/meet-client/noise-suppression';

/* What the test's page runs: effects by the SDK, on sounds and pictures that are made here, and measured before and after. */

const ALL = { backgroundBlur: true, noiseSuppression: true };
const NOTHING = { backgroundBlur: false, noiseSuppression: false };
/** How often a sound is listened to, and how many of these moments are looked at at once: three seconds. */
const [LISTEN_EVERY_MS, HEARD_AT_ONCE] = [20, 150];
/** How long a sound goes on: longer than any test. */
const SOUND_S = 120;
const [WIDTH, HEIGHT, FRAMES_PER_S] = [640, 360, 20];

function noise(context: AudioContext): AudioNode {
  const buffer = context.createBuffer(1, context.sampleRate * 9, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < samples.length; at += 1) samples[at] = (Math.random() - 0.5) * 0.2;
  const source = context.createBufferSource();
  Object.assign(source, { buffer, loop: true });
  source.start();
  return source;
}

/** The resonances of a mouth that says a, i and o, in Hz (Peterson and Barney, 1952). */
const VOWELS = [
  [730, 1_090, 2_440],
  [270, 2_290, 3_010],
  [570, 840, 2_410],
] as const;
const VOWEL_S = 0.18;

/** A voice as a vocoder makes one: pulses of the throat through the mouth's resonances, vowel after vowel, with a melody. */
function voice(context: AudioContext): AudioNode {
  const [throat, mouth] = [context.createOscillator(), context.createGain()];
  Object.assign(throat, { type: 'sawtooth' });
  const resonances = VOWELS[0].map((_hz, at) => {
    const resonance = context.createBiquadFilter();
    Object.assign(resonance, { type: 'bandpass' });
    resonance.Q.value = 6 + 2 * at;
    const loudness = context.createGain();
    loudness.gain.value = 1 / (at + 1);
    throat.connect(resonance).connect(loudness).connect(mouth);
    return resonance;
  });
  const end = context.currentTime + SOUND_S;
  for (let [at, nth] = [context.currentTime, 0]; at < end; [at, nth] = [at + VOWEL_S, nth + 1]) {
    const vowel = VOWELS[nth % VOWELS.length] ?? VOWELS[0];
    resonances.forEach(({ frequency }, which) => frequency.setTargetAtTime(vowel[which] ?? 0, at, VOWEL_S / 8));
    throat.frequency.linearRampToValueAtTime(115 + 20 * (nth % 4), at + VOWEL_S);
    mouth.gain.setTargetAtTime(0.8, at, VOWEL_S / 10);
    mouth.gain.setTargetAtTime(0.1, at + VOWEL_S * 0.7, VOWEL_S / 10);
  }
  throat.start();
  return mouth;
}

/**
 * The energy of the middle moment of the last while, what a suppression lets through by mistake comes in bursts; null until so long was
 * listened.
 */
function earOn(context: AudioContext, track: MediaStreamTrack): () => number | null {
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const energies: number[] = [];
  setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    energies.push(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    if (energies.length > HEARD_AT_ONCE) energies.shift();
  }, LISTEN_EVERY_MS);
  return () =>
    energies.length < HEARD_AT_ONCE
      ? null
      : (energies.toSorted((one, other) => one - other)[Math.floor(HEARD_AT_ONCE / 2)] ?? null);
}

interface Suppressed {
  readonly leftNow: () => number | null;
  readonly stop: () => string;
}
const suppressed = new Map<string, Suppressed>();

/** Begins to suppress a sound, and to listen to it before and after; or why not. */
async function suppress(what: 'noise' | 'voice'): Promise<string> {
  const context = new AudioContext({ sampleRate: 48_000 });
  await context.resume();
  const out = context.createMediaStreamDestination();
  (what === 'noise' ? noise(context) : voice(context)).connect(out);
  const [source] = out.stream.getAudioTracks() as [MediaStreamTrack];
  const outcome = await suppressNoise({ source, can: ALL, assetsUrl: '/noise' });
  if (!outcome.ok) return `${outcome.reason}: ${String(outcome.error)}`;
  const { effect } = outcome;
  const [before, after] = [earOn(context, source), earOn(context, effect.track)];
  const stop = (): string => {
    effect.stop();
    return effect.track.readyState;
  };
  const leftNow = (): number | null => {
    const [all, rest] = [before(), after()];
    return all && rest !== null ? rest / all : null;
  };
  suppressed.set(what, { leftNow, stop });
  return 'suppressed';
}

/** Which share of its energy is left of each sound that is suppressed, as it is now; null: nothing was heard yet. */
const left = () => Object.fromEntries([...suppressed].map(([what, { leftNow }]) => [what, leftNow()]));

/** Ends them; how the tracks stand then. */
const stopSuppressing = () => [...suppressed.values()].map(({ stop }) => stop());

/** How much neighbouring points differ, from 0 to 255. */
async function sharpnessOf(frame: VideoFrame): Promise<number> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen?.drawImage(frame, 0, 0, WIDTH, HEIGHT);
  const { data } = pen?.getImageData(0, 0, WIDTH, HEIGHT) ?? { data: [] };
  let difference = 0;
  for (let at = 4; at < data.length; at += 4) difference += Math.abs((data[at] ?? 0) - (data[at - 4] ?? 0));
  return difference / (data.length / 4);
}

interface Processor {
  readonly readable: ReadableStream<VideoFrame>;
}
declare const MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => Processor;

/** The sharpness of the last of so many pictures of a track; waits for as many. */
async function watch(track: MediaStreamTrack, count: number): Promise<number> {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  let sharpness = 0;
  for (let seen = 1; seen <= count; seen += 1) {
    const { value: frame } = await reader.read();
    if (!frame) break;
    if (seen === count) sharpness = await sharpnessOf(frame);
    frame.close();
  }
  await reader.cancel();
  return sharpness;
}

/** Nobody, before a wall of small tiles that moves. It is drawn once: what is to be measured is the blur. */
function emptyRoom(): MediaStreamTrack {
  const [wall, canvas] = [document.createElement('canvas'), document.createElement('canvas')];
  [wall.width, wall.height, canvas.width, canvas.height] = [WIDTH + 16, HEIGHT, WIDTH, HEIGHT];
  const [tiler, pen] = [wall.getContext('2d'), canvas.getContext('2d')];
  for (let tile = 0; tile < (wall.width / 8) * (HEIGHT / 8); tile += 1) {
    const [x, y] = [tile % (wall.width / 8), Math.floor(tile / (wall.width / 8))];
    if (tiler) tiler.fillStyle = (x + y) % 2 === 0 ? '#fff' : '#000';
    tiler?.fillRect(x * 8, y * 8, 8, 8);
  }
  let shift = 0;
  setInterval(() => pen?.drawImage(wall, -(shift = (shift + 1) % 16), 0), 1_000 / FRAMES_PER_S);
  const [track] = canvas.captureStream(FRAMES_PER_S).getVideoTracks();
  return track as MediaStreamTrack;
}

/** A picture before and after its blurring, or why there is none. */
async function blur() {
  const source = emptyRoom();
  const before = await watch(source, 5);
  const outcome = await blurBackground({ source, can: ALL, assetsUrl: '/blur' });
  if (!outcome.ok) return { reason: outcome.reason, error: String(outcome.error) };
  const blurred = await watch(outcome.effect.track, 20);
  outcome.effect.stop();
  outcome.effect.stop();
  const ended = outcome.effect.track.readyState;
  return { before, after: blurred, ended, source: source.readyState };
}

/** What is answered where the API allows neither, and where the files do not come. */
async function refused() {
  const source = emptyRoom();
  const sound = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0] as MediaStreamTrack;
  const outcomes = [
    await blurBackground({ source, can: NOTHING, assetsUrl: '/blur' }),
    await suppressNoise({ source: sound, can: NOTHING, assetsUrl: '/noise' }),
    await blurBackground({ source, can: ALL, assetsUrl: '/nowhere' }),
    await suppressNoise({ source: sound, can: ALL, assetsUrl: '/nowhere' }),
  ];
  return outcomes.map((outcome) => (outcome.ok ? 'applied' : outcome.reason));
}

const page = { suppress, left, stopSuppressing, blur, refused };
export type EffectsPage = typeof page;
Object.assign(globalThis, { page });
