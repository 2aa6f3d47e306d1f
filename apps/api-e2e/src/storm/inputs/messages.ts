import type { SeededRandom } from '../../seeded-random.ts';
import { frame, OPCODES } from '../../socket-client.ts';
import { type Generator, type Ground, type Input, overSocket, pick } from '../input.ts';
import { badDocument } from './documents.ts';
import { badToken } from './tokens.ts';
import { badVariables } from './variables.ts';

const BAD_REQUEST = 4400;
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const ALREADY_SUBSCRIBED = 4409;
const TOO_MANY_INITS = 4429;
const EVENTS = 'subscription { meetEvents { __typename ... on CaughtUp { position } } }';

const message = (content: unknown): Buffer =>
  frame({
    opcode: OPCODES.TEXT,
    payload: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  });
const subscribe = (id: unknown, payload: unknown): Buffer => message({ type: 'subscribe', id, payload });
const oddValue = (random: SeededRandom): unknown =>
  pick<unknown>(random, [
    null,
    0,
    1.5,
    true,
    [],
    {},
    [[]],
    { a: 1 },
    ['x'],
    '',
    Array.from({ length: 2_000 }, () => 0),
  ]);

/** No message of graphql-transport-ws at all: closed with 4400, whoever sends it. */
const noMessages: Generator = (random) => {
  const content = pick<unknown>(random, [
    ...[
      '',
      ' ',
      '{',
      'null',
      'true',
      '1',
      '[]',
      '"text"',
      '{}',
      '{"type":1}',
      '{"type":null}',
      '{"type":"what"}',
      '{"type":["ping"]}',
      'hello',
      'NaN',
    ],
    ...[
      '[{"type":"ping"}]',
      '{"type":"ping"',
      "{'type':'ping'}",
      '\ufeff{',
      '{"type":"PING"}',
      '{"type":"__proto__"}',
      '{"type":"constructor"}',
      '{"__proto__":{"type":"ping"}}',
    ],
    ...[
      '['.repeat(100_000),
      '{"type":'.repeat(20_000),
      `{"type":"${'x'.repeat(200_000)}"}`,
      `{"type":"ping","payload":${'['.repeat(50_000)}`,
    ],
    ...[
      `{"type":"ping","payload":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      `{"type":"subscribe","id":"1","payload":{"query":"subscription($a: Position) { meetEvents(after: $a) { __typename } }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}}`,
      { type: 'start', id: '1', payload: { query: EVENTS } },
      { type: 'connection_terminate' },
      { type: 'data', id: '1', payload: {} },
      { type: 'ka' },
    ],
    ...[
      { type: 'connection_ack' },
      { type: 'next', id: '1', payload: { data: {} } },
      { type: 'error', id: '1', payload: [{ message: 'x' }] },
    ],
    ...[
      { type: 'ping', payload: oddValue(random) ?? 1 },
      { type: 'pong', payload: 'x' },
      { type: 'complete' },
      { type: 'complete', id: 1 },
      { type: 'subscribe' },
    ],
    ...[
      { type: 'subscribe', id: '', payload: { query: EVENTS } },
      { type: 'subscribe', id: 1, payload: { query: EVENTS } },
      { type: 'subscribe', id: '1' },
    ],
    ...[
      { type: 'subscribe', id: '1', payload: EVENTS },
      { type: 'subscribe', id: '1', payload: [] },
      { type: 'subscribe', id: '1', payload: {} },
    ],
    ...[
      { type: 'subscribe', id: '1', payload: { query: 1 } },
      { type: 'subscribe', id: '1', payload: { query: null } },
      { type: 'subscribe', id: '1', payload: { query: [EVENTS] } },
    ],
    ...[
      { type: 'subscribe', id: '1', payload: { query: EVENTS, variables: 'x' } },
      { type: 'subscribe', id: '1', payload: { query: EVENTS, operationName: 1 } },
    ],
    ...[
      { type: 'subscribe', id: '1', payload: { query: EVENTS, extensions: 'x' } },
      { type: 'connection_init', payload: 'x' },
      { type: 'connection_init', payload: [] },
    ],
  ]);
  return overSocket('message', [message(content)], { admission: pick(random, ['admitted', 'upgraded']) });
};

/** connection_init without a token, with a bad one, with something else in its place. */
const introductions: Generator = (random, ground) => {
  const payload = pick<unknown>(random, [
    ...[
      undefined,
      null,
      {},
      { authorization: null },
      { authorization: 1 },
      { authorization: [] },
      { authorization: {} },
      { Authorization: 'x' },
    ],
    ...Array.from({ length: 12 }, () => ({ authorization: `Bearer ${badToken(random, ground)}` })),
    ...[
      { authorization: badToken(random, ground) },
      { token: badToken(random, ground) },
      JSON.parse('{"__proto__":{"authorization":"x"}}') as unknown,
    ],
  ]);
  const answers = [BAD_REQUEST, UNAUTHORIZED, FORBIDDEN];
  return overSocket('token', [message({ type: 'connection_init', payload })], { admission: 'upgraded', answers });
};

/** Good messages in an order that they must not come in. */
const disorder: Generator = (random, { tokens }) => {
  const init = message({ type: 'connection_init', payload: { authorization: `Bearer ${tokens.manager}` } });
  const ask = subscribe('1', { query: EVENTS });
  const [answers, admission, writes] = pick<readonly [number | null, Input['admission'], readonly Buffer[]]>(random, [
    [UNAUTHORIZED, 'upgraded', [ask]],
    [UNAUTHORIZED, 'upgraded', [message({ type: 'ping' }), ask]],
    [TOO_MANY_INITS, 'admitted', [init]],
    [TOO_MANY_INITS, 'upgraded', [init, init]],
    [ALREADY_SUBSCRIBED, 'admitted', [ask, ask]],
    [TOO_MANY_INITS, 'admitted', [ask, init]],
    [null, 'admitted', [message({ type: 'complete', id: 'unknown' })]],
    [null, 'admitted', [ask, message({ type: 'complete', id: '1' }), message({ type: 'complete', id: '1' }), ask]],
    [null, 'admitted', [message({ type: 'complete', id: '1' }), ask, message({ type: 'pong' })]],
  ]);
  return overSocket('disorder', writes, { admission, answers: answers === null ? null : [answers] });
};

/** Operations that fail, each for itself. */
const operations: Generator = (random) => {
  const { query, variables } = badVariables(random);
  const payload = pick<unknown>(random, [
    ...[
      { query: badDocument(random) },
      { query: badDocument(random), operationName: 'Nope' },
      { query: EVENTS, operationName: 'Nope' },
    ],
    ...[
      { query, variables },
      {
        query: 'subscription($a: Position) { meetEvents(after: $a) { __typename } }',
        variables: { a: oddValue(random) },
      },
    ],
    ...[
      { query: 'subscription($id: ID!) { meetUpdated(id: $id) { id } }', variables: { id: oddValue(random) } },
      { query: EVENTS, extensions: { persistedQuery: {} } },
    ],
    { query: 'subscription { meetEvents(after: "nonsense") { __typename } }' },
  ]);
  const id = pick(random, ['1', 'x'.repeat(10_000), '__proto__', 'constructor', '\0', '\u202e', 'é'.repeat(100)]);
  return overSocket('operation', [subscribe(id, payload)], { operation: id });
};

/** Much at once. */
const floods: Generator = (random, ground) => {
  const many = (make: (index: number) => Buffer): Buffer =>
    Buffer.concat(Array.from({ length: random.whole(150, 400) }, (_, index) => make(index)));
  const flood = pick(random, [
    many(() => message({ type: 'ping', payload: { x: 'y'.repeat(200) } })),
    many((index) => subscribe(String(index), { query: EVENTS })),
    many((index) => subscribe(String(index), { query: '{ nope }' })),
    many((index) =>
      Buffer.concat([subscribe(String(index), { query: EVENTS }), message({ type: 'complete', id: String(index) })]),
    ),
    many(() => frame({ opcode: OPCODES.PING, payload: Buffer.alloc(125) })),
    many(() => message('{')),
    many(() => frame({ opcode: OPCODES.TEXT, payload: Buffer.alloc(0) })),
    many(() => message({ type: 'connection_init', payload: { authorization: badToken(random, ground) } })),
    many((index) => subscribe(String(index), { query: badDocument(random) })),
  ]);
  return overSocket('flood', [flood], { ending: pick(random, ['waits', 'waits', 'leaves']) });
};

/** Messages of graphql-transport-ws, wrong in every field, order and number. */
export const messages: Generator = (random, ground: Ground) =>
  pick(random, [
    noMessages,
    noMessages,
    noMessages,
    introductions,
    introductions,
    disorder,
    operations,
    operations,
    operations,
    floods,
  ])(random, ground);
