import { httpUrl, origins, text, whole } from '../readers.ts';
import { variable, type Variable } from '../variable.ts';

/** Who is let in. */
export const AUTH_VARIABLES = {
  AUTH_JWKS_URL: variable(
    'URL',
    null,
    httpUrl,
    'Where the keys that sign tokens are published (RS, PS, ES and EdDSA algorithms).',
  ),
  AUTH_JWT_SECRET: variable(
    'text',
    null,
    text(4_096),
    'A secret shared with whoever signs tokens (HS256); at least 32 bytes in production.',
  ),
  AUTH_ISSUER: variable('text', null, text(), 'If set, tokens must name it as their issuer (iss).'),
  AUTH_AUDIENCE: variable('text', null, text(), 'If set, tokens must name it as their audience (aud).'),
  AUTH_MAX_TOKEN_AGE_S: variable(
    's',
    null,
    whole(60, 366 * 24 * 60 * 60),
    'How far ahead a token’s end (exp) may lie; longer ones are refused, and so are tokens without an end. Not set: 86400 (a day) in production, else any.',
  ),
  ALLOWED_ORIGINS: variable(
    'origins, comma-separated, or *',
    '',
    origins,
    'Web pages of other origins that may call the API (CORS and WebSocket). Pages of the same host always may; in development pages of localhost too.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
