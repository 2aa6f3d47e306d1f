import { httpUrl, signingSecrets, whole } from '../readers.ts';
import { variable, type Variable } from '../variable.ts';

/** Follow-ups. */
export const NOTIFIER_VARIABLES = {
  NOTIFIER_URL: variable(
    'URL',
    null,
    httpUrl,
    'The host’s messaging gateway: follow-ups (R18) are posted there, signed (Standard Webhooks), with the customer’s name and number. Not set: they are written to the log.',
  ),
  NOTIFIER_SECRETS: variable(
    'base64, comma-separated',
    null,
    signingSecrets,
    'What follow-ups are signed with, with or without `whsec_` before each; several while one takes another’s place. Needed with NOTIFIER_URL.',
  ),
  NOTIFIER_TIMEOUT_MS: variable(
    'ms',
    '20000',
    whole(15_000, 30_000),
    'How long the messaging gateway may take to answer.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
