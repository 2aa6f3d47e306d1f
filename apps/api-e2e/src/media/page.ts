import { createApi, describeClient } from '@meets/meet-client';
import {
  joinMedia,
  mediaProblemText,
  type MeetMedia,
  type OwnKind,
  type ReceivedTrack,
} from '@meets/meet-client/media';

/*
 * What the test's page runs: a meet's media by the SDK, with the browser's own (fake) microphone and camera, and ears and eyes
 * that measure. It is bundled for the browser and asked from outside.
 */

/** How long a sound counts as heard now: the fake microphone beeps about once a second. */
const HEARD_WITHIN_MS = 2_500;
/** How often the ears listen. */
const LISTEN_EVERY_MS = 20;

interface Ear {
  readonly analyser: AnalyserNode;
  readonly heard: { atMs: number; energy: number }[];
}

const ears = new Map<string, Ear>();
const eyes = new Map<string, HTMLVideoElement>();
const own = new Map<OwnKind, MediaStreamTrack>();
const context = new AudioContext();
let media: MeetMedia | null = null;

async function join(token: string, meetId: string, deviceId: string): Promise<string> {
  const api = createApi({ url: `${location.origin}/graphql`, token: async () => token });
  const { client } = describeClient();
  const onChange = ({ received }: { received: readonly ReceivedTrack[] }): void => received.forEach(attend);
  const joined = await joinMedia({ api, meetId, deviceId, client, onChange });
  if (!joined.ok) return mediaProblemText(joined.problem);
  media = joined.value;
  return 'joined';
}

async function start(kind: OwnKind): Promise<string> {
  const track = own.get(kind) ?? (await trackOf(kind));
  own.set(kind, track);
  const started = await media?.start(kind, track);
  return started?.ok ? 'started' : started ? mediaProblemText(started.problem) : 'not joined';
}

async function trackOf(kind: OwnKind): Promise<MediaStreamTrack> {
  const stream =
    kind === 'AUDIO'
      ? // What a browser does for speech would take the beeps for noise.
        await navigator.mediaDevices.getUserMedia({ audio: { noiseSuppression: false, echoCancellation: false } })
      : kind === 'CAMERA'
        ? await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } })
        : drawnScreen();
  const [track] = stream.getTracks();
  if (!track) throw new Error(`there is no ${kind}`);
  return track;
}

/** A steady tone in the place of the microphone, whose beeps are too short to be measured by the server. */
async function hum(): Promise<boolean> {
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  const [track] = out.stream.getTracks();
  return track !== undefined && (await media?.start('AUDIO', track))?.ok === true;
}

/** Something that moves, in the place of a screen that a headless browser has not. */
function drawnScreen(): MediaStream {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const pen = canvas.getContext('2d');
  let turn = 0;
  setInterval(() => {
    if (!pen) return;
    pen.fillStyle = `hsl(${(turn += 10)} 80% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, LISTEN_EVERY_MS);
  return canvas.captureStream(15);
}

/** Listens to sound, and looks at pictures. */
function attend({ id, kind, track }: ReceivedTrack): void {
  if (ears.has(id) || eyes.has(id)) return;
  const stream = new MediaStream([track]);
  if (kind !== 'AUDIO') {
    const video = document.createElement('video');
    Object.assign(video, { srcObject: stream, muted: true, autoplay: true });
    document.body.append(video);
    eyes.set(id, video);
    return;
  }
  // Chromium gives a context no sound of a remote track that nobody plays.
  const audio = new Audio();
  Object.assign(audio, { srcObject: stream, muted: true });
  void audio.play();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const ear: Ear = { analyser, heard: [] };
  ears.set(id, ear);
  setInterval(() => listen(ear), LISTEN_EVERY_MS);
}

function listen({ analyser, heard }: Ear): void {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const now = performance.now();
  heard.push({ atMs: now, energy });
  while (heard[0] && heard[0].atMs < now - HEARD_WITHIN_MS) heard.shift();
}

/** Of what is received now: the loudest moment of each sound within the last while, and the frames of each picture so far. */
function perceived() {
  const { kind = 'none', received = [], speaker = null, levels = new Map() } = media?.state ?? {};
  return {
    kind,
    speaker: speaker?.id ?? null,
    levels: levels.size,
    received: received.map(({ id, kind: of, from, paused }) => ({
      ...{ kind: of, from: from.id, paused },
      loudest: Math.max(0, ...(ears.get(id)?.heard.map(({ energy }) => energy) ?? [])),
      listenedMs: Math.round((ears.get(id)?.heard.at(-1)?.atMs ?? 0) - (ears.get(id)?.heard[0]?.atMs ?? 0)),
      frames: eyes.get(id)?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      width: eyes.get(id)?.videoWidth ?? 0,
    })),
  };
}

export type Perceived = ReturnType<typeof perceived>;
const page = {
  join,
  start,
  hum,
  perceived,
  mute: async (muted: boolean) => (await media?.mute(muted))?.ok ?? false,
  stop: async (kind: OwnKind) => (await media?.stop(kind))?.ok ?? false,
  close: () => media?.close(),
};
export type MediaPage = typeof page;
Object.assign(globalThis, { page });
