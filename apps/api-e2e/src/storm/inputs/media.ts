import type { SeededRandom } from '../../seeded-random.ts';
import { frame, OPCODES } from '../../socket-client.ts';
import { bearer, type Generator, type Ground, JSON_TYPE, overHttp, overSocket, pick, request } from '../input.ts';
import { CAPABILITIES, CONNECT_TERMS, SEND_TERMS } from '../media-ground.ts';

type Json = unknown;

/** In the place of anything within terms. None is what a browser says. */
const odd = (random: SeededRandom): Json =>
  pick<Json>(random, [
    ...[null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, '', 'x', 'x'.repeat(50_000), '\0', '\ud800', '\u202e'],
    ...[[], {}, [[]], [null], { id: 'x' }, Array.from({ length: 2_000 }, () => ({})), nested(150)],
    ...[JSON.parse('{"__proto__":{"kind":"video"}}') as Json, { constructor: { prototype: {} } }, { toString: 1 }],
    ...['video/VP8', 'audio/opus', 'sha-0', '00:11', '__proto__', 'urn:nothing', 'L99T99', 65_536],
  ]);

function nested(times: number): Json {
  let inner: Json = 0;
  for (let depth = 0; depth < times; depth += 1) inner = { codecs: [inner] };
  return inner;
}

/** The same with one thing in it changed, dropped, or there many times. */
function broken(random: SeededRandom, value: Json): Json {
  if (typeof value !== 'object' || value === null || random.whole(1, 6) === 1) return odd(random);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    if (items.length === 0 || random.whole(1, 4) === 1)
      return Array.from({ length: random.whole(2, 300) }, () => items[0] ?? {});
    return items.map((item, index) => (index === 0 ? broken(random, item) : item));
  }
  const entries = Object.entries(value);
  const at = random.whole(0, Math.max(entries.length - 1, 0));
  const without = random.whole(1, 4) === 1;
  return Object.fromEntries(
    entries.flatMap(([key, held], index) =>
      index !== at ? [[key, held]] : without ? [] : [[key, broken(random, held)]],
    ),
  );
}

interface Operation {
  readonly name: string;
  readonly type: string;
  readonly input: (random: SeededRandom, ground: Ground) => Record<string, Json>;
}

const device = (random: SeededRandom, { media }: Ground): Record<string, Json> => ({
  meetId: random.whole(1, 5) === 1 ? odd(random) : media.meetId,
  ...(random.whole(1, 3) === 1 && { deviceId: odd(random) }),
});
const client = (random: SeededRandom): Json =>
  pick<Json>(random, [
    odd(random),
    { platform: odd(random) },
    { platform: 'WEB', browser: odd(random), osVersion: odd(random) },
  ]);

const OPERATIONS: readonly Operation[] = [
  { name: 'openMedia', type: 'OpenMediaInput', input: (random) => ({ client: client(random) }) },
  { name: 'openMediaTransport', type: 'OpenMediaTransportInput', input: (random) => ({ direction: odd(random) }) },
  {
    name: 'connectMediaTransport',
    type: 'ConnectMediaTransportInput',
    input: (random, { media }) => ({ transportId: media.transportId, terms: broken(random, CONNECT_TERMS) }),
  },
  { name: 'restartIce', type: 'MediaTransportInput', input: (random) => ({ transportId: odd(random) }) },
  {
    name: 'sendTrack',
    type: 'SendTrackInput',
    input: (random) => ({
      kind: pick<Json>(random, ['AUDIO', 'AUDIO', 'CAMERA', 'SCREEN', odd(random)]),
      terms: broken(random, SEND_TERMS),
      ...(random.whole(1, 4) === 1 && { client: client(random) }),
    }),
  },
  {
    name: 'receiveTrack',
    type: 'ReceiveTrackInput',
    input: (random, { media }) => ({ trackId: media.trackId, capabilities: broken(random, CAPABILITIES) }),
  },
  {
    name: 'adjustReception',
    type: 'AdjustReceptionInput',
    input: (random) => ({
      receptionId: odd(random),
      paused: odd(random),
      layers: { size: odd(random), frames: odd(random) },
    }),
  },
  { name: 'stopTrack', type: 'MediaTrackInput', input: (random) => ({ trackId: odd(random) }) },
  { name: 'closeMedia', type: 'MediaInput', input: (random) => ({ deviceId: odd(random) }) },
];

/** An operation of the media, by somebody who is in the meet, with terms that are no browser's. */
function badOperation(random: SeededRandom, ground: Ground): { readonly query: string; readonly variables: Json } {
  const { name, type, input } = pick(random, OPERATIONS);
  const query = `mutation($input: ${type}!) { r: ${name}(input: $input) { __typename ... on Problem { message } } }`;
  return { query, variables: { input: { ...device(random, ground), ...input(random, ground) } } };
}

const subscribe = (id: string, payload: object): Buffer =>
  frame({ opcode: OPCODES.TEXT, payload: Buffer.from(JSON.stringify({ type: 'subscribe', id, payload })) });

const SIGNALS = 'subscription($id: ID!, $device: ID) { mediaSignals(meetId: $id, deviceId: $device) { __typename } }';

/** Media asked for with hostile terms, over HTTP and over a socket. */
export const media: Generator = (random, ground) => {
  const role = pick(random, ['manager', 'customer', 'customer', 'integrator', 'analyst'] as const);
  const operation = badOperation(random, ground);
  if (random.whole(1, 3) > 1) {
    const body = JSON.stringify(operation);
    const headers = [JSON_TYPE, bearer(ground.tokens[role])];
    return overHttp('media', request({ headers, body }), { answers: [200, 400, 413] });
  }
  const listening = { query: SIGNALS, variables: { id: odd(random), device: odd(random) } };
  return overSocket('media', [subscribe('1', pick<object>(random, [operation, listening]))], { operation: '1' });
};
