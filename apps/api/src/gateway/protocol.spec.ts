import { EventEmitter } from 'node:events';
import { buildSchema, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { WebSocket } from 'ws';
import type { Authenticator } from '../auth/authenticator.ts';
import { silentLog } from '../logging/log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { eventually } from '../testing/eventually.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { Coalescing } from './coalescing.ts';
import { Connection } from './connection.ts';
import { createDocuments } from './documents.ts';
import { createPlaces } from './places.ts';
import { createProtocol } from './protocol.ts';

const SEVEN = '0000000000000007';
const MAX_OPERATIONS = 2;

/** `meetEvents` has nothing to send yet. */
function quietSchema(): GraphQLSchema {
  const schema = buildSchema(`
    scalar Position
    type Query { one: Int, two: Int }
    type Subscription { meetEvents(after: Position): Int }
  `);
  const subscription = schema.getSubscriptionType();
  if (!(subscription instanceof GraphQLObjectType)) throw new Error('the schema has no subscriptions');
  const { meetEvents } = subscription.getFields();
  if (meetEvents)
    meetEvents.subscribe = () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) });
  return schema;
}

const authenticator: Authenticator = {
  authenticate: async () => ({
    ok: true,
    identity: { viewer: { channelId: 'shop', role: 'manager', id: 'm-1' }, expiresAtMs: null, issuedAtMs: null },
  }),
};

type Sent = { readonly type: string; readonly payload?: unknown };

/** A socket whose client is known already. */
async function admitted() {
  const line = Object.assign(new EventEmitter(), {
    ...{ OPEN: 1, readyState: 1, bufferedAmount: 0, sent: [] as Sent[] },
    send: (message: string) => void line.sent.push(JSON.parse(message) as Sent),
    close: () => undefined,
  });
  const connection = new Connection({
    // The connection uses just what the line has.
    socket: line as unknown as WebSocket,
    correlationId: 'r-1',
    onKnown: () => undefined,
    stream: { write: () => undefined, cork: () => undefined, uncork: () => undefined },
    coalescing: new Coalescing(fakeClock(), 0),
    clock: fakeClock(),
    limits: { WS_MAX_BUFFERED_BYTES: 1_000_000, WS_STALL_TIMEOUT_MS: 5_000 },
    metrics: createMetrics(),
  });
  const schema = quietSchema();
  const protocol = createProtocol({
    ...{
      schema,
      authenticator,
      rates: { admit: () => ({ ok: true }) as const },
      sockets: { ofPerson: createPlaces(0), ofChannel: createPlaces(0) },
      maxOperations: MAX_OPERATIONS,
      revokedAt: () => null,
      initTimeoutMs: 0,
      log: silentLog,
    },
    readDocument: createDocuments(schema, [], { maxTokens: 1_000, maxRememberedBytes: 10_000 }),
  });
  let receive: (message: string) => Promise<void> = () => Promise.reject(new Error('nobody listens'));
  protocol.opened(
    {
      protocol: 'graphql-transport-ws',
      send: (message) => connection.send(message),
      close: () => undefined,
      onMessage: (handle) => void (receive = handle),
    },
    { connection },
  );
  await receive('{"type":"connection_init"}');
  const subscribe = (id: string, payload: { query: string; operationName?: string }): Promise<void> =>
    receive(JSON.stringify({ type: 'subscribe', id, payload }));
  return { connection, sent: line.sent, subscribe };
}

describe('an operation of a socket', () => {
  it('holds no room where the query does not say which one is meant', async () => {
    const { connection, sent, subscribe } = await admitted();
    for (let index = 0; index <= MAX_OPERATIONS; index += 1) {
      await subscribe(`unnamed-${index}`, { query: 'query A { one } query B { two }' });
      await subscribe(`misnamed-${index}`, { query: 'query A { one }', operationName: 'B' });
    }
    const errors = sent.filter(({ type }) => type === 'error');
    expect(errors).toHaveLength(2 * (MAX_OPERATIONS + 1));
    for (const error of errors) expect(error.payload).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(connection.operations.size).toBe(0);
    await subscribe('named', { query: 'query A { one } query B { two }', operationName: 'B' });
    expect(sent.slice(-2)).toMatchObject([{ type: 'next', payload: { data: { two: null } } }, { type: 'complete' }]);
  });

  it('that has sent nothing yet keeps the last position at what it was to go on from', async () => {
    const { connection, subscribe } = await admitted();
    expect(connection.lastPosition()).toBe('last position none');
    void subscribe('behind', { query: `subscription { meetEvents(after: "${SEVEN}") }` });
    await eventually('the operation', () => connection.operations.size === 1);
    expect(connection.lastPosition()).toBe(`last position ${SEVEN}`);
    void subscribe('from the start', { query: 'subscription { meetEvents }' });
    await eventually('the operation', () => connection.operations.size === 2);
    expect(connection.lastPosition()).toBe('last position 0000000000000000');
  });
});
