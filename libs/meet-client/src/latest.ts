/** The newest of something, for whoever follows it: who is slow misses what is old by then, and nothing piles up. */
export class Latest<Value> {
  #value: Value;
  #version = 0;
  #over = false;
  readonly #waiting = new Set<() => void>();

  constructor(first: Value) {
    this.#value = first;
  }

  get value(): Value {
    return this.#value;
  }

  /** No effect after the end. */
  set(value: Value): void {
    if (this.#over) return;
    this.#value = value;
    this.#version += 1;
    this.#wake();
  }

  /** Who follows gets what they have not seen yet, then the end. Safe to call twice. */
  end(): void {
    this.#over = true;
    this.#wake();
  }

  /** As it is now, then after every change, until the end or the signal. */
  async *follow(signal?: AbortSignal): AsyncGenerator<Value, undefined> {
    let seen = -1;
    while (!signal?.aborted) {
      if (seen !== this.#version) {
        seen = this.#version;
        yield this.#value;
      } else if (this.#over) return undefined;
      else await this.#change(signal);
    }
    return undefined;
  }

  async #change(signal: AbortSignal | undefined): Promise<void> {
    let resume: () => void = () => undefined;
    const changed = new Promise<void>((resolve) => (resume = resolve));
    this.#waiting.add(resume);
    signal?.addEventListener('abort', resume);
    await changed;
    signal?.removeEventListener('abort', resume);
    this.#waiting.delete(resume);
  }

  #wake(): void {
    for (const resume of this.#waiting) resume();
  }
}
