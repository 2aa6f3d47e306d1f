import { SetCamera, SetMicrophone, SetScreenShare, type TrackFieldsFragment } from '../generated/operations.ts';
import { InTurn } from './in-turn.ts';
import type { MediaLink, MediaSeat, OwnKind } from './media-link.ts';
import { done, failed, hopedFor, isForAMoment, type MediaOutcome } from './media-outcome.ts';

/** What this page sends, as its state tells. */
export interface OwnState {
  readonly sent: readonly { readonly kind: OwnKind; readonly track: MediaStreamTrack }[];
  /** Kinds whose track ended by itself (unplugged, or the browser's "stop sharing"), until they are started again. */
  readonly ended: readonly OwnKind[];
  /** The microphone is off; whatever is sent of it is silence. */
  readonly muted: boolean;
}
export const NOTHING_SENT: OwnState = { sent: [], ended: [], muted: false };

interface Own {
  readonly track: MediaStreamTrack;
  /** The meet's name of it; null until it is sent. */
  readonly id: string | null;
  readonly unwatch: () => void;
}

export interface OwnTracksParts {
  readonly seat: MediaSeat;
  /** What it goes over now; `moving`: nothing yet, and what is to be sent will be sent over the next one. */
  readonly link: () => MediaLink | 'moving' | 'over';
  readonly onChange: (state: OwnState) => void;
}

/** What this page sends, whatever it goes over; and that the meet's record says the same. One thing at a time of each kind. */
export class OwnTracks {
  readonly #parts: OwnTracksParts;
  readonly #own = new Map<OwnKind, Own>();
  readonly #ended = new Set<OwnKind>();
  readonly #turns: Readonly<Record<OwnKind | 'MICROPHONE', InTurn>>;
  #muted = false;
  /** How often muting was wished for: the last wish is the one that counts. */
  #wishes = 0;

  constructor(parts: OwnTracksParts) {
    this.#parts = parts;
    const turn = () => new InTurn();
    this.#turns = { AUDIO: turn(), CAMERA: turn(), SCREEN: turn(), MICROPHONE: turn() };
  }

  start(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome> {
    return this.#turns[kind].run(() => this.#start(kind, track));
  }

  stop(kind: OwnKind): Promise<MediaOutcome> {
    return this.#turns[kind].run(async () => {
      this.#letGo(kind);
      await this.#linkNow?.stop(kind, true);
      return this.#tellMeet(kind, false);
    });
  }

  /** Silent at once; to be heard again waits for the meet's record. */
  mute(muted: boolean): Promise<MediaOutcome> {
    const wish = (this.#wishes += 1);
    if (muted) this.#hush(true);
    return this.#turns.MICROPHONE.run(async () => {
      const { api, meetId, client } = this.#parts.seat;
      const input = { meetId, on: !muted, client };
      const answered = hopedFor(await api.run(SetMicrophone, { input }), 'MeetAccepted');
      if (!answered.ok) return answered;
      if (wish === this.#wishes) this.#hush(muted);
      return done(null);
    });
  }

  /** Sends all of it over a new link. */
  async sendOver(link: MediaLink): Promise<void> {
    for (const [kind, { track }] of this.#own) {
      const sent = await this.#send(link, kind, track);
      if (!sent.ok && !isForAMoment(sent.problem)) this.#letGo(kind);
    }
  }

  /** What the meet says of a track, whoever gave the command: this page, another of this person's, or a client that is no page. */
  hear(signal: 'TrackChanged' | 'TrackStopped', track: TrackFieldsFragment): void {
    const own = this.#own.get(track.kind);
    if (!own || own.id !== track.id) return;
    if (signal === 'TrackStopped') {
      this.#letGo(track.kind);
      void this.#linkNow?.stop(track.kind, false);
    } else if (track.kind === 'AUDIO' && this.#turns.MICROPHONE.isIdle) this.#hush(track.paused);
  }

  /** Forgets all; the tracks are the caller's to stop. */
  close(): void {
    for (const kind of [...this.#own.keys()]) this.#letGo(kind);
  }

  async #start(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome> {
    if (this.#parts.link() === 'over') return failed({ by: 'closed' });
    const told = await this.#tellMeet(kind, true);
    if (!told.ok) return told;
    const before = this.#own.get(kind)?.track ?? null;
    this.#hold(kind, track);
    const link = this.#linkNow;
    if (!link && this.#parts.link() === 'moving') return done(null);
    const sent = link ? await this.#send(link, kind, track) : failed({ by: 'closed' });
    // A link that broke meanwhile has a next one, over which it is sent.
    if (sent.ok || this.#parts.link() === 'moving') return done(null);
    if (before) this.#hold(kind, before);
    else await this.#giveUp(kind);
    return sent;
  }

  async #giveUp(kind: OwnKind): Promise<void> {
    this.#letGo(kind);
    await this.#tellMeet(kind, false);
  }

  get #linkNow(): MediaLink | null {
    const link = this.#parts.link();
    return typeof link === 'string' ? null : link;
  }

  async #send(link: MediaLink, kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome> {
    const sent = await link.send(kind, track);
    if (!sent.ok) return sent;
    const own = this.#own.get(kind);
    if (own?.track !== track) return done(null);
    const { id, paused } = sent.value;
    const isNew = own.id !== id;
    this.#own.set(kind, { ...own, id });
    // The record says that the microphone is off, as of a manager who chose to come in muted (R34).
    if (isNew && paused && kind === 'AUDIO') this.#hush(true);
    return done(null);
  }

  /** A microphone is on from the coming in; a camera and a screen are turned on by their commands (R21). */
  async #tellMeet(kind: OwnKind, on: boolean): Promise<MediaOutcome> {
    if (kind === 'AUDIO') return done(null);
    const { api, meetId, client } = this.#parts.seat;
    const command = kind === 'CAMERA' ? SetCamera : SetScreenShare;
    const answered = hopedFor(await api.run(command, { input: { meetId, on, client } }), 'MeetAccepted');
    return answered.ok ? done(null) : answered;
  }

  #hold(kind: OwnKind, track: MediaStreamTrack): void {
    const before = this.#own.get(kind);
    before?.unwatch();
    const onEnded = (): void => void this.#lose(kind);
    track.addEventListener('ended', onEnded);
    const unwatch = (): void => track.removeEventListener('ended', onEnded);
    this.#own.set(kind, { track, id: before?.id ?? null, unwatch });
    this.#ended.delete(kind);
    if (kind === 'AUDIO' && this.#muted) track.enabled = false;
    this.#tell();
  }

  #letGo(kind: OwnKind): void {
    const own = this.#own.get(kind);
    if (!own) return;
    own.unwatch();
    this.#own.delete(kind);
    this.#tell();
  }

  /** A microphone that ended is off: what comes in its place is not heard before the person says so. */
  async #lose(kind: OwnKind): Promise<void> {
    this.#ended.add(kind);
    await Promise.all([this.stop(kind), kind === 'AUDIO' && this.mute(true)]);
  }

  #hush(muted: boolean): void {
    const microphone = this.#own.get('AUDIO');
    if (microphone) microphone.track.enabled = !muted;
    if (muted === this.#muted) return;
    this.#muted = muted;
    this.#tell();
  }

  #tell(): void {
    const sent = [...this.#own].map(([kind, { track }]) => ({ kind, track }));
    this.#parts.onChange({ sent, ended: [...this.#ended], muted: this.#muted });
  }
}
