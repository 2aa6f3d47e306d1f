import { host, iceUrls, ipAddress, onOff, text, whole } from '../readers.ts';
import { DAY_MS } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** Sound and picture. */
export const MEDIA_VARIABLES = {
  MEDIA: variable(
    'on or off',
    null,
    onOff,
    'Whether this process carries the sound and picture of meets. Not set: on; in production only where MEDIA_ANNOUNCED_ADDRESS is set.',
  ),
  MEDIA_LISTEN_IP: variable(
    'IP address',
    null,
    ipAddress,
    'Where media are listened for. Not set: 0.0.0.0 in production, else 127.0.0.1, from which Firefox takes none: for it, the machine’s address in its network.',
  ),
  MEDIA_ANNOUNCED_ADDRESS: variable(
    'address',
    null,
    host,
    'The address or name by which clients reach MEDIA_LISTEN_IP, where that is another one, as behind NAT and for 0.0.0.0.',
  ),
  MEDIA_PORT: variable(
    'UDP and TCP port',
    null,
    whole(0, 65_000),
    'The first media worker’s port; each further worker has the next one. 0 takes any free ones. Not set: 40000 in production, else 0.',
  ),
  MEDIA_WORKERS: variable('processes', null, whole(1, 64), 'How many media workers run. Not set: one for each core.'),
  ICE_SERVERS: variable(
    'addresses',
    '',
    iceUrls,
    'Comma-separated stun:, turn: and turns: addresses that clients are given. Relays (turn:, turns:) need TURN_SECRET.',
  ),
  TURN_SECRET: variable(
    'secret',
    null,
    text(),
    'What coturn has as `static-auth-secret`: clients are given credentials of their own by it, which end.',
  ),
  TURN_CREDENTIALS_S: variable(
    's',
    '14400',
    whole(60, DAY_MS / 1_000),
    'How long such credentials can be used; a restart of ICE brings new ones.',
  ),
  MEDIA_WORKER_BIN: variable(
    'path',
    null,
    text(4_096),
    'The media worker’s program. Not set: where `npm run setup` puts it.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
