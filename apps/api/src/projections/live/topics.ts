/**
 * Who wants to hear of what, by key. Listeners are called at once, in the order they came, and must not throw or wait:
 * they note what they heard and wake whoever reads.
 */
export class Topics<Message> {
  readonly #listeners = new Map<string, Set<(message: Message) => void>>();

  /** Answers how to stop listening, which is safe twice. */
  listen(key: string, listener: (message: Message) => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(key, listeners);
    return () => {
      listeners.delete(listener);
      // A later listener may have begun a new set under this key.
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }

  tell(key: string, message: Message): void {
    const listeners = this.#listeners.get(key);
    if (listeners) for (const listener of [...listeners]) listener(message);
  }

  /** How many keys anybody listens to. */
  get size(): number {
    return this.#listeners.size;
  }
}
