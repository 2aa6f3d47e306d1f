import type { Viewer } from '../viewer.ts';

/** What every resolver is given beside its arguments, over HTTP and over WebSocket alike. */
export interface GraphContext {
  readonly viewer: Viewer;
  /** The request's id: in its log lines, in the events it leads to, and in the answer to an unexpected error. */
  readonly correlationId: string;
  /** Set over WebSocket: aborted when the operation is completed or its socket closes. */
  readonly signal?: AbortSignal;
}
