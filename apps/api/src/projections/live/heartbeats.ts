import type { Clock } from '../../time/clock.ts';

/** How often a quiet `meetEvents` tells its position. */
export const HEARTBEAT_MS = 15_000;

export const HEARTBEAT = Symbol('heartbeat');

/** Everything the source gives, and every `everyMs` a beat in between. An item is asked for only when it is wanted. */
export async function* withHeartbeats<Item>(
  source: AsyncIterable<Item>,
  clock: Clock,
  everyMs: number,
): AsyncGenerator<Item | typeof HEARTBEAT, void> {
  const iterator = source[Symbol.asyncIterator]();
  const metronome = new Metronome(clock, everyMs);
  let coming: Coming<Item> | null = null;
  try {
    for (;;) {
      coming ??= new Coming(iterator, metronome);
      if (!coming.outcome && !metronome.due) await metronome.changed();
      if (coming.outcome) {
        const { outcome } = coming;
        coming = null;
        if ('error' in outcome) throw outcome.error;
        if (outcome.result.done) return;
        yield outcome.result.value;
      } else if (metronome.due) {
        metronome.due = false;
        yield HEARTBEAT;
      }
    }
  } finally {
    metronome.stop();
    // Not awaited: a source that waits for something answers only once its own signal ends it.
    void iterator.return?.();
  }
}

class Metronome {
  due = false;
  #wake: (() => void) | null = null;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, everyMs: number) {
    const arm = (): void => {
      this.#cancel = clock.setTimer(everyMs, () => {
        this.due = true;
        this.wake();
        arm();
      });
    };
    arm();
  }

  wake(): void {
    this.#wake?.();
  }

  /** Resolves at the next beat, or when somebody wakes it. */
  async changed(): Promise<void> {
    await new Promise<void>((wake) => {
      this.#wake = wake;
    });
    this.#wake = null;
  }

  stop(): void {
    this.#cancel();
  }
}

/** The next item as a state that can be looked at: waiting for one promise again and again would pile up on it. */
class Coming<Item> {
  outcome: { readonly result: IteratorResult<Item, unknown> } | { readonly error: unknown } | null = null;

  constructor(iterator: AsyncIterator<Item>, metronome: Metronome) {
    iterator.next().then(
      (result) => {
        this.outcome = { result };
        metronome.wake();
      },
      (error: unknown) => {
        this.outcome = { error };
        metronome.wake();
      },
    );
  }
}
