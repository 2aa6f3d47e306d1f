import type { Position } from './port.ts';
import type { CommandTraces } from './command-traces.ts';
import { RecentMap } from './recent-map.ts';

/** How many streams' folds a {@link FoldCache} keeps at the least; it holds up to twice as many. */
export const FOLD_CACHE_STREAMS = 10_000;
/** A stream, folded. Only `handle` and `foldStream` write it, always by whole events in order. */
export interface Fold {
  state: unknown;
  version: number;
  /** The position of the stream's last event; 0 where it has none. */
  position: Position;
  /** Null where commands leave no trace: see `FoldRequest.untraced`. */
  readonly commands: CommandTraces | null;
}

/**
 * Keeps folded streams, so that a busy stream is read only behind its known version. It may lag behind the store and is
 * never trusted: the append's expected version decides. One cache serves one decider per stream, and states must be
 * treated as immutable, as `evolve` does.
 */
export class FoldCache {
  readonly #folds: RecentMap<string, Fold>;

  constructor(capacity: number = FOLD_CACHE_STREAMS) {
    this.#folds = new RecentMap(capacity);
  }

  get(stream: string): Fold | undefined {
    return this.#folds.get(stream);
  }

  set(stream: string, fold: Fold): void {
    this.#folds.set(stream, fold);
  }

  /** Forgets a stream, so that it is folded from its start the next time. */
  delete(stream: string): void {
    this.#folds.delete(stream);
  }

  get size(): number {
    return this.#folds.size;
  }
}
