import { createApi, describeClient } from '@meets/meet-client';
import {
  joinMedia,
  mediaProblemText,
  type MeetMedia,
  type OwnKind,
  type ReceivedTrack,
} from '@meets/meet-client/media';
import { drawnPicture, firstTrackOf, Senses, tone } from './senses.ts';

/*
 * What the test's page runs: a meet's media by the SDK, with the browser's own (fake) microphone and camera, and senses that
 * measure. It is bundled for the browser and asked from outside. Several persons may be on one page, each with an API, a
 * token and media of their own: they share nothing but the browser.
 */

/** Chromium's, of which TypeScript knows nothing. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { readonly kind: 'video' });
  readonly writable: WritableStream;
}

/** One person's media, as the test asks for them. */
class PersonOnPage {
  readonly #senses = new Senses();
  readonly #own = new Map<OwnKind, MediaStreamTrack>();
  #media: MeetMedia | null = null;
  #unplug: () => Promise<void> = async () => undefined;

  async join(token: string, meetId: string, deviceId: string, mutedOnJoin = false): Promise<string> {
    const api = createApi({ url: `${location.origin}/graphql`, token: async () => token });
    const { client } = describeClient();
    const onChange = ({ received }: { received: readonly ReceivedTrack[] }): void =>
      received.forEach(({ id, track }) => this.#senses.attend(id, track));
    const joined = await joinMedia({ api, meetId, deviceId, client, mutedOnJoin, onChange });
    if (!joined.ok) return mediaProblemText(joined.problem);
    this.#media = joined.value;
    return 'joined';
  }

  async start(kind: OwnKind): Promise<string> {
    const track = this.#own.get(kind) ?? (await trackOf(kind));
    this.#own.set(kind, track);
    return this.#send(kind, track);
  }

  /** A steady tone in the place of the microphone, whose beeps are too short to be measured by the server. */
  hum(pitchHz: number): Promise<string> {
    return this.#send('AUDIO', tone(pitchHz));
  }

  /** A picture that costs little, as the camera's. */
  show(): Promise<string> {
    return this.#send('CAMERA', drawnPicture(160, 90, 5));
  }

  /** A camera that can be unplugged, as none of the browser's can: its track ends by itself. */
  plugIn(): Promise<string> {
    const camera = new MediaStreamTrackGenerator({ kind: 'video' });
    this.#unplug = () => camera.writable.close();
    return this.#send('CAMERA', camera);
  }

  unplug(): Promise<void> {
    return this.#unplug();
  }

  async mute(muted: boolean): Promise<boolean> {
    return (await this.#media?.mute(muted))?.ok ?? false;
  }

  async stop(kind: OwnKind): Promise<boolean> {
    return (await this.#media?.stop(kind))?.ok ?? false;
  }

  forget(): void {
    this.#senses.forget();
  }

  /** Of what is received now: the loudest moment of each sound within the last while, and the frames of each picture so far. */
  perceived() {
    const { kind = 'none', received = [], speaker = null, levels = new Map() } = this.#media?.state ?? {};
    const { sent = [], ended = [], muted = false, quality } = this.#media?.state ?? {};
    return {
      ...{ kind, ended, muted, sent: sent.map((own) => own.kind), own: quality?.own ?? null },
      speaker: speaker?.id ?? null,
      levels: levels.size,
      received: received.map(({ id, kind: of, from, paused }) => ({
        ...{ id, kind: of, from: from.id, paused, quality: quality?.received.get(id) ?? null },
        ...this.#senses.sensed(id),
      })),
    };
  }

  async #send(kind: OwnKind, track: MediaStreamTrack): Promise<string> {
    const started = await this.#media?.start(kind, track);
    return started?.ok ? 'started' : started ? mediaProblemText(started.problem) : 'not joined';
  }
}

async function trackOf(kind: OwnKind): Promise<MediaStreamTrack> {
  if (kind === 'SCREEN') return drawnPicture(640, 360, 15);
  return firstTrackOf(
    await navigator.mediaDevices.getUserMedia(
      kind === 'AUDIO'
        ? // What a browser does for speech would take the beeps for noise.
          { audio: { noiseSuppression: false, echoCancellation: false } }
        : { video: { width: 1280, height: 720 } },
    ),
  );
}

const persons = new Map<string, PersonOnPage>();

/** The person of that name on this page; there from the first time on that they are asked for. */
function person(name: string): PersonOnPage {
  const one = persons.get(name) ?? new PersonOnPage();
  persons.set(name, one);
  return one;
}

export type { PersonOnPage };
export type Perceived = ReturnType<PersonOnPage['perceived']>;
Object.assign(globalThis, { person });
