import type { TrackFieldsFragment } from '../generated/operations.ts';
import type { MediaLink, ReceivedTrack } from './media-link.ts';

/** What is received over one link. */
export class ReceivedTracks {
  readonly #onChange: (received: readonly ReceivedTrack[]) => void;
  #link: MediaLink | null = null;
  #received: readonly ReceivedTrack[] = [];

  constructor(onChange: (received: readonly ReceivedTrack[]) => void) {
    this.#onChange = onChange;
  }

  /** From now on over this link, over which nothing has come yet; null: over none. */
  over(link: MediaLink | null): void {
    this.#link = link;
    if (this.#received.length > 0) this.#change([]);
  }

  /** Resolves to false where one of them could not be asked for now, and may be later. */
  async receive(wanted: readonly TrackFieldsFragment[]): Promise<boolean> {
    return (await Promise.all(wanted.map((track) => this.#receive(track)))).every((asked) => asked);
  }

  /** What there is now: the rest has ended unheard. As {@link ReceivedTracks.receive}. */
  async catchUp(now: readonly TrackFieldsFragment[]): Promise<boolean> {
    const there = new Set(now.map(({ id }) => id));
    for (const { id } of this.#received) if (!there.has(id)) this.drop(id);
    return this.receive(now);
  }

  changed({ id, paused }: TrackFieldsFragment): void {
    if (this.#received.some((one) => one.id === id))
      this.#change(this.#received.map((one) => (one.id === id ? { ...one, paused } : one)));
  }

  drop(trackId: string): void {
    this.#link?.drop(trackId);
    const rest = this.#received.filter(({ id }) => id !== trackId);
    if (rest.length < this.#received.length) this.#change(rest);
  }

  async #receive(wanted: TrackFieldsFragment): Promise<boolean> {
    const link = this.#link;
    if (!link) return true;
    const received = await link.receive(wanted);
    if (this.#link !== link) return true;
    // `MediaGone` is no matter of a moment here: the track has ended.
    if (!received.ok) return received.problem.by !== 'api';
    const others = this.#received.filter(({ id }) => id !== wanted.id);
    this.#change([...others, { ...wanted, track: received.value }]);
    return true;
  }

  #change(received: readonly ReceivedTrack[]): void {
    this.#received = received;
    this.#onChange(received);
  }
}
