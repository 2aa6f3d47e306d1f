import { createHmac } from 'node:crypto';
import type { Scene } from './scene.ts';
import { liveMeet, setScene } from './scene.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { tokenFor, type Role } from './graphql-client.ts';
import { PUT_CHANNEL } from './operations.ts';
import {
  closeCodeIn,
  frame,
  openFrames,
  openLine,
  openSocket,
  until,
  type SocketClient,
  type SocketOptions,
} from './socket-client.ts';

const CAUGHT_UP = 'subscription { meetEvents { __typename ... on CaughtUp { position } } }';
const QUIET = 'subscription { meetEvents { __typename } }';
const WHO = '{ viewer { role } }';
const TEXT = 0x1;
const BINARY = 0x2;
const CONTINUATION = 0x0;
const PING = 0x9;

/** The protocol, black box: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md and RFC 6455. */
describe('graphql-transport-ws', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  const opened: SocketClient[] = [];

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { WS_INIT_TIMEOUT_MS: '1000' });
    scene = await setScene(server, 'protocol');
  });
  afterEach(() => opened.splice(0).forEach(({ socket }) => socket.terminate()));
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  function open(options: SocketOptions = {}): SocketClient {
    const client = openSocket(server, options);
    opened.push(client);
    return client;
  }
  const init = async (role: Role = 'integrator', sub = 'host') => ({
    type: 'connection_init',
    payload: { authorization: `Bearer ${await tokenFor(server, 'protocol', role, sub)}` },
  });
  async function admitted(role?: Role, sub?: string): Promise<SocketClient> {
    const client = open();
    client.send(await init(role, sub));
    await client.message('connection_ack');
    return client;
  }
  const subscribe = (client: SocketClient, id: string, query: string, more: object = {}): void =>
    client.send({ type: 'subscribe', id, payload: { query, ...more } });
  /** That the socket goes on is shown by an operation of its own. */
  async function goesOn(client: SocketClient): Promise<void> {
    subscribe(client, 'goes-on', WHO);
    expect((await client.message('next', 'goes-on')).payload).toEqual({ data: { viewer: { role: 'integrator' } } });
  }

  describe('the handshake', () => {
    it('agrees on the subprotocol', async () => {
      const client = await admitted();
      expect(client.socket.protocol).toBe('graphql-transport-ws');
    });
    it('takes graphql-transport-ws out of several subprotocols', async () => {
      const client = open({ protocols: ['soap', 'graphql-transport-ws'] });
      client.send(await init());
      await client.message('connection_ack');
      expect(client.socket.protocol).toBe('graphql-transport-ws');
    });
    it.each(['graphql-ws', 'mqtt'])('serves nobody under another subprotocol: %s', async (protocols) => {
      expect(['Server sent no subprotocol', '']).toContain((await open({ protocols }).ended()).reason);
    });
    it('closes who names no subprotocol with 4406', async () => {
      expect((await open({ protocols: [] }).ended()).code).toBe(4406);
    });
    it.each(['/', '/nowhere', '/graphql/more', '/graphqlx'])('answers 404 to an upgrade of %s', async (path) => {
      expect((await open({ path }).ended()).reason).toMatch(/404/);
    });
    it('lets a query string be', async () => {
      const client = open({ path: '/graphql?trace=1' });
      client.send(await init());
      await client.message('connection_ack');
    });
    it.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example'])(
      'answers 403 to a page of another origin: %s',
      async (origin) => {
        expect((await open({ origin }).ended()).reason).toMatch(/403/);
      },
    );
    it('answers an upgrade to something else than WebSocket, and goes on', async () => {
      const line = openLine(server);
      line.socket.write('GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
      await until('an answer', () => /^HTTP\/1\.1 [45]\d\d/.test(line.received().toString()));
      line.socket.destroy();
      await goesOn(await admitted());
    });
    it('refuses another version of WebSocket with 4xx', async () => {
      const line = openLine(server);
      line.socket.write(
        'GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          'Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      await until('an answer', () => /^HTTP\/1\.1 4\d\d/.test(line.received().toString()));
      line.socket.destroy();
    });
  });

  describe('connection_init', () => {
    it('is awaited for a while, then the socket is closed with 4408', async () => {
      expect((await open().ended()).code).toBe(4408);
    });
    it('without a token closes with 4401', async () => {
      const client = open();
      client.send({ type: 'connection_init' });
      expect((await client.ended()).code).toBe(4401);
    });
    it.each(['Bearer forged', 'Bearer a.b.c'])(
      'with a token that cannot be verified closes with 4403: %s',
      async (it) => {
        const client = open();
        client.send({ type: 'connection_init', payload: { authorization: it } });
        expect((await client.ended()).code).toBe(4403);
      },
    );
    it.each([[['no', 'object']], [7], ['text']])('with %j for a payload closes with 4400', async (payload) => {
      const client = open();
      client.send({ type: 'connection_init', payload });
      expect((await client.ended()).code).toBe(4400);
    });
    it('sent twice closes with 4429', async () => {
      const client = await admitted();
      client.send(await init());
      expect((await client.ended()).code).toBe(4429);
    });
    it('sent twice at once closes with 4429, though nobody was admitted yet', async () => {
      const client = open();
      const message = await init();
      client.send(message);
      client.send(message);
      expect((await client.ended()).code).toBe(4429);
    });
    it('must come before subscribe: 4401', async () => {
      const client = open();
      subscribe(client, '1', WHO);
      expect((await client.ended()).code).toBe(4401);
    });
  });

  describe('ping and pong', () => {
    it('answers a ping with a pong and its payload', async () => {
      const client = await admitted();
      client.send({ type: 'ping', payload: { at: 7 } });
      expect((await client.message('pong')).payload).toEqual({ at: 7 });
    });
    it('answers a ping before connection_init', async () => {
      const client = open();
      client.send({ type: 'ping' });
      await client.message('pong');
    });
    it('takes a pong that nobody asked for', async () => {
      const client = await admitted();
      client.send({ type: 'pong', payload: { unasked: true } });
      await goesOn(client);
    });
    it('answers a ping of the WebSocket itself', async () => {
      const client = await admitted();
      let answered = '';
      client.socket.on('pong', (payload) => (answered = payload.toString()));
      client.socket.ping('seven');
      await until('the pong', () => answered === 'seven');
    });
    it('closes a WebSocket ping that is longer than control frames may be with 1002', async () => {
      const line = await openFrames(server);
      line.socket.write(frame({ opcode: PING, payload: Buffer.alloc(126) }));
      expect(await until('the close', () => closeCodeIn(line))).toBe(1002);
    });
  });

  describe('a message that means nothing', () => {
    it.each([
      ['no JSON', 'nonsense'],
      ['truncated JSON', '{"type":"ping"'],
      ['an empty text', ''],
      ['no object', '[]'],
      ['null', 'null'],
      ['no type', '{"id":"1"}'],
      ['an unknown type', '{"type":"start","id":"1"}'],
      ['a type that is no text', '{"type":7}'],
      ['subscribe without an id', '{"type":"subscribe","payload":{"query":"{ viewer { id } }"}}'],
      ['subscribe with an empty id', '{"type":"subscribe","id":"","payload":{"query":"{ viewer { id } }"}}'],
      ['subscribe without a payload', '{"type":"subscribe","id":"1"}'],
      ['subscribe without a query', '{"type":"subscribe","id":"1","payload":{}}'],
      ['a query that is no text', '{"type":"subscribe","id":"1","payload":{"query":7}}'],
      ['variables that are no object', '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[1]}}'],
      ['complete without an id', '{"type":"complete"}'],
      ['what only servers send: next', '{"type":"next","id":"1","payload":{"data":{}}}'],
      ['what only servers send: error', '{"type":"error","id":"1","payload":[{"message":"no"}]}'],
      ['what only servers send: connection_ack', '{"type":"connection_ack"}'],
    ])('closes with 4400: %s', async (_what, text) => {
      const client = await admitted();
      client.send(text);
      expect((await client.ended()).code).toBe(4400);
    });
    it('does not tell the inside of the service in the reason', async () => {
      const client = await admitted();
      client.send('{"type":"next","id":"1","payload":{"data":{}}}');
      expect((await client.ended()).reason).not.toMatch(/\.ts|\.js|node_modules|at /);
    });
  });

  describe('an operation', () => {
    it('may be a query: one next, then complete', async () => {
      const client = await admitted();
      subscribe(client, 'q', WHO);
      await client.message('complete', 'q');
      expect(client.messages.filter(({ id }) => id === 'q').map(({ type }) => type)).toEqual(['next', 'complete']);
    });
    it('may be a mutation', async () => {
      const client = await admitted();
      subscribe(client, 'm', PUT_CHANNEL, { variables: { input: { name: 'Shop protocol', paidPlan: true } } });
      expect((await client.message('next', 'm')).payload).toMatchObject({ data: { result: { __typename: 'Put' } } });
      await client.message('complete', 'm');
    });
    it('may be one of several in a document, by name', async () => {
      const client = await admitted();
      subscribe(client, 'n', 'query A { viewer { id } } query B { viewer { role } }', { operationName: 'B' });
      expect((await client.message('next', 'n')).payload).toEqual({ data: { viewer: { role: 'integrator' } } });
    });
    it.each([
      ['a syntax error', '{ viewer { id }', {}],
      ['an unknown field', '{ nothing }', {}],
      [
        'two fields at the root of a subscription',
        'subscription { myRings { ringing } meetEvents { __typename } }',
        {},
      ],
      ['an unknown operation name', 'query A { viewer { id } }', { operationName: 'B' }],
      ['several operations and no name', 'query A { viewer { id } } query B { viewer { id } }', {}],
      ['nothing but a fragment', 'fragment F on Viewer { id }', {}],
      ['a missing variable', 'query($id: ID!) { meet(id: $id) { id } }', {}],
    ])('is answered with an error of its own for %s, and the socket goes on', async (_what, query, more) => {
      const client = await admitted();
      subscribe(client, 'other', CAUGHT_UP);
      await client.message('next', 'other');
      subscribe(client, 'wrong', query, more);
      const answer = await until('an answer', () => client.messages.find(({ id }) => id === 'wrong'));
      const errors =
        answer.type === 'error' ? answer.payload : (answer.payload as { errors?: readonly object[] }).errors;
      expect(errors).toMatchObject([{ message: expect.any(String), extensions: { code: expect.any(String) } }]);
      await goesOn(client);
      expect(client.messages.some(({ id, type }) => id === 'other' && type === 'complete')).toBe(false);
    });
    it('with an id that is open already closes with 4409', async () => {
      const client = await admitted();
      subscribe(client, 'same', QUIET);
      subscribe(client, 'same', QUIET);
      expect((await client.ended()).code).toBe(4409);
    });
    it('may take an id again that is complete', async () => {
      const client = await admitted();
      for (let time = 1; time <= 2; time += 1) {
        subscribe(client, 'again', WHO);
        await until('the answer', () => client.messages.filter(({ type }) => type === 'complete').length === time);
      }
    });
    it('that the client completes sends nothing more', async () => {
      const client = await admitted();
      subscribe(client, 'off', CAUGHT_UP);
      subscribe(client, 'on', 'subscription { meetEvents { __typename ... on MeetEvent { type } } }');
      await client.message('next', 'off');
      client.send({ type: 'complete', id: 'off' });
      await goesOn(client);
      const before = client.messages.filter(({ id }) => id === 'off').length;
      await liveMeet(scene);
      await until('the events', () => client.messages.some(({ payload }) => /Accepted/.test(JSON.stringify(payload))));
      expect(client.messages.filter(({ id }) => id === 'off')).toHaveLength(before);
    });
    it.each(['off', 'never-there'])('may be completed twice, and where it never was: %s', async (id) => {
      const client = await admitted();
      subscribe(client, 'off', QUIET);
      for (let time = 0; time < 3; time += 1) client.send({ type: 'complete', id });
      await goesOn(client);
    });
    it('of a person hears nothing of what is another person’s', async () => {
      const stranger = await admitted('customer', 'cu-2');
      subscribe(stranger, 'events', 'subscription { meetEvents { __typename } }');
      await stranger.message('next', 'events');
      const came = stranger.messages.filter(({ id }) => id === 'events').map(({ payload }) => payload);
      expect(came).toEqual(came.map(() => ({ data: { meetEvents: { __typename: 'CaughtUp' } } })));
    });
  });

  describe('a limit', () => {
    it('of open operations refuses the 101st alone', async () => {
      const client = await admitted();
      for (let index = 1; index <= 101; index += 1) subscribe(client, `${index}`, QUIET);
      expect((await client.message('error')).id).toBe('101');
      expect((await client.message('error')).payload).toMatchObject([
        { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
      ]);
      client.send({ type: 'complete', id: '1' });
      await goesOn(client);
    });
    it('of a message’s bytes closes with 1009', async () => {
      const client = await admitted();
      client.send({ type: 'ping', payload: { padding: 'x'.repeat(2_000_000) } });
      expect((await client.ended()).code).toBe(1009);
    });
    it('of a message’s bytes counts fragments together', async () => {
      const line = await openFrames(server);
      line.socket.write(frame({ opcode: TEXT, payload: Buffer.alloc(60_000, 'x'), fin: false }));
      for (let part = 0; part < 5; part += 1) {
        line.socket.write(frame({ opcode: CONTINUATION, payload: Buffer.alloc(60_000, 'x'), fin: false }));
      }
      expect(await until('the close', () => closeCodeIn(line))).toBe(1009);
    });
    const deep = (levels: number): string => (levels === 0 ? 'id' : `callbackOf { ${deep(levels - 1)} }`);
    it.each([
      ['aliases', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: viewer { id }`).join(' ')} }`],
      ['depth', `{ meet(id: "m") { ${deep(13)} } }`],
      [
        'cost',
        '{ meets(first: 100) { edges { node { history(first: 100) { edges { node { id type version data } } } } } } }',
      ],
      ['tokens', `{ viewer { ${'id '.repeat(2_001)} } }`],
    ])('of a query’s %s holds here as over HTTP', async (_what, query) => {
      const client = await admitted();
      subscribe(client, 'wide', query);
      const [here] = (await client.message('error', 'wide')).payload as { message: string; extensions: object }[];
      const [there] = (await scene.host.ask(query)).errors ?? [];
      expect({ message: here?.message, extensions: here?.extensions }).toEqual({
        message: there?.message,
        extensions: there?.extensions,
      });
      await goesOn(client);
    });
  });

  describe('frames', () => {
    const ping = Buffer.from('{"type":"ping"}');
    const pongCame = (received: Buffer): boolean => received.includes('{"type":"pong"}');

    it('may cut a message in pieces', async () => {
      const line = await openFrames(server);
      line.socket.write(frame({ opcode: TEXT, payload: ping.subarray(0, 5), fin: false }));
      line.socket.write(frame({ opcode: CONTINUATION, payload: ping.subarray(5, 9), fin: false }));
      line.socket.write(frame({ opcode: CONTINUATION, payload: ping.subarray(9) }));
      await until('the pong', () => pongCame(line.received()));
      line.socket.destroy();
    });
    it('may have a control frame between the pieces of a message', async () => {
      const line = await openFrames(server);
      line.socket.write(frame({ opcode: TEXT, payload: ping.subarray(0, 5), fin: false }));
      line.socket.write(frame({ opcode: PING, payload: Buffer.from('now') }));
      line.socket.write(frame({ opcode: CONTINUATION, payload: ping.subarray(5) }));
      await until('the pong', () => pongCame(line.received()) && line.received().includes('now'));
      line.socket.destroy();
    });
    it('may come byte by byte', async () => {
      const line = await openFrames(server);
      for (const byte of frame({ opcode: TEXT, payload: ping })) line.socket.write(Buffer.of(byte));
      await until('the pong', () => pongCame(line.received()));
      line.socket.destroy();
    });
    it('may be binary where they hold a message: read alike', async () => {
      const line = await openFrames(server);
      line.socket.write(frame({ opcode: BINARY, payload: ping }));
      await until('the pong', () => pongCame(line.received()));
      line.socket.destroy();
    });
    it.each([
      ['1007 for text that is no UTF-8', 1007, { opcode: TEXT, payload: Buffer.of(0x22, 0xc3, 0x28, 0x22) }],
      ['1002 where it is not masked', 1002, { opcode: TEXT, payload: ping, masked: false }],
      ['1002 for an opcode that is none', 1002, { opcode: 0x3, payload: ping }],
      ['1002 for reserved bits', 1002, { opcode: TEXT, payload: ping, reserved: 4 }],
      ['1002 for a continuation of nothing', 1002, { opcode: CONTINUATION, payload: ping }],
      ['1002 for a control frame in pieces', 1002, { opcode: PING, payload: ping, fin: false }],
      ['4400 for binary nonsense', 4400, { opcode: BINARY, payload: Buffer.of(0, 1, 2, 255) }],
    ])('that are wrong close with %s', async (_what, code, wrong) => {
      const line = await openFrames(server);
      line.socket.write(frame(wrong));
      expect(await until('the close', () => closeCodeIn(line))).toBe(code);
      line.socket.destroy();
    });
    it('that announce more than may be sent close with 1009 at once', async () => {
      const line = await openFrames(server);
      const head = Buffer.alloc(14);
      head[0] = 0x81;
      head[1] = 0xff;
      head.writeBigUInt64BE(2n ** 33n, 2);
      line.socket.write(head);
      expect(await until('the close', () => closeCodeIn(line))).toBe(1009);
      line.socket.destroy();
    });
    it('of a client’s close are answered with the same code', async () => {
      const line = await openFrames(server);
      line.socket.write(frame({ opcode: 0x8, payload: Buffer.of(0x03, 0xe8) }));
      expect(await until('the close', () => closeCodeIn(line))).toBe(1000);
      await until('the end of the line', () => line.closed());
    });
  });
});

describe('a socket whose time is over', () => {
  const secret = 'a secret of this test, and of its server alone';

  it('is closed with 4403 when its token ends, and hears that it has ended before', async () => {
    const dataDir = await temporaryDataDir();
    const server = await startServer(dataDir.path, { AUTH_JWT_SECRET: secret });
    const now = Math.floor(Date.now() / 1_000);
    const brief = openSocket(server);
    brief.send({ type: 'connection_init', payload: { authorization: `Bearer ${signed(secret, now + 2)}` } });
    await brief.message('connection_ack');
    brief.send({ type: 'subscribe', id: '1', payload: { query: QUIET } });
    expect(await brief.ended()).toMatchObject({ code: 4403, reason: expect.stringContaining('expired') });
    const late = openSocket(server);
    late.send({ type: 'connection_init', payload: { authorization: `Bearer ${signed(secret, now - 60)}` } });
    expect((await late.ended()).code).toBe(4403);
    await server.stop();
    await dataDir.remove();
  });
});

/** A token as a host's own identity service would sign it (HS256). */
function signed(secret: string, exp: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256' })}.${part({ sub: 'ma-1', channel: 'brief', role: 'manager', exp })}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
