import { EventStoreUnavailable } from '../port.ts';

/**
 * Lets work on one name run one after the other, and so much work at once over all names. Work on one name would only
 * lose to itself at the server; work without bound would overrun the connection.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #mayWait: number;
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #queue: (() => void)[] = [];
  readonly #idle = new Set<() => void>();
  #running = 0;
  #waiting = 0;

  constructor(atOnce: number, mayWait: number) {
    this.#atOnce = atOnce;
    this.#mayWait = mayWait;
  }

  /** Runs the work when its turn comes; rejects at once with {@link EventStoreUnavailable} where too much waits. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#mayWait) {
      throw new EventStoreUnavailable(`${this.#mayWait} appends wait for the server already`);
    }
    this.#waiting += 1;
    const before = this.#last.get(name);
    const result = this.#inTurn(before, work);
    const settled = result.then(nothing, nothing);
    this.#last.set(name, settled);
    await settled;
    if (this.#last.get(name) === settled) this.#last.delete(name);
    return result;
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running + this.#waiting === 0) return;
    await new Promise<void>((resolve) => this.#idle.add(resolve));
  }

  async #inTurn<T>(before: Promise<unknown> | undefined, work: () => Promise<T>): Promise<T> {
    await before;
    if (this.#running >= this.#atOnce) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#running += 1;
    this.#waiting -= 1;
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  /** The place goes to whoever waits longest, without becoming free in between. */
  #passOn(): void {
    const next = this.#queue.shift();
    if (next) return next();
    this.#running -= 1;
    if (this.#running + this.#waiting > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}

const nothing = (): undefined => undefined;
