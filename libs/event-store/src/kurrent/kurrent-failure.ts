/**
 * What a client's error means to us. `unreachable` covers all that may pass: no connection, no leader, a time-out, a
 * dropped call, and what is not known; nothing can then be said of a write's fate.
 */
export type KurrentFailure =
  'stream-not-found' | 'stream-deleted' | 'wrong-expected-version' | 'too-large' | 'refused' | 'unreachable';

/** Both clients name an error's kind in `type`; classes cannot be compared across two packages. */
export function failureOf(error: unknown): KurrentFailure {
  const { type, code } = (error ?? {}) as { readonly type?: unknown; readonly code?: unknown };
  const known = typeof type === 'string' ? FAILURES.get(type) : undefined;
  if (known) return known;
  return code === GRPC_INVALID_ARGUMENT || code === GRPC_PERMISSION_DENIED || code === GRPC_UNAUTHENTICATED
    ? 'refused'
    : 'unreachable';
}

const GRPC_INVALID_ARGUMENT = 3;
const GRPC_PERMISSION_DENIED = 7;
const GRPC_UNAUTHENTICATED = 16;

const FAILURES: ReadonlyMap<string, KurrentFailure> = new Map([
  ['stream-not-found', 'stream-not-found'],
  ['no-stream', 'stream-not-found'],
  ['stream-deleted', 'stream-deleted'],
  ['wrong-expected-version', 'wrong-expected-version'],
  ['maximum-append-size-exceeded', 'too-large'],
  ['access-denied', 'refused'],
  ['invalid-argument', 'refused'],
  ['missing-required-metadata-property', 'refused'],
  ['unsupported', 'refused'],
]);
