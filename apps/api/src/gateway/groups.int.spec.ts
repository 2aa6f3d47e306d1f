import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService, type TestSocket } from '../testing/running-service.ts';

const EVENTS = `subscription ($after: Position) { meetEvents(after: $after) {
  __typename ... on MeetEvent { id position type actor { ... on Manager { id name } ... on Customer { id } } }
  ... on CaughtUp { position }
} }`;
const ROUNDS = 25;
/** Each round starts a meet and cancels it: MeetStarted, MeetRang, MeetMissed. */
const EVENTS_A_ROUND = 3;

interface Told {
  readonly __typename: string;
  readonly id?: string;
  readonly position: string;
}
const toldTo = ({ messages }: TestSocket): Told[] =>
  messages.flatMap(({ type, payload }) =>
    type === 'next' ? [(payload as { data: { meetEvents: Told } }).data.meetEvents] : [],
  );
const eventsTo = (socket: TestSocket): Told[] => toldTo(socket).filter(({ __typename }) => __typename === 'MeetEvent');

describe('managers who subscribe to the same', () => {
  let service: RunningService;
  let opened = 0;
  beforeAll(async () => {
    service = await runningService({ WS_MAX_BUFFERED_BYTES: '65536', WS_STALL_TIMEOUT_MS: '60000' });
    const host = await service.token('integrator', 'host');
    const { body } = await service.ask(
      host,
      `mutation {
        putChannel(input: { name: "Shop", paidPlan: true }) { __typename }
        putManager(input: { id: "m-0", name: "Mina", operatorSeat: true }) { __typename }
        putCustomer(input: { id: "c-1" }) { __typename }
        setPresence(input: { customerId: "c-1", online: true }) { __typename }
        putUserChat(input: { id: "chat-1", customerId: "c-1", assigneeId: "m-0" }) { __typename }
      }`,
    );
    expect(body.errors).toBeUndefined();
  });
  afterAll(() => service.close());

  async function subscribed(manager: string, after: string | null = null): Promise<TestSocket> {
    const socket = service.socket();
    const authorization = `Bearer ${await service.token('manager', manager)}`;
    socket.send({ type: 'connection_init', payload: { authorization } });
    await eventually('connection_ack', () => socket.messages.length > 0);
    socket.send({
      type: 'subscribe',
      id: `${manager}-${(opened += 1)}`,
      payload: { query: EVENTS, variables: { after } },
    });
    return socket;
  }
  async function meetAndMiss(nth: number): Promise<void> {
    const manager = await service.token('manager', 'm-0');
    const start = 'mutation { startMeet(input: { place: { userChatId: "chat-1" }, kind: VOICE }) { __typename } }';
    await service.ask(manager, start);
    await service.ask(manager, `mutation { cancelMeet(input: { meetId: "uc.chat-1.${nth}" }) { __typename } }`);
  }

  it('are each sent everything behind their position once, whenever they come, pause, go and come back', async () => {
    const sockets: { socket: TestSocket; after: string | null }[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const telling = meetAndMiss(round);
      const seen = sockets.flatMap(({ socket }) => eventsTo(socket));
      // From the start, from the end, and from somewhere in between, while events come.
      for (const after of [null, seen.at(-1)?.position ?? null, seen[Math.floor(seen.length / 2)]?.position ?? null])
        sockets.push({ socket: await subscribed(`m-${round}`, after), after });
      const { socket } = sockets[round] ?? {};
      if (round % 4 === 0) socket?.socket.pause();
      if (round % 4 === 2) sockets[round - 2]?.socket.socket.resume();
      await telling;
    }
    for (const { socket } of sockets) socket.socket.resume();
    const first = sockets[0]?.socket;
    if (!first) throw new Error('somebody subscribed');
    await eventually('all events', () => eventsTo(first).length === ROUNDS * EVENTS_A_ROUND);
    const whole = eventsTo(first);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    for (const { socket, after } of sockets) {
      const rest = whole.filter(({ position }) => after === null || position > after);
      await eventually('the rest', () => eventsTo(socket).length >= rest.length);
      expect(eventsTo(socket)).toEqual(rest);
      const places = toldTo(socket).map(({ position }) => position);
      expect(places).toEqual([...places].sort());
    }
    const ids = sockets.map(({ socket }) => new Set(socket.messages.flatMap(({ id }) => id ?? [])));
    for (const mine of ids) expect(mine.size).toBe(1);
    for (const { socket } of sockets) socket.socket.terminate();
    await eventually('the end of the operations', async () =>
      /^meets_ws_operations 0$/m.test(await (await fetch(`${service.url}/metrics`)).text()),
    );
  }, 30_000);

  it('are sent nothing any more by an operation that they completed, and may use its id again', async () => {
    const socket = await subscribed('m-1', '0');
    await eventually('the catch-up', () => toldTo(socket).some(({ __typename }) => __typename === 'CaughtUp'));
    const id = `m-1-${opened}`;
    const before = socket.messages.length;
    socket.send({ type: 'complete', id });
    socket.send({ type: 'subscribe', id, payload: { query: '{ viewer { id } }' } });
    await eventually('the answer', () => socket.messages.some(({ type }) => type === 'complete'));
    expect(socket.messages.slice(before).map(({ type }) => type)).toEqual(['next', 'complete']);
    socket.socket.terminate();
  });
});
