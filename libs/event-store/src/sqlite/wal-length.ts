import type { Checkpointer } from './checkpointer.ts';
import type { NewRow } from './event-row.ts';

/** After how many pages written, as the writer reckons them, the write-ahead log is copied into the main file beside it. */
export const CHECKPOINT_PAGES = 2_000;
/**
 * How many pages the write-ahead log may have, as the writer reckons them; then appends wait until all of it is copied, and it
 * starts anew. Only appends that never pause come to this.
 */
export const WAL_MAX_PAGES = 8_000;
/** At how many pages SQLite itself checkpoints, in the middle of an append: only where the checkpointing thread has failed. */
export const WAL_LIMIT_PAGES = 16_000;

/** However little a commit holds, it writes the last leaf of the table, one of the index, and most often one more. */
const PAGES_PER_COMMIT = 3;
/** SQLite's default. */
const PAGE_BYTES = 4_096;

/** Keeps the write-ahead log short: asks for checkpoints in time, and has the writer wait where they cannot keep up. */
export class WalLength {
  readonly #checkpointer: Pick<Checkpointer, 'checkpoint'>;
  /** All pages written so far, when the last checkpoint was asked for, and when the log last began anew. */
  #written = 0;
  #askedAt = 0;
  #begunAt = 0;
  #copying = false;
  #goOn: (() => void) | undefined;

  constructor(checkpointer: Pick<Checkpointer, 'checkpoint'>) {
    this.#checkpointer = checkpointer;
  }

  /** Is a checkpoint under way? */
  get copying(): boolean {
    return this.#copying;
  }

  /** Takes in how many pages one commit has written. */
  wrote(pages: number): void {
    this.#written += pages;
    if (!this.#copying && this.#written - this.#askedAt >= CHECKPOINT_PAGES) this.#ask();
  }

  /** Is the log so long that the writer has to wait? Then `goOn` is called when it may write again. */
  holds(goOn: () => void): boolean {
    if (this.#written - this.#begunAt < WAL_MAX_PAGES) return false;
    this.#goOn = goOn;
    if (!this.#copying) this.#ask();
    return true;
  }

  #ask(): void {
    this.#copying = true;
    this.#askedAt = this.#written;
    this.#checkpointer.checkpoint(() => this.#copied());
  }

  #copied(): void {
    this.#copying = false;
    const whole = this.#written === this.#askedAt;
    // With all of it in the main file, the next write begins the log anew.
    if (whole) this.#begunAt = this.#written;
    if (!this.#goOn) return;
    if (!whole) {
      this.#ask();
      return;
    }
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn();
  }
}

/** About how many pages of the write-ahead log a commit of these rows fills. */
export function pagesOf(rows: readonly NewRow[]): number {
  let characters = 0;
  for (const [, , , , , dataText, metadataText] of rows) characters += dataText.length + metadataText.length;
  return PAGES_PER_COMMIT + characters / PAGE_BYTES;
}
