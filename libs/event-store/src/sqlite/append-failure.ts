import { CorruptEvent, EventStoreBroken, EventStoreUnavailable } from '../port.ts';
import type { FailureKind } from './sqlite-errors.ts';

/** What the appender of a stream is told where its append failed; `log` names the log. */
export function appendFailure(
  log: string,
  stream: string,
  { kind, message }: { readonly kind: FailureKind; readonly message: string },
): Error {
  const text = `${log}: append to ${stream} failed: ${message}`;
  switch (kind) {
    case 'corrupt':
      return new CorruptEvent(text);
    case 'unsynced':
      return new EventStoreBroken(`${log}: ${message}; open it again`);
    case 'unavailable':
      return new EventStoreUnavailable(text);
  }
}
