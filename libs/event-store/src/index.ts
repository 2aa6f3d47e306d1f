/** The public door: the port, what every engine and caller share, `handle` and sealing. Engines have their own doors. */
export * from './port.ts';
export { eventIdOf } from './event-id.ts';
export { GENESIS_HASH, hashOf, verifyStream } from './hash-chain.ts';
export type { ChainedEvent, ChainVerdict, HashedFields } from './hash-chain.ts';
export { plainEvent } from './stored-event.ts';
export { TRACED_COMMANDS } from './command-traces.ts';
export { FOLD_CACHE_STREAMS, FoldCache } from './fold-cache.ts';
export {
  foldStream,
  handle,
  HANDLE_BACKOFF_MS,
  HANDLE_MAX_ATTEMPTS,
  HANDLE_MAX_BACKOFF_MS,
  TooMuchContention,
} from './handle.ts';
export type {
  CommandContext,
  DecidedOn,
  EncodedEvent,
  EventCodec,
  FoldedStream,
  Folding,
  FoldRequest,
  Handled,
  HandledDecider,
  HandleRequest,
} from './handle.ts';
export * from './sealing/index.ts';
