import type { TimedAppend, Written } from './group-judge.ts';

/** How many appends may wait for the writer; a further one is refused at once with `EventStoreUnavailable`. */
export const MAX_QUEUED_APPENDS = 16_384;
/** How many characters of JSON the waiting appends may hold together; beyond that a further one is refused likewise. */
export const MAX_QUEUED_CHARACTERS = 64 * 1024 * 1024;
/**
 * The most appends written in one transaction. The event loop waits while they are judged, and on a fast disk while they are
 * written; while the writer thread writes them, the next ones are judged.
 */
export const MAX_GROUP_APPENDS = 32;
/** How many characters of JSON make a transaction full: the event loop waits for these, too. One append is never split. */
export const MAX_GROUP_CHARACTERS = 256 * 1024;

/** An append that waits. `settle` is called once, in commit order, before anything else learns of the append; it may not throw. */
export interface QueuedAppend {
  readonly append: TimedAppend;
  readonly settle: (written: Written) => void;
}

/** The appends that wait to be written, in their order. */
export class AppendQueue {
  #waiting: QueuedAppend[] = [];
  #characters = 0;

  get size(): number {
    return this.#waiting.length;
  }

  /** Why nothing more may wait, or undefined. */
  get full(): string | undefined {
    if (this.#waiting.length >= MAX_QUEUED_APPENDS) {
      return `MAX_QUEUED_APPENDS (${MAX_QUEUED_APPENDS}) wait already; try later`;
    }
    if (this.#characters >= MAX_QUEUED_CHARACTERS) {
      return `appends of MAX_QUEUED_CHARACTERS (${MAX_QUEUED_CHARACTERS}) wait already; try later`;
    }
    return undefined;
  }

  push(queued: QueuedAppend): void {
    this.#waiting.push(queued);
    this.#characters += charactersOf(queued);
  }

  /** The oldest that go into one transaction: one at the least, where any wait. */
  takeGroup(): readonly QueuedAppend[] {
    let size = 0;
    let characters = 0;
    for (const queued of this.#waiting) {
      if (size === MAX_GROUP_APPENDS || characters >= MAX_GROUP_CHARACTERS) break;
      size += 1;
      characters += charactersOf(queued);
    }
    this.#characters -= characters;
    return this.#take(size);
  }

  /** Puts the oldest back, in their order, before all that wait. */
  putBack(oldest: readonly QueuedAppend[]): void {
    this.#waiting = [...oldest, ...this.#waiting];
    for (const queued of oldest) this.#characters += charactersOf(queued);
  }

  takeAll(): readonly QueuedAppend[] {
    this.#characters = 0;
    return this.#take(this.#waiting.length);
  }

  #take(size: number): readonly QueuedAppend[] {
    if (size < this.#waiting.length) return this.#waiting.splice(0, size);
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }
}

function charactersOf({ append }: QueuedAppend): number {
  let characters = 0;
  for (const { dataText, metadataText } of append.events) characters += dataText.length + metadataText.length;
  return characters;
}
