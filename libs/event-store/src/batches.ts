/**
 * Where an iteration's values come from: `next` gives the next ones (at least one, or undefined when there are no more),
 * and `end` is called once when the reader stops early, also while a `next` is under way, which must then settle.
 */
export interface BatchSource<T> {
  next(): Promise<readonly T[] | undefined>;
  end?(): void;
  /** True once nothing more is to be given, not even the rest of a batch. */
  ended?(): boolean;
}

/**
 * Values one by one from a source that has them in batches. An async generator would do the same at several times the
 * cost per value, and its `return()` would hang while a `next()` waits for an event that may never come.
 */
export function iterateBatches<T>(source: BatchSource<T>): AsyncIterableIterator<T, undefined> {
  return new BatchIterator(source);
}

class BatchIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #source: BatchSource<T>;
  #batch: readonly T[] = [];
  #at = 0;
  #done = false;
  /** The load under way: calls of `next` that do not wait for each other queue up behind it. */
  #loading: Promise<IteratorResult<T, undefined>> | undefined;

  constructor(source: BatchSource<T>) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#loading) return this.#queue(this.#loading);
    if (this.#source.ended?.()) this.#finish();
    if (this.#at < this.#batch.length) return Promise.resolve(this.#take());
    if (this.#done) return Promise.resolve({ done: true, value: undefined });
    return this.#queue(undefined);
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#finish();
    this.#source.end?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  #queue(before: Promise<unknown> | undefined): Promise<IteratorResult<T, undefined>> {
    const result = this.#loadBehind(before);
    this.#loading = result;
    const settled = (): void => {
      if (this.#loading === result) this.#loading = undefined;
    };
    result.then(settled, settled);
    return result;
  }

  async #loadBehind(before: Promise<unknown> | undefined): Promise<IteratorResult<T, undefined>> {
    if (before) await Promise.allSettled([before]);
    if (this.#at < this.#batch.length) return this.#take();
    if (this.#done) return { done: true, value: undefined };
    try {
      const batch = await this.#source.next();
      // `return()` may have come while the source was asked.
      if (this.#done || !batch) return this.#finish();
      this.#batch = batch;
      this.#at = 0;
      return this.#take();
    } catch (error) {
      this.#finish();
      throw error;
    }
  }

  #take(): IteratorResult<T, undefined> {
    // Only called with `#at` inside the batch.
    return { done: false, value: this.#batch[this.#at++] as T };
  }

  #finish(): IteratorResult<T, undefined> {
    this.#done = true;
    this.#batch = [];
    this.#at = 0;
    return { done: true, value: undefined };
  }
}
