import { engine, secret256, text, whole } from '../readers.ts';
import { MINUTE_MS } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** What is kept, and read. */
export const STORAGE_VARIABLES = {
  DATA_DIR: variable(
    'directory',
    './data',
    text(),
    'Where the embedded store and the read models live. Made where it is missing.',
  ),
  EVENT_STORE: variable('sqlite or esdb:// address', 'sqlite', engine, 'Where the log is kept.'),
  PERSON_KEYS_SECRET: variable(
    '64 hex digits',
    null,
    secret256,
    'With EventStoreDB only: the secret under which the person keys are stored there; the same on every node, for ever. Not set: they are stored as they are.',
  ),
  READ_WAIT_MS: variable(
    'ms',
    '5000',
    whole(0, MINUTE_MS),
    'How long a query with minPosition waits for the read model.',
  ),
  READY_MAX_LAG: variable(
    'positions',
    '100000',
    whole(0, Number.MAX_SAFE_INTEGER),
    'How far the read model may be behind the log for /health/ready to say yes. An EventStoreDB counts its positions in bytes.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
