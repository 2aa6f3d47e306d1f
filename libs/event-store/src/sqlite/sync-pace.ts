/** How many commits in a row are looked at before the disk is judged: the median of this many has to be fast. */
export const SYNC_SAMPLES = 16;
/** The disk is fast where half of the writer thread's commits, each with its fsync, take less than this, in milliseconds. */
export const FAST_SYNC_MS = 0.5;
/** One commit in place that took longer than this, in milliseconds, sends the next ones to the writer thread at once. */
export const SLOW_SYNC_MS = 2;
/** How long they stay aside at the least then, in milliseconds; twice as long where it happens again within as long. */
export const SYNC_BACKOFF_MS = 100;
/** The longest they stay aside before the disk is judged anew, in milliseconds. */
export const SYNC_MAX_BACKOFF_MS = 10_000;

/** Says where the next commit is fsynced, and hears how long each one took and when it ended (by `performance.now()`). */
export interface SyncPlace {
  /** On the thread that appends; otherwise aside, on the writer thread. */
  readonly inPlace: boolean;
  tookInPlace(ms: number, nowMs: number): void;
  tookAside(ms: number, nowMs: number): void;
}

/**
 * In place where the disk has shown itself fast: going to another thread and back takes as long as such an fsync. Aside, by the
 * writer thread, everywhere else: no slow disk holds up the event loop but for the one commit by which it is found out.
 */
export class SyncPace implements SyncPlace {
  #inPlace = false;
  readonly #asideMs: number[] = [];
  /** When the commits went in place, by `performance.now()`. */
  #sinceMs = 0;
  #asideUntilMs = 0;
  #backoffMs = 0;

  get inPlace(): boolean {
    return this.#inPlace;
  }

  tookInPlace(ms: number, nowMs: number): void {
    if (ms <= SLOW_SYNC_MS) return;
    const again = nowMs - this.#sinceMs < this.#backoffMs;
    this.#backoffMs = again ? Math.min(2 * this.#backoffMs, SYNC_MAX_BACKOFF_MS) : SYNC_BACKOFF_MS;
    this.#asideUntilMs = nowMs + this.#backoffMs;
    this.#inPlace = false;
    this.#asideMs.length = 0;
  }

  tookAside(ms: number, nowMs: number): void {
    if (this.#inPlace) return;
    this.#asideMs.push(ms);
    if (this.#asideMs.length > SYNC_SAMPLES) this.#asideMs.shift();
    if (nowMs < this.#asideUntilMs || this.#asideMs.length < SYNC_SAMPLES) return;
    const fast = this.#asideMs.filter((one) => one < FAST_SYNC_MS).length;
    if (fast <= SYNC_SAMPLES / 2) return;
    this.#inPlace = true;
    this.#sinceMs = nowMs;
  }
}
