import type { Api } from '../api.ts';
import {
  type ClientInput,
  type PersonFieldsFragment,
  SetCamera,
  SetMicrophone,
  SetScreenShare,
  type TrackFieldsFragment,
} from '../generated/operations.ts';
import { type Platform, thisPlatform } from '../platform.ts';
import { followMediaSignals, type MediaSignalMessage } from './follow-media-signals.ts';
import { MediaLink, type MediaSeat, type OwnKind, type ReceivedTrack } from './media-link.ts';
import { done, failed, hopedFor, type MediaOutcome, type MediaProblem } from './media-outcome.ts';

/** How long there may be no media to move to before it is given up: the server starts a worker in less than a second. */
export const MOVE_LIMIT_MS = 30_000;
/** How long to wait before the media are opened once more. */
export const MOVE_RETRY_MS = 250;

export interface MeetMediaOptions {
  readonly api: Api;
  /** A meet that this person is in: see `AcceptMeet` and `JoinMeet`. */
  readonly meetId: string;
  /** How this page names itself; the same as in its other operations. */
  readonly deviceId: string;
  /** As `describeClient` says (R24). */
  readonly client?: ClientInput | null;
  /** Called after every change, with all there is. */
  readonly onChange?: (state: MediaState) => void;
  readonly platform?: Platform;
}

export interface MediaState {
  /** `moving`: something broke, and the media are being opened anew. `over`: for good; `why` where nobody here wanted it. */
  readonly kind: 'open' | 'moving' | 'over';
  readonly why: MediaProblem | null;
  readonly received: readonly ReceivedTrack[];
  /** Who spoke last. */
  readonly speaker: PersonFieldsFragment | null;
  /** By track, in dBov: 0 is the loudest, and who is silent stands not here. */
  readonly levels: ReadonlyMap<string, number>;
}

/** A meet's sound and picture on this page. It mends itself after a fault; nothing here rejects. */
export interface MeetMedia {
  readonly state: MediaState;
  /**
   * Sends the track. A camera or a screen is turned on for the meet first (R21), so this is all there is to do. It takes the
   * place of what was sent of this kind. The track stays the caller's: to stop it is theirs.
   */
  start(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome>;
  /** Sends no more of this kind, and turns it off for the meet. */
  stop(kind: OwnKind): Promise<MediaOutcome>;
  /** Mutes or unmutes for everybody, and says so in the meet; the track goes on being sent, silently. */
  mute(muted: boolean): Promise<MediaOutcome>;
  /** Holds a received track back or lets it come, and says how large it is wanted. */
  adjust(
    trackId: string,
    change: { readonly paused?: boolean; readonly layers?: { readonly size: number; readonly frames?: number } },
  ): Promise<MediaOutcome>;
  /** Ends the media of this page; the person stays in the meet. Safe to call twice. */
  close(): Promise<void>;
}

export type JoinedMedia = MediaOutcome<MeetMedia>;

/** Opens the media of a meet, receives all there is, and goes on so until `close` or the person is in no more. */
export async function joinMedia(options: MeetMediaOptions): Promise<JoinedMedia> {
  const media = new OpenMeetMedia(options);
  const opened = await media.open();
  return opened.ok ? done(media) : opened;
}

class OpenMeetMedia implements MeetMedia {
  readonly #options: MeetMediaOptions;
  readonly #seat: MediaSeat;
  readonly #platform: Platform;
  readonly #stop = new AbortController();
  /** What this page sends, to be sent again after a move. */
  readonly #own = new Map<OwnKind, MediaStreamTrack>();
  #link: MediaLink | null = null;
  /** One move at a time. */
  #moving: Promise<void> | null = null;
  #state: MediaState = { kind: 'open', why: null, received: [], speaker: null, levels: new Map() };

  constructor(options: MeetMediaOptions) {
    const { api, meetId, deviceId, client = null, platform = thisPlatform } = options;
    this.#options = options;
    this.#seat = { api, meetId, deviceId, client };
    this.#platform = platform;
  }

  get state(): MediaState {
    return this.#state;
  }

  async open(): Promise<MediaOutcome> {
    const opened = await this.#openLink();
    if (opened.ok) void this.#follow();
    return opened;
  }

