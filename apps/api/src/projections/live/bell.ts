/**
 * Wakes the one reader of a subscription. A ring that comes while the reader is busy is kept, so that none is missed; two
 * are kept as one, because the reader looks at everything there is.
 */
export class Bell {
  readonly #signal: AbortSignal;
  readonly #end = (): void => this.end();
  #rung = false;
  #over = false;
  #wake: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    if (signal.aborted) this.#over = true;
    else signal.addEventListener('abort', this.#end);
  }

  /** There is nothing to wait for any more, and nothing to be read: the rows may be closed. */
  get isOver(): boolean {
    return this.#over;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** From now on there is nothing to wait for; safe to call twice. */
  end(): void {
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#end);
    this.#wake?.();
  }

  /** Resolves with true once it was rung since the last call, and with false once it is over. For one reader at a time. */
  async heard(): Promise<boolean> {
    if (!this.#rung && !this.#over) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
      this.#wake = null;
    }
    this.#rung = false;
    return !this.#over;
  }
}
