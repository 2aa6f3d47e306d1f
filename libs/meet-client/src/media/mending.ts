import type { Platform } from '../platform.ts';
import type { MediaOutcome } from './media-outcome.ts';

/** How long to wait before the API is asked once more to mend a connection: where the network is gone, so is the API. */
export const MEND_RETRY_MS = 1_000;

/** A connection that can be mended by what the API says. */
export interface Mendable<Terms> {
  /** Asks the API how to connect anew. */
  ask(): Promise<MediaOutcome<Terms>>;
  /** Connects anew. */
  apply(terms: Terms): Promise<MediaOutcome>;
  /** Nobody needs it any more. */
  isClosed(): boolean;
  /** Told where it cannot be mended. */
  onBroken(): void;
}

/**
 * Mends a connection as after a change of network: once at a time, and as often as it takes to reach the API. It is given up where the
 * API says that there is nothing to mend, or the browser cannot.
 */
export class Mending<Terms> {
  readonly #mendable: Mendable<Terms>;
  readonly #setTimer: Platform['setTimer'];
  #isUnderWay = false;

  constructor(mendable: Mendable<Terms>, setTimer: Platform['setTimer']) {
    this.#mendable = mendable;
    this.#setTimer = setTimer;
  }

  async mend(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    while (!this.#mendable.isClosed() && (await this.#isUnreached())) {
      await new Promise<void>((resume) => this.#setTimer(MEND_RETRY_MS, resume));
    }
    this.#isUnderWay = false;
  }

  /** Whether the API was not reached. */
  async #isUnreached(): Promise<boolean> {
    const asked = await this.#mendable.ask();
    if (this.#mendable.isClosed()) return false;
    if (!asked.ok && asked.problem.by === 'api') return true;
    const mended = asked.ok ? await this.#mendable.apply(asked.value) : asked;
    if (!mended.ok && !this.#mendable.isClosed()) this.#mendable.onBroken();
    return false;
  }
}
