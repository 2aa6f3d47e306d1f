/** One operation that a socket has open. */
export interface Operation {
  /** Aborted when the client completes it, when it ends by itself, and when its socket closes. */
  readonly signal: AbortSignal;
  /**
   * The newest place of the log that `meetEvents` has sent through it; the one that it goes on from until it has sent any.
   * Null where the operation is another.
   */
  lastPosition: string | null;
  /** Safe to call twice. */
  end(): void;
}

/** The operations of one socket. */
export interface Operations {
  /** `beginsAfter`: where `meetEvents` goes on from; null for every other operation. */
  open(beginsAfter: string | null): Operation;
  readonly size: number;
  /**
   * Where a client that lost this socket may go on reading without a gap: the least of where its `meetEvents` stand.
   * Null where it has none of them open.
   */
  lastPosition(): string | null;
  endAll(): void;
}

/** `onChange` hears how many more (or fewer) are open. */
export function createOperations(onChange: (by: 1 | -1) => void): Operations {
  const open = new Set<Operation>();
  return {
    open(beginsAfter) {
      const controller = new AbortController();
      const operation: Operation = {
        signal: controller.signal,
        lastPosition: beginsAfter,
        end() {
          if (!open.delete(operation)) return;
          onChange(-1);
          controller.abort();
        },
      };
      open.add(operation);
      onChange(1);
      return operation;
    },
    get size() {
      return open.size;
    },
    lastPosition: () =>
      [...open].reduce((least, { lastPosition }) => lesser(least, lastPosition), null as string | null),
    endAll() {
      for (const operation of [...open]) operation.end();
    },
  };
}

/** Positions are ordered as text. */
const lesser = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

/**
 * The same results, with `return` ending the operation first. The read model's iterables wait for something to happen, and
 * a generator that waits does not hear `return`; it hears its signal. Whoever waits for a result meanwhile waits for ever:
 * graphql-ws would go on to complete an operation that its client has completed, under an id that may be another's by then.
 */
export function endingWith<Result>(
  results: AsyncIterable<Result>,
  operation: Operation,
): AsyncIterableIterator<Result> {
  const inner = results[Symbol.asyncIterator]();
  const done: IteratorResult<Result> = { done: true, value: undefined };
  let returned = false;
  const ended = (): Promise<IteratorResult<Result>> => {
    returned = true;
    operation.end();
    return inner.return?.() ?? Promise.resolve(done);
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = await inner.next();
      if (returned) return new Promise(() => undefined);
      if (result.done) operation.end();
      return result;
    },
    return: ended,
  };
}
