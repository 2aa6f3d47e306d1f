/*
 * Ears and eyes of a page, which measure what they are given. They run in the browser.
 */

/** How long a sound counts as heard now: the fake microphone beeps about once a second. */
const HEARD_WITHIN_MS = 2_500;
/** How often the ears listen: what they are given at once lasts a little longer, so that they miss nothing. */
const LISTEN_EVERY_MS = 40;

interface Ear {
  readonly analyser: AnalyserNode;
  readonly heard: { atMs: number; energy: number }[];
}

export interface Sensed {
  /** The energy of the loudest moment within the last while; of a picture 0. */
  readonly loudest: number;
  /** What is heard loudest now, in Hz. */
  readonly pitchHz: number;
  /** How long was listened for {@link Sensed.loudest}. */
  readonly listenedMs: number;
  /** How many frames were shown so far. */
  readonly frames: number;
}

/** Where the page’s sounds are made and heard. */
export const context = new AudioContext();

/** The senses of one person: what they are given to attend to, they attend to until the page is closed. */
export class Senses {
  readonly #ears = new Map<string, Ear>();
  readonly #eyes = new Map<string, HTMLVideoElement>();

  constructor() {
    setInterval(() => this.#ears.forEach(listen), LISTEN_EVERY_MS);
  }

  /** Listens to a sound, and looks at a picture; to the same one once. */
  attend(id: string, track: MediaStreamTrack): void {
    if (this.#ears.has(id) || this.#eyes.has(id)) return;
    if (track.kind === 'audio') this.#ears.set(id, earOf(track));
    else this.#eyes.set(id, eyeOf(track));
  }

  /** What was heard so far is heard no more. */
  forget(): void {
    for (const { heard } of this.#ears.values()) heard.length = 0;
  }

  sensed(id: string): Sensed {
    const ear = this.#ears.get(id);
    const heard = ear?.heard ?? [];
    return {
      loudest: Math.max(0, ...heard.map(({ energy }) => energy)),
      pitchHz: ear ? pitchOf(ear.analyser) : 0,
      listenedMs: Math.round((heard.at(-1)?.atMs ?? 0) - (heard[0]?.atMs ?? 0)),
      frames: this.#eyes.get(id)?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
    };
  }
}

function earOf(track: MediaStreamTrack): Ear {
  const stream = new MediaStream([track]);
  // Chromium gives a context no sound of a remote track that nobody plays.
  const audio = new Audio();
  Object.assign(audio, { srcObject: stream, muted: true });
  void audio.play();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  return { analyser, heard: [] };
}

function eyeOf(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, { srcObject: new MediaStream([track]), muted: true, autoplay: true });
  document.body.append(video);
  return video;
}

function listen({ analyser, heard }: Ear): void {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const now = performance.now();
  heard.push({ atMs: now, energy });
  while (heard[0] && heard[0].atMs < now - HEARD_WITHIN_MS) heard.shift();
}

function pitchOf(analyser: AnalyserNode): number {
  const loudness = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(loudness);
  const loudest = loudness.indexOf(loudness.reduce((most, each) => Math.max(most, each)));
  return Math.round((loudest * context.sampleRate) / analyser.fftSize);
}

/** A steady tone in the place of a microphone. */
export function tone(pitchHz: number): MediaStreamTrack {
  const source = context.createOscillator();
  source.frequency.value = pitchHz;
  const out = context.createMediaStreamDestination();
  source.connect(out);
  source.start();
  return firstTrackOf(out.stream);
}

/** Something that moves, in the place of a camera, or of a screen that a headless browser has not. */
export function drawnPicture(width: number, height: number, framesPerSecond: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d');
  let turn = 0;
  setInterval(() => {
    if (!pen) return;
    pen.fillStyle = `hsl(${(turn += 10)} 80% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, 1_000 / framesPerSecond);
  return firstTrackOf(canvas.captureStream(framesPerSecond));
}

export function firstTrackOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks();
  if (!track) throw new Error('the stream has no track');
  return track;
}
