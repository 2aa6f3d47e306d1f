import { OpenMedia } from '../generated/operations.ts';
import { Latest } from '../latest.ts';
import type { Platform } from '../platform.ts';
import type { MediaSignalMessage } from './follow-media-signals.ts';
import type { MediaLink, MediaSeat, OpenLink, OwnKind, ReceptionWish } from './media-link.ts';
import { done, failed, hopedFor, isForAMoment, type MediaOutcome, type MediaProblem } from './media-outcome.ts';
import type { MediaState, MeetMedia } from './meet-media.ts';
import { fitPicture } from './fit-picture.ts';
import { NOTHING_SENT, OwnTracks } from './own-tracks.ts';
import { type MeetQuality, NO_QUALITY } from './quality.ts';
import { ReceivedTracks } from './received-tracks.ts';
import { ReceptionWishes } from './reception-wishes.ts';
import type { WatchQuality } from './watch-quality.ts';

/** How long there may be no media to move to before it is given up: the server starts a worker in less than a second. */
export const MOVE_LIMIT_MS = 30_000;
/** How long to wait before the media are opened once more. */
export const MOVE_RETRY_MS = 250;
/** How long to wait before it is asked once more what there is to receive. */
export const CATCH_UP_RETRY_MS = 1_000;

/** What a session stands on; specs pass their own. */
export interface MediaSessionParts {
  readonly seat: MediaSeat;
  readonly mutedOnJoin: boolean;
  readonly openLink: OpenLink;
  readonly follow: (signal: AbortSignal) => AsyncIterable<MediaSignalMessage>;
  readonly watch: WatchQuality;
  readonly onChange: (state: MediaState) => void;
  readonly platform: Pick<Platform, 'setTimer'>;
}

const NOTHING_HEARD = { received: [], speaker: null, levels: new Map<string, number>(), quality: NO_QUALITY } as const;

/** A meet's media over as many links as it takes. */
export class MediaSession implements MeetMedia {
  readonly #parts: MediaSessionParts;
  readonly #stop = new AbortController();
  readonly #own: OwnTracks;
  readonly #received: ReceivedTracks;
  readonly #wishes = new ReceptionWishes((trackId, wish) => this.adjust(trackId, wish));
  readonly #state = new Latest<MediaState>({ kind: 'open', why: null, ...NOTHING_HEARD, ...NOTHING_SENT });
  readonly #quality = new Latest<MeetQuality>(NO_QUALITY);
  #unwatch: () => void = () => undefined;
  #link: MediaLink | null = null;
  /** One move at a time. */
  #moving: Promise<void> | null = null;
  #isCatchUpDue = false;

  static async open(parts: MediaSessionParts): Promise<MediaOutcome<MeetMedia>> {
    const session = new MediaSession(parts);
    const muted = parts.mutedOnJoin ? await session.mute(true) : done(null);
    const opened = muted.ok ? await session.#openLink() : muted;
    if (!opened.ok) return opened;
    void session.#follow();
    session.#watch();
    return done(session);
  }

