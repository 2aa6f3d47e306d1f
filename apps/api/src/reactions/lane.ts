/** Jobs in the order they came, at most so many at a time. */
export class Lane {
  readonly #limit: number;
  readonly #queue: (() => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Jobs see to their own failures and never reject. */
  add(job: () => Promise<void>): void {
    this.#queue.push(job);
    this.#next();
  }

  /** Forgets what has not begun. */
  clear(): void {
    this.#queue.length = 0;
  }

  /** Resolves when what runs at the call has run. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #next(): void {
    while (this.#running.size < this.#limit) {
      const job = this.#queue.shift();
      if (!job) return;
      const running = job().finally(() => {
        this.#running.delete(running);
        this.#next();
      });
      this.#running.add(running);
    }
  }
}
