import type {
  KurrentPosition,
  KurrentRead,
  KurrentReadable,
  KurrentRecord,
  KurrentSubscription,
} from './kurrent-client.ts';

/** What a read or a subscription gives, in the server's order. */
export type ReadItem =
  | { readonly kind: 'record'; readonly record: KurrentRecord }
  /** Everything the filter let through up to here has been given. */
  | { readonly kind: 'checkpoint'; readonly position: KurrentPosition }
  /** The server says that the subscription has reached the end of the log as it was. */
  | { readonly kind: 'caught-up' };

/** How many events the client may hold ready for a reader; beyond it, HTTP/2 flow control holds the server back. */
export const READ_BUFFER_EVENTS = 256;

/**
 * Takes from a client's readable in batches. The client reports checkpoints and `caughtUp` by call-backs while events
 * wait in a buffer; here each comes behind exactly the events that the server sent before it. Nothing is taken that was
 * not asked for, so a slow consumer holds the server back.
 */
export class OrderedReader {
  readonly #readable: KurrentReadable;
  readonly #stop: () => Promise<void>;
  readonly #marks: { readonly behind: number; readonly item: ReadItem }[] = [];
  #taken = 0;
  #failure: { readonly error: unknown } | undefined;
  #ended = false;
  #cancelled = false;
  #wake: (() => void) | undefined;

  private constructor(readable: KurrentReadable, stop: () => Promise<void>) {
    this.#readable = readable;
    this.#stop = stop;
    readable.on('readable', () => (this.#cancelled ? this.#discard() : this.#wakeUp()));
    readable.on('end', () => this.#end());
    readable.on('close', () => this.#end());
    // Stays for good: the clients emit errors on streams that were left long ago, and an unheard error ends the process.
    readable.on('error', (error: unknown) => {
      this.#failure ??= { error };
      this.#wakeUp();
    });
  }

  static ofRead(read: KurrentRead): OrderedReader {
    return new OrderedReader(read, () => read.cancel());
  }

  /** `subscribe` is given the call-back for the filter's checkpoints. */
  static ofSubscription(
    subscribe: (onCheckpoint: (position: KurrentPosition) => void) => KurrentSubscription,
  ): OrderedReader {
    const made: { reader?: OrderedReader } = {};
    const mark = (item: ReadItem): void => {
      if (made.reader) made.reader.#mark(item);
    };
    const subscription = subscribe((position) => mark({ kind: 'checkpoint', position }));
    made.reader = new OrderedReader(subscription, () => subscription.unsubscribe());
    subscription.on('caughtUp', () => mark({ kind: 'caught-up' }));
    return made.reader;
  }

  /** Whether all that has arrived was taken. */
  get idle(): boolean {
    return this.#marks.length === 0 && this.#readable.readableLength === 0;
  }

  /**
   * The next items, at least one and at most `max`, or undefined at the end. Rejects with the client's error when what came
   * before it was taken.
   */
  async take(max: number): Promise<readonly ReadItem[] | undefined> {
    for (;;) {
      const items = this.#drain(max);
      if (items.length > 0) return items;
      if (this.#failure) throw this.#failure.error;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Ends the call at the server and a `take` that waits. Safe to call twice. */
  cancel(): void {
    this.#end();
    if (this.#cancelled) return;
    this.#cancelled = true;
    // A call that could not be made has nothing to cancel; its error was reported to `take` already.
    this.#stop().catch(() => this.#wakeUp());
    this.#discard();
  }

  /** Read to its end and not destroyed: the client's `dispose` waits for ever for a call whose rest nobody takes. */
  #discard(): void {
    while (this.#readable.read() !== null);
  }

  #drain(max: number): readonly ReadItem[] {
    const items: ReadItem[] = [];
    while (items.length < max) {
      const mark = this.#marks[0];
      if (mark && mark.behind <= this.#taken) {
        this.#marks.shift();
        items.push(mark.item);
        continue;
      }
      const resolved = this.#readable.read() as { readonly event?: KurrentRecord } | null;
      if (!resolved) break;
      this.#taken += 1;
      if (resolved.event) items.push({ kind: 'record', record: resolved.event });
    }
    return items;
  }

  /** The readable's buffer holds all that was sent before the mark: the mark stands behind that. */
  #mark(item: ReadItem): void {
    this.#marks.push({ behind: this.#taken + this.#readable.readableLength, item });
    this.#wakeUp();
  }

  #end(): void {
    this.#ended = true;
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
