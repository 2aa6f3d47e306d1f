import { whole } from '../readers.ts';
import { DAY_MS } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** Meets. */
export const MEETS_VARIABLES = {
  PRESENCE_GRACE_MS: variable(
    'ms',
    '30000',
    whole(0, DAY_MS),
    'How long a connection may be lost before its person has left the meet (R33).',
  ),
  RING_TIMEOUT_MS: variable(
    'ms',
    null,
    whole(1, DAY_MS),
    'Only under NODE_ENV=test: how long a ring lasts. Everywhere else it is 120 s, fixed (R12).',
  ),
  CUSTOMER_WAIT_MS: variable(
    'ms',
    null,
    whole(1, DAY_MS),
    'Only under NODE_ENV=test: how long a meet waits for an offline customer. Everywhere else it is 24 h, fixed (R18).',
  ),
} as const satisfies Record<string, Variable<unknown>>;