  private constructor(parts: MediaSessionParts) {
    this.#parts = parts;
    this.#received = new ReceivedTracks((received) => {
      this.#wishes.keep(received.map(({ id }) => id));
      this.#change({ received });
    });
    this.#own = new OwnTracks({
      seat: parts.seat,
      link: () => this.#link ?? (this.#stop.signal.aborted ? 'over' : 'moving'),
      onChange: (own) => this.#change(own),
    });
  }

  get state(): MediaState {
    return this.#state.value;
  }

  changes(signal?: AbortSignal): AsyncIterableIterator<MediaState> {
    return this.#state.follow(signal);
  }

  qualities(signal?: AbortSignal): AsyncIterableIterator<MeetQuality> {
    return this.#quality.follow(signal);
  }

  start(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome> {
    return this.#own.start(kind, track);
  }

  stop(kind: OwnKind): Promise<MediaOutcome> {
    return this.#own.stop(kind);
  }

  mute(muted: boolean): Promise<MediaOutcome> {
    return this.#own.mute(muted);
  }

  async adjust(trackId: string, wish: ReceptionWish): Promise<MediaOutcome> {
    return this.#link ? this.#link.adjust(trackId, wish) : failed({ by: 'closed' });
  }

  fit(trackId: string, video: HTMLVideoElement): () => void {
    const track = this.state.received.find(({ id }) => id === trackId);
    if (!track) return () => undefined;
    return fitPicture(track, video, (wish) => void this.#wishes.want(trackId, wish));
  }

  async close(): Promise<void> {
    await this.#end(null, true);
  }

  async #openLink(): Promise<MediaOutcome> {
    const opened = await this.#parts.openLink(this.#parts.seat, () => void this.#move());
    if (!opened.ok) return opened;
    const link = opened.value;
    if (this.#stop.signal.aborted) {
      await link.close(true);
      return failed({ by: 'closed' });
    }
    this.#link = link;
    this.#received.over(link);
    this.#change({ kind: 'open' });
    await this.#own.sendOver(link);
    if (!(await this.#received.receive(link.tracks))) this.#catchUpLater();
    return done(null);
  }

  #watch(): void {
    const measure = async () => (await this.#link?.measure()) ?? null;
    this.#unwatch = this.#parts.watch(measure, (quality) => {
      this.#quality.set(quality);
      this.#change({ quality });
    });
  }

  async #follow(): Promise<void> {
    try {
      let first = true;
      for await (const message of this.#parts.follow(this.#stop.signal)) {
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
        return this.#catchUp(this.#link);
      case 'TrackStarted':
        if (!(await this.#received.receive([message.track]))) this.#catchUpLater();
        return;
      case 'TrackChanged':
        this.#own.hear('TrackChanged', message.track);
        return this.#received.changed(message.track);
      case 'TrackStopped':
        this.#own.hear('TrackStopped', message.track);
        return this.#received.drop(message.track.id);
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

  /** What ended while nobody told is dropped, and what began is received; asked again until the API answers, or the link is another. */
  async #catchUp(link: MediaLink | null): Promise<void> {
    if (!link || this.#link !== link) return;
    const { api, meetId, deviceId, client } = this.#parts.seat;
    const now = hopedFor(await api.run(OpenMedia, { input: { meetId, deviceId, client } }), 'MediaOpened');
    if (this.#link !== link) return;
    const asked = now.ok ? await this.#received.catchUp(now.value.tracks) : now.problem.by !== 'api';
    if (!asked) this.#catchUpLater();
  }

  #catchUpLater(): void {
    if (this.#isCatchUpDue) return;
    this.#isCatchUpDue = true;
    this.#parts.platform.setTimer(CATCH_UP_RETRY_MS, () => {
      this.#isCatchUpDue = false;
      void this.#catchUp(this.#link);
    });
  }

  #move(): Promise<void> {
    this.#moving ??= this.#moveOnce().finally(() => (this.#moving = null));
    return this.#moving;
  }

  /** All is opened anew, as often as it takes within the limit. */
  async #moveOnce(): Promise<void> {
    await this.#leaveLink(false);
    this.#change({ kind: 'moving', levels: NOTHING_HEARD.levels });
    for (let waitedMs = 0; !this.#stop.signal.aborted; waitedMs += MOVE_RETRY_MS) {
      const opened = await this.#openLink();
      if (opened.ok) return;
      if (!isForAMoment(opened.problem) || waitedMs >= MOVE_LIMIT_MS) return this.#end(opened.problem, false);
      await new Promise<void>((resume) => this.#parts.platform.setTimer(MOVE_RETRY_MS, resume));
    }
  }

  async #leaveLink(saying: boolean): Promise<void> {
    const link = this.#link;
    this.#link = null;
    this.#received.over(null);
    await link?.close(saying);
  }

  async #end(why: MediaProblem | null, saying: boolean): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#unwatch();
    this.#own.close();
    const left = this.#leaveLink(saying);
    this.#change({ kind: 'over', why, ...NOTHING_HEARD });
    this.#state.end();
    this.#quality.end();
    await left;
  }

  #change(change: Partial<MediaState>): void {
    if (this.state.kind === 'over') return;
    this.#state.set({ ...this.state, ...change });
    this.#parts.onChange(this.state);
  }
}
