import type { ReceptionWish } from './media-link.ts';
import type { MediaOutcome } from './media-outcome.ts';
import { LARGEST_SIZE } from './picture-size.ts';

interface Wished {
  now: ReceptionWish;
  /** As the API has it. */
  done: ReceptionWish;
  busy: boolean;
}

/** How a track comes that nobody has wished for. */
const AS_RECEIVED: ReceptionWish = { paused: false, layers: { size: LARGEST_SIZE } };

/**
 * How received tracks are wished for. Of each track one wish is under way at a time, and of those that come meanwhile only the newest
 * counts, so that they reach the API in order and none that has no object any more.
 */
export class ReceptionWishes {
  readonly #adjust: (trackId: string, wish: ReceptionWish) => Promise<MediaOutcome>;
  readonly #wished = new Map<string, Wished>();

  constructor(adjust: (trackId: string, wish: ReceptionWish) => Promise<MediaOutcome>) {
    this.#adjust = adjust;
  }

  /** One that the API does not take is left at that until another one is wished for. */
  async want(trackId: string, wish: ReceptionWish): Promise<void> {
    const wished = this.#wished.get(trackId) ?? { now: wish, done: AS_RECEIVED, busy: false };
    this.#wished.set(trackId, wished);
    wished.now = wish;
    if (wished.busy) return;
    wished.busy = true;
    // Who hides a picture to show it elsewhere at once wishes for nothing new.
    await null;
    while (!areAlike(wished.now, wished.done) && this.#wished.get(trackId) === wished) {
      const next = wished.now;
      if (!(await this.#adjust(trackId, next)).ok) break;
      wished.done = next;
    }
    wished.busy = false;
  }

  /** Of all others nothing is known any more: they have ended, or are received anew. */
  keep(trackIds: readonly string[]): void {
    for (const id of [...this.#wished.keys()]) if (!trackIds.includes(id)) this.#wished.delete(id);
  }
}

const areAlike = (one: ReceptionWish, other: ReceptionWish): boolean =>
  (one.paused ?? false) === (other.paused ?? false) && sizeIn(one) === sizeIn(other);
const sizeIn = ({ layers }: ReceptionWish): number => layers?.size ?? LARGEST_SIZE;
