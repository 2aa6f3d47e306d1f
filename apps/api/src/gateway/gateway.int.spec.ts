import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService, type TestSocket } from '../testing/running-service.ts';

const WIDE_EVENT = `... on MeetEvent { ${Array.from({ length: 25 }, (_, index) => `d${index}: data`).join(' ')} }`;
const WIDE = `subscription { meetEvents { __typename ${WIDE_EVENT} } }`;

describe('the gateway', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({
      WS_INIT_TIMEOUT_MS: '100',
      WS_MAX_SUBSCRIPTIONS: '60',
      WS_MAX_MESSAGE_BYTES: '2048',
      WS_MAX_SOCKETS: '3',
      WS_MAX_BUFFERED_BYTES: '65536',
      WS_STALL_TIMEOUT_MS: '500',
      WS_PING_INTERVAL_MS: '60000',
      HEARTBEAT_MS: '50',
    });
  });
  afterAll(() => service.close());

  async function admitted(): Promise<TestSocket> {
    const socket = service.socket();
    const token = await service.token('integrator', 'host');
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await eventually('connection_ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    return socket;
  }
  const subscribe = (socket: TestSocket, id: string, query: string): void =>
    socket.send({ type: 'subscribe', id, payload: { query } });
  const closed = (socket: TestSocket) => eventually('the end of the socket', () => socket.ended());
  async function end(socket: TestSocket): Promise<void> {
    socket.socket.terminate();
    await closed(socket);
    await eventually('the gauge', async () => /^meets_ws_sockets 0$/m.test(await metrics()));
  }
  const metrics = async (): Promise<string> => (await fetch(`${service.url}/metrics`)).text();

  it('does not wait for ever for who a client is', async () => {
    const silent = service.socket();
    expect((await closed(silent)).code).toBe(4408);
    await end(silent);
  });

  it('closes a socket whose message is too large', async () => {
    const socket = await admitted();
    socket.send({ type: 'ping', payload: { padding: 'x'.repeat(3_000) } });
    expect((await closed(socket)).code).toBe(1009);
    await end(socket);
  });

  it('closes a socket whose message nests so deep that its answer could not be written', async () => {
    const socket = await admitted();
    socket.send(`{"type":"ping","payload":{"a":${'['.repeat(500)}${']'.repeat(500)}}}`);
    expect(await closed(socket)).toEqual({ code: 4400, reason: 'Invalid message received' });
    await end(socket);
  });

  it('fails the one operation whose document nests so deep that it could not be parsed', async () => {
    const socket = await admitted();
    subscribe(socket, 'deep', `{meet(id:${'['.repeat(1_900)}`);
    const refused = await eventually('the refusal', () => socket.messages.find(({ type }) => type === 'error'));
    expect(refused).toMatchObject({ id: 'deep', payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
    expect(socket.ended()).toBeNull();
    await end(socket);
  });

  it('answers many pings at once', async () => {
    const socket = await admitted();
    let pongs = 0;
    socket.socket.on('pong', () => (pongs += 1));
    for (let times = 0; times < 500; times += 1) socket.socket.ping();
    await eventually('all pongs', () => pongs === 500);
    await end(socket);
  });

  it('takes no more sockets than it may', async () => {
    const sockets = [await admitted(), await admitted(), await admitted()];
    expect((await closed(service.socket())).reason).toMatch(/503/);
    for (const socket of sockets) socket.socket.terminate();
    await eventually('the gauge', async () => /^meets_ws_sockets 0$/m.test(await metrics()));
  });

  it('fails one operation too many, and takes another once one is complete', async () => {
    const socket = await admitted();
    for (let index = 0; index < 61; index += 1)
      subscribe(socket, `${index}`, 'subscription { meetEvents { __typename } }');
    const refused = await eventually('the refusal', () => socket.messages.find(({ type }) => type === 'error'));
    expect(refused).toMatchObject({ id: '60', payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] });
    socket.send({ type: 'complete', id: '0' });
    subscribe(socket, 'another', '{ viewer { role } }');
    await eventually('the answer', () => socket.messages.some(({ id, type }) => id === 'another' && type === 'next'));
    await end(socket);
  });

  it('sends heartbeats with the position, and nothing after complete', async () => {
    const socket = await admitted();
    subscribe(socket, '1', 'subscription { meetEvents { ... on CaughtUp { position } } }');
    await eventually('heartbeats', () => socket.messages.filter(({ type }) => type === 'next').length > 2);
    socket.send({ type: 'complete', id: '1' });
    await eventually('the end of the operation', async () => /^meets_ws_operations 0$/m.test(await metrics()));
    await end(socket);
  });

  it('closes a reader that stops reading, with the last position, and holds little for it meanwhile', async () => {
    const host = await service.token('integrator', 'host');
    const prepared = await service.ask(
      host,
      `mutation {
        putChannel(input: { name: "Shop", paidPlan: true }) { __typename }
        putManager(input: { id: "m-1", name: "Mina", operatorSeat: true }) { __typename }
        putCustomer(input: { id: "c-1" }) { __typename }
        setPresence(input: { customerId: "c-1", online: true }) { __typename }
        putUserChat(input: { id: "chat-1", customerId: "c-1", assigneeId: "m-1" }) { __typename }
      }`,
    );
    expect(prepared.body.errors).toBeUndefined();
    const manager = await service.token('manager', 'm-1');
    for (let round = 1; round <= 40; round += 1) {
      const start = 'mutation { startMeet(input: { place: { userChatId: "chat-1" }, kind: VOICE }) { __typename } }';
      await service.ask(manager, start);
      await service.ask(manager, `mutation { cancelMeet(input: { meetId: "uc.chat-1.${round}" }) { __typename } }`);
    }
    const reader = await admitted();
    reader.socket.pause();
    for (let index = 0; index < 60; index += 1) subscribe(reader, `${index}`, WIDE);
    await eventually('the close of the slow reader', async () =>
      /^meets_ws_closed_total\{cause="slow-reader"\} 1$/m.test(await metrics()),
    );
    expect(await metrics()).toMatch(/^meets_ws_operations 0$/m);
    reader.socket.resume();
    expect(await closed(reader)).toMatchObject({ code: 1013, reason: expect.stringMatching(/last position \w+/) });
    expect(reader.messages.some(({ type }) => type === 'complete')).toBe(false);
  });
});
