import { Bell } from './bell.ts';

/** What one listener has not read yet. Ends with its signal, by `close`, and where too much waits. For one reader. */
export class Ear<Message> {
  readonly #stop = new AbortController();
  readonly #bell = new Bell(this.#stop.signal);
  readonly #pending: Message[] = [];
  readonly #release: () => void;
  readonly #most: number;

  /** `listen` begins to hear, and answers how to stop; `most` may wait to be read. */
  constructor(listen: (hear: (message: Message) => void) => () => void, most: number, signal: AbortSignal) {
    this.#most = most;
    const close = (): void => this.close();
    const forget = listen((message) => this.#take(message));
    this.#release = () => {
      forget();
      signal.removeEventListener('abort', close);
    };
    signal.addEventListener('abort', close);
    if (signal.aborted) this.close();
  }

  /** Aborted once nothing is listened to any more. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  next(): Message | undefined {
    return this.#pending.shift();
  }

  /** Resolves with true once there may be more, and with false once it is over. */
  more(): Promise<boolean> {
    return this.#bell.heard();
  }

  /** What waits is dropped. Safe to call twice. */
  close(): void {
    this.#release();
    this.#pending.length = 0;
    this.#stop.abort();
  }

  #take(message: Message): void {
    if (this.#pending.length >= this.#most) return this.close();
    this.#pending.push(message);
    this.#bell.ring();
  }
}
