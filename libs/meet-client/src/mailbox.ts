interface Reader<Message> {
  readonly resolve: (result: IteratorResult<Message, undefined>) => void;
  readonly reject: (error: Error) => void;
}

/** What has come and was not taken yet, in order. One reader; who puts looks at `size` and stops bringing more in time. */
export class Mailbox<Message> {
  #waiting: Message[] = [];
  #reader: Reader<Message> | null = null;
  #end: { readonly error: Error | null } | null = null;

  get size(): number {
    return this.#waiting.length;
  }

  put(message: Message): void {
    if (this.#end) return;
    if (!this.#reader) return void this.#waiting.push(message);
    this.#reader.resolve({ done: false, value: message });
    this.#reader = null;
  }

  /** No more comes; what waits can still be taken, then the error is thrown, once, where there is one. Safe to call twice. */
  end(error: Error | null): void {
    if (this.#end) return;
    this.#end = { error };
    if (this.#reader) this.#tellEnd(this.#reader);
    this.#reader = null;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = [];
  }

  /** The next message, when there is one; `done` after the end. */
  take(): Promise<IteratorResult<Message, undefined>> {
    return new Promise((resolve, reject) => {
      const [message] = this.#waiting.splice(0, 1);
      if (message !== undefined) resolve({ done: false, value: message });
      else if (this.#end) this.#tellEnd({ resolve, reject });
      else if (this.#reader)
        reject(new Error('there is a reader already: await its message before asking for another'));
      else this.#reader = { resolve, reject };
    });
  }

  #tellEnd({ resolve, reject }: Reader<Message>): void {
    const error = this.#end?.error ?? null;
    this.#end = { error: null };
    if (error) reject(error);
    else resolve({ done: true, value: undefined });
  }
}