  async start(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome> {
    const turned = await this.#turn(kind, true);
    if (!turned.ok) return turned;
    this.#own.set(kind, track);
    const sent = this.#link ? await this.#link.send(kind, track) : failed({ by: 'closed' });
    // Where the media are moving, it is sent after the move.
    if (!sent.ok && this.#moving === null) this.#own.delete(kind);
    return sent.ok || this.#moving !== null ? done(null) : sent;
  }

  async stop(kind: OwnKind): Promise<MediaOutcome> {
    this.#own.delete(kind);
    await this.#link?.stop(kind);
    return kind === 'AUDIO' ? done(null) : this.#turn(kind, false);
  }

  async mute(muted: boolean): Promise<MediaOutcome> {
    const { api, meetId, client } = this.#seat;
    const input = { meetId, on: !muted, client };
    const answered = hopedFor(await api.run(SetMicrophone, { input }), 'MeetAccepted');
    return answered.ok ? done(null) : answered;
  }

  async adjust(...change: Parameters<MeetMedia['adjust']>): Promise<MediaOutcome> {
    return this.#link ? this.#link.adjust(...change) : failed({ by: 'closed' });
  }

  async close(): Promise<void> {
    await this.#end(null, true);
  }

  /** A microphone is on from the coming in; a camera and a screen are turned on by their commands. */
  async #turn(kind: OwnKind, on: boolean): Promise<MediaOutcome> {
    if (kind === 'AUDIO') return done(null);
    const { api, meetId, client } = this.#seat;
    const command = kind === 'CAMERA' ? SetCamera : SetScreenShare;
    const answered = hopedFor(await api.run(command, { input: { meetId, on, client } }), 'MeetAccepted');
    return answered.ok ? done(null) : answered;
  }

  async #openLink(): Promise<MediaOutcome> {
    const opened = await MediaLink.open(this.#seat, () => void this.#move());
    if (!opened.ok) return opened;
    if (this.#stop.signal.aborted) {
      await opened.value.close(true);
      return failed({ by: 'closed' });
    }
    this.#link = opened.value;
    this.#change({ kind: 'open' });
    for (const [kind, track] of this.#own) await opened.value.send(kind, track);
    await this.#receiveAll(opened.value.tracks);
    return done(null);
  }

  async #follow(): Promise<void> {
    const { api, meetId, deviceId } = this.#options;
    const following = { ...api.connection, meetId, deviceId, signal: this.#stop.signal, platform: this.#platform };
    try {
      let first = true;
      for await (const message of followMediaSignals(following)) {
        if (message.__typename === 'SignalsBegin' && first) first = false;
        else await this.#hear(message);
      }
    } catch (error) {
      await this.#end({ by: 'browser', error }, false);
    }
  }

  async #hear(message: MediaSignalMessage): Promise<void> {
    switch (message.__typename) {
      case 'SignalsBegin':
        return this.#catchUp();
      case 'TrackStarted':
        return this.#receive(message.track);
      case 'TrackChanged':
        return this.#change({ received: this.#received(({ id }) => id !== message.track.id, message.track) });
      case 'TrackStopped':
        return this.#drop(message.track.id);
      case 'SpeakerChanged':
        return this.#change({ speaker: message.person });
      case 'AudioLevels':
        return this.#change({ levels: new Map(message.levels.map(({ trackId, level }) => [trackId, level])) });
      case 'MediaMoved':
        return this.#move();
      case 'MediaEnded':
        return this.#end(null, false);
    }
  }

  /** What ended while nobody told is dropped; what began is told anew. */
  async #catchUp(): Promise<void> {
    const link = this.#link;
    if (!link) return;
    const opened = await MediaLink.tracksNow(this.#seat);
    if (!opened.ok || this.#link !== link) return;
    const there = new Set(opened.value.map(({ id }) => id));
    for (const { id } of this.#state.received) if (!there.has(id)) this.#drop(id);
    await this.#receiveAll(opened.value);
  }

  async #receiveAll(tracks: readonly TrackFieldsFragment[]): Promise<void> {
    await Promise.all(tracks.map((track) => this.#receive(track)));
  }

  async #receive(wanted: TrackFieldsFragment): Promise<void> {
    const link = this.#link;
    const received = await link?.receive(wanted);
    if (!received?.ok || this.#link !== link) return;
    const others = this.#state.received.filter(({ id }) => id !== wanted.id);
    this.#change({ received: [...others, { ...wanted, track: received.value }] });
  }

  /** Those that are kept as they are, and the rest as they are now. */
  #received(kept: (one: ReceivedTrack) => boolean, now: TrackFieldsFragment): readonly ReceivedTrack[] {
    return this.#state.received.map((one) => (kept(one) ? one : { ...one, paused: now.paused }));
  }

  #drop(trackId: string): void {
    this.#link?.drop(trackId);
    this.#change({ received: this.#state.received.filter(({ id }) => id !== trackId) });
  }

  #move(): Promise<void> {
    this.#moving ??= this.#moveOnce().finally(() => (this.#moving = null));
    return this.#moving;
  }

  /** All is opened anew, as often as it takes within the limit. */
  async #moveOnce(): Promise<void> {
    await this.#link?.close(false);
    this.#link = null;
    this.#change({ kind: 'moving', received: [], levels: new Map() });
    for (let waitedMs = 0; !this.#stop.signal.aborted; waitedMs += MOVE_RETRY_MS) {
      const opened = await this.#openLink();
      if (opened.ok) return;
      const { problem } = opened;
      const mayCome = problem.by === 'api' || (problem.by === 'product' && TRANSIENT.has(problem.name));
      if (!mayCome || waitedMs >= MOVE_LIMIT_MS) return this.#end(problem, false);
      await new Promise<void>((resume) => this.#platform.setTimer(MOVE_RETRY_MS, resume));
    }
  }

  async #end(why: MediaProblem | null, saying: boolean): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#own.clear();
    const link = this.#link;
    this.#link = null;
    this.#change({ kind: 'over', why, received: [], speaker: null, levels: new Map() });
    await link?.close(saying);
  }

  #change(change: Partial<MediaState>): void {
    if (this.#state.kind === 'over') return;
    this.#state = { ...this.#state, ...change };
    this.#options.onChange?.(this.#state);
  }
}

/** What is so for a moment only. */
const TRANSIENT: ReadonlySet<string> = new Set(['MediaUnavailable', 'MediaGone']);
