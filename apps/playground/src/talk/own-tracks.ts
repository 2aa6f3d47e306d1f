import type { MediaOutcome, MeetMedia, OwnKind } from '@meets/meet-client/media';
import type { OpenedOwnTrack, OwnTrack } from './own-track.ts';
import type { TalkState, Trouble } from './talk-state.ts';

/** What the meet says of this person's devices. */
export type Standing = Readonly<Record<OwnKind, boolean>>;

export type Shown = Partial<Pick<TalkState, 'own' | 'without' | 'busy' | 'trouble'>>;

/**
 * The microphone, camera and screen of this window: opened when they are turned on, stopped when they are turned off, and
 * also when the meet turned them off from elsewhere. A microphone that is off stays open, so that it is on at once; that it is
 * silent then, and that the meet hears of what ended by itself, the SDK sees to.
 */
export class OwnTracks {
  readonly #open: (kind: OwnKind) => Promise<OpenedOwnTrack>;
  readonly #show: (change: Shown) => void;
  readonly #tracks = new Map<OwnKind, OwnTrack>();
  readonly #busy = new Set<OwnKind>();
  /** The newest that was asked while something of that kind was on its way. */
  readonly #next = new Map<OwnKind, boolean>();
  /** Of which another device or effect was chosen while they were on their way. */
  readonly #stale = new Set<OwnKind>();
  /** What was asked of the meet and is not seen in it yet; until then what it says is old. */
  readonly #asked = new Map<OwnKind, boolean>();
  #closed = false;

  constructor(open: (kind: OwnKind) => Promise<OpenedOwnTrack>, show: (change: Shown) => void) {
    this.#open = open;
    this.#show = show;
  }

  /** One at a time of a kind; of what is asked meanwhile the newest is done next, as who mutes themselves while their microphone is opened. */
  async turn(media: MeetMedia, kind: OwnKind, on: boolean): Promise<void> {
    if (this.#busy.has(kind)) return void this.#next.set(kind, on);
    await this.#alone(kind, () => {
      this.#tell(null);
      this.#asked.set(kind, on);
      return on ? this.#turnOn(media, kind) : this.#turnOff(media, kind);
    });
    await this.#catchUp(media, kind, on);
  }

  /** The meet's word counts: what it says is off is not sent any more. */
  told(standing: Standing): void {
    for (const kind of [...this.#tracks.keys()]) {
      if (this.#asked.has(kind)) {
        if (this.#asked.get(kind) === standing[kind]) this.#asked.delete(kind);
      } else if (kind !== 'AUDIO' && !standing[kind]) this.#drop(kind);
    }
  }

  /** Opens it anew, as with another device or effect, where it is sent; where it is on its way, once it is there. */
  async renew(media: MeetMedia, kind: OwnKind): Promise<void> {
    if (this.#busy.has(kind)) return void this.#stale.add(kind);
    if (!this.#tracks.has(kind)) return;
    await this.#alone(kind, () => this.#replace(media, kind));
    await this.#catchUp(media, kind);
  }

  /** Safe twice. */
  close(): void {
    this.#closed = true;
    for (const kind of [...this.#tracks.keys()]) this.#drop(kind);
  }

  async #alone(kind: OwnKind, act: () => Promise<Trouble | null>): Promise<void> {
    this.#busy.add(kind);
    const trouble = await act();
    if (trouble) this.#asked.delete(kind);
    this.#busy.delete(kind);
    this.#tell(trouble);
  }

  /** Does what was asked while something of that kind was on its way; `was`: whether that turned it on or off. */
  async #catchUp(media: MeetMedia, kind: OwnKind, was?: boolean): Promise<void> {
    const next = this.#closed ? undefined : this.#next.get(kind);
    this.#next.delete(kind);
    if (next !== undefined && next !== was) await this.turn(media, kind, next);
    else if (this.#stale.delete(kind)) await this.renew(media, kind);
  }

  async #turnOn(media: MeetMedia, kind: OwnKind): Promise<Trouble | null> {
    const trouble = this.#tracks.has(kind) ? null : await this.#replace(media, kind);
    // A window that goes away breaks off what it began, before it is told that it goes: that says nothing of this person's microphone.
    if (trouble) await new Promise((resume) => setTimeout(resume));
    if (this.#closed) return null;
    if (kind !== 'AUDIO') return trouble;
    // Nobody is to believe that they are heard: without a microphone it is off for everybody.
    const told = await media.mute(trouble !== null);
    return trouble ?? sentOr(kind, told);
  }

  async #turnOff(media: MeetMedia, kind: OwnKind): Promise<Trouble | null> {
    if (kind === 'AUDIO') return sentOr(kind, await media.mute(true));
    this.#drop(kind);
    return sentOr(kind, await media.stop(kind));
  }

  async #replace(media: MeetMedia, kind: OwnKind): Promise<Trouble | null> {
    // What is opened from here on is as it was chosen.
    this.#stale.delete(kind);
    const opened = await this.#open(kind);
    if (!opened.ok) return { kind, why: opened.problem.reason };
    const { own } = opened;
    if (this.#closed) own.stop();
    if (this.#closed) return null;
    const before = this.#tracks.get(kind);
    this.#tracks.set(kind, own);
    before?.stop();
    // By the browser's own bar, or pulled out; not by `stop`.
    own.track.addEventListener('ended', () => this.#lose(kind, own));
    this.#tell(null);
    const sent = await media.start(kind, own.track);
    if (!sent.ok && this.#tracks.get(kind) === own) this.#drop(kind);
    return sentOr(kind, sent);
  }

  #lose(kind: OwnKind, own: OwnTrack): void {
    if (this.#tracks.get(kind) !== own) return;
    this.#drop(kind);
    // Whoever ends a shared screen by the browser's bar knows.
    if (kind !== 'SCREEN') this.#tell({ kind, why: 'lost' });
  }

  #drop(kind: OwnKind): void {
    this.#tracks.get(kind)?.stop();
    this.#tracks.delete(kind);
    this.#show(this.#sent());
  }

  #tell(trouble: Trouble | null): void {
    this.#show({ ...this.#sent(), busy: new Set(this.#busy), trouble });
  }

  #sent(): Pick<TalkState, 'own' | 'without'> {
    const all = [...this.#tracks];
    return {
      own: new Map(all.map(([kind, { track }]) => [kind, track])),
      without: all.flatMap(([, { without }]) => without ?? []),
    };
  }
}

const sentOr = (kind: OwnKind, sent: MediaOutcome): Trouble | null =>
  sent.ok ? null : { kind, why: 'not-sent', problem: sent.problem };
