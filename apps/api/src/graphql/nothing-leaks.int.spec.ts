import type { GraphQLSchema } from 'graphql';
import { isObjectType, parse, validate } from 'graphql';
import { eventually } from '../testing/eventually.ts';
import { type GeneratedOperation, generateOperations } from '../testing/generated-operations.ts';
import { runningService, type RunningService, type TestSocket } from '../testing/running-service.ts';
import type { Viewer } from '../viewer.ts';
import { buildSchema } from './build-schema.ts';

/** Two hundred operations, for each role and each stranger. */
const MATRIX_TIMEOUT_MS = 240_000;
/** The operations are as wide as the schema, which no client's are. */
const WIDE = {
  MAX_QUERY_ALIASES: '10000',
  MAX_QUERY_DEPTH: '100',
  MAX_QUERY_COST: '10000000',
  MAX_QUERY_TOKENS: '100000',
  WS_MAX_SUBSCRIPTIONS: '1000',
};
const CHANNEL = 'shop';
const FOREIGN_CHANNEL = 'rival';

/** Reads of what is named so, by whom it concerns, are in no answer to anybody else. */
const SECRET = { foreign: 'SECRETRIVAL', hidden: 'SECRETHIDDEN', private: 'SECRETPRIVATE' } as const;

/** What each reference of the schema refers to. A new one fails the matrix until it stands here. */
const KIND_OF: Readonly<Record<string, keyof Ids>> = {
  'meet.id': 'meet',
  'meetUpdated.id': 'meet',
  'teamRoom.id': 'room',
  'userChat.id': 'chat',
  'putCustomer.id': 'customer',
  'putManager.id': 'manager',
  'putTeamRoom.id': 'room',
  'putUserChat.id': 'chat',
  meetId: 'meet',
  userChatId: 'chat',
  internalChatOf: 'chat',
  teamRoomId: 'room',
  customerId: 'customer',
  managerId: 'manager',
  assigneeId: 'manager',
  managerIds: 'manager',
  memberIds: 'manager',
  integratorId: 'integrator',
  analystId: 'analyst',
  eventId: 'event',
  token: 'token',
  transportId: 'media',
  trackId: 'media',
  receptionId: 'media',
};

/** Where a member of the room and assignee of the chat reads names: without these the matrix would prove nothing. */
const OWNERS_READ = [
  'Query.meet(meet.id)',
  'Query.teamRoom(teamRoom.id)',
  'Query.userChat(userChat.id)',
  'Query.meets(where.customerId)',
];

interface Ids {
  readonly meet: string;
  readonly chat: string;
  readonly room: string;
  readonly customer: string;
  readonly manager: string;
  readonly integrator: string;
  readonly analyst: string;
  readonly event: string;
  readonly token: string;
  readonly media: string;
}

/** Ids that never were; as long as those they are compared with. */
const never = (ids: Ids): Ids => {
  const other = (id: string): string => id.replace(/\w{6}$|\w{6}(?=\.\d+$)/, (end) => [...end].reverse().join('') + '');
  return {
    meet: ids.meet.replace(/zz/, 'qq'),
    chat: ids.chat.replace(/zz/, 'qq'),
    room: ids.room.replace(/zz/, 'qq'),
    customer: ids.customer.replace(/zz/, 'qq'),
    manager: ids.manager.replace(/zz/, 'qq'),
    integrator: ids.integrator.replace(/zz/, 'qq'),
    analyst: ids.analyst.replace(/zz/, 'qq'),
    event: other(ids.event),
    token: ids.token.replace(/.{8}$/, 'AAAAAAAA'),
    media: ids.media.replace(/zz/, 'qq'),
  };
};

describe('every field, asked by everybody about what is not theirs', () => {
  let service: RunningService;
  let schema: GraphQLSchema;
  let operations: GeneratedOperation[];
  const visited = new Set<string>();
  let foreign: Ids;
  let hidden: Ids;
  const sockets = new Map<string, TestSocket>();

  beforeAll(async () => {
    schema = await buildSchema();
    operations = generateOperations(schema, visited);
    service = await runningService(WIDE);
    await tenant(FOREIGN_CHANNEL, 'zzrival', SECRET.foreign);
    foreign = await idsOf(FOREIGN_CHANNEL, 'zzrival');
    await tenant(CHANNEL, 'own', 'Own');
    await tenant(CHANNEL, 'zzhidden', SECRET.hidden);
    hidden = await idsOf(CHANNEL, 'zzhidden');
  }, MATRIX_TIMEOUT_MS);
  afterAll(() => service.close());

  /** A customer with a missed and a live meet, an internal one, and a private room, all named by a prefix and a word. */
  async function tenant(channel: string, prefix: string, word: string): Promise<void> {
    const host = await service.token('integrator', 'host', channel);
    const manager = await service.token('manager', `${prefix}-ma`, channel);
    const customer = await service.token('customer', `${prefix}-cu`, channel);
    const told = await service.ask(
      host,
      `mutation {
        putChannel(input: { name: "${channel === CHANNEL ? 'Shop' : word}", paidPlan: true }) { ...R }
        a: putManager(input: { id: "${prefix}-ma", name: "${word} Mina", operatorSeat: true }) { ...R }
        b: putManager(input: { id: "${prefix}-mb", name: "${word} Max", operatorSeat: true }) { ...R }
        putCustomer(input: { id: "${prefix}-cu", name: "${word} Juno" }) { ...R }
        putUserChat(input: { id: "${prefix}-chat", customerId: "${prefix}-cu", assigneeId: "${prefix}-ma", managerIds: ["${prefix}-ma"] }) { ...R }
        putTeamRoom(input: { id: "${prefix}-room", kind: PRIVATE_GROUP, memberIds: ["${prefix}-ma", "${prefix}-mb"], name: "${word} room" }) { ...R }
        updateChannelMeetSettings(input: { customersMayStart: true }) { __typename }
        c: setPresence(input: { managerId: "${prefix}-ma", online: true }) { ...R }
        d: setPresence(input: { customerId: "${prefix}-cu", online: true }) { ...R }
      } fragment R on PutResult { __typename ... on Problem { message } }`,
    );
    expect(JSON.stringify(told.body)).not.toMatch(/message/);
    const start = (token: string, place: string) =>
      service.ask(token, `mutation { startMeet(input: { place: { ${place} }, kind: VOICE }) { __typename } }`);
    const onMeet = (token: string, what: string, id: string) =>
      service.ask(token, `mutation { ${what}(input: { meetId: "${id}" }) { __typename } }`);
    const answers = [
      await start(customer, `userChatId: "${prefix}-chat"`),
      await onMeet(manager, 'declineMeet', `uc.${prefix}-chat.1`),
      await start(customer, `userChatId: "${prefix}-chat"`),
      await onMeet(manager, 'acceptMeet', `uc.${prefix}-chat.2`),
      await start(manager, `internalChatOf: "${prefix}-chat"`),
      await onMeet(manager, 'leaveMeet', `ic.${prefix}-chat.1`),
      await start(manager, `teamRoomId: "${prefix}-room"`),
    ];
    for (const { body } of answers) expect(JSON.stringify(body)).toMatch(/MeetAccepted/);
  }

  async function idsOf(channel: string, prefix: string): Promise<Ids> {
    const manager = await service.token('manager', `${prefix}-ma`, channel);
    const read = await service.ask(
      manager,
      `mutation { createMeetLink(input: { kind: ROOM, teamRoomId: "${prefix}-room" }) { ... on MeetLink { token } } }`,
    );
    const events = await service.ask(
      await service.token('integrator', 'host', channel),
      `{ events(where: { userChatId: "${prefix}-chat" }, first: 1) { edges { node { id } } } }`,
    );
    const { token } = (read.body.data as unknown as { createMeetLink: { token: string } }).createMeetLink;
    const event = (events.body.data as unknown as { events: { edges: { node: { id: string } }[] } }).events.edges[0];
    return {
      ...{ meet: `uc.${prefix}-chat.1`, chat: `${prefix}-chat`, room: `${prefix}-room`, token },
      ...{ customer: `${prefix}-cu`, manager: `${prefix}-ma`, event: event?.node.id ?? '' },
      ...{ integrator: `${prefix}-in`, analyst: `${prefix}-an`, media: `${prefix}-media` },
    };
  }

  /** One answer, with what changes from one asking to the next taken out. */
  async function answerTo(operation: GeneratedOperation, viewer: Viewer | null, ids: Ids): Promise<string> {
    const variables = operation.variables((name) => ids[kindOf(name)]);
    const text =
      operation.kind === 'subscription' && viewer !== null
        ? await heard(operation, viewer, variables)
        : JSON.stringify(
            await service.ask(viewer && (await service.token(viewer.role, viewer.id)), operation.document, variables),
          );
    return Object.values<string>({ ...ids })
      .reduce((masked, id) => masked.replaceAll(id, '<id>'), text)
      .replace(/"(\w*position|cursor|endCursor|startCursor)":"[^"]*"/gi, '"$1":"<position>"')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replace(/"(?:\w+_)?(correlationId|id|causationId)":"[0-9a-f-]{36}"/g, '"$1":"<uuid>"');
  }

  let serial = 0;
  /** The first thing that a subscription says, or that it said nothing before a question asked after it was answered. */
  async function heard(operation: GeneratedOperation, viewer: Viewer, variables: object): Promise<string> {
    const key = `${viewer.role} ${viewer.id}`;
    const socket = sockets.get(key) ?? service.socket();
    if (!sockets.has(key)) {
      sockets.set(key, socket);
      const authorization = `Bearer ${await service.token(viewer.role, viewer.id)}`;
      socket.send({ type: 'connection_init', payload: { authorization } });
      await eventually('the ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    }
    const id = `s-${(serial += 1)}`;
    socket.send({ type: 'subscribe', id, payload: { query: operation.document, variables } });
    socket.send({ type: 'subscribe', id: `after-${id}`, payload: { query: '{ viewer { id } }' } });
    await eventually('what comes after', () =>
      socket.messages.some((it) => it.id === `after-${id}` && it.type === 'complete'),
    );
    socket.send({ type: 'complete', id });
    const [first] = socket.messages.filter((it) => it.id === id);
    return JSON.stringify({ type: first?.type, payload: first?.payload });
  }

  function kindOf(name: string): keyof Ids {
    const kind = KIND_OF[name];
    if (kind === undefined) throw new Error(`say in KIND_OF what ${name} refers to`);
    return kind;
  }

  const own = (role: Viewer['role'], id: string): Viewer => ({ channelId: CHANNEL, role, id });
  const everybody: [string, Viewer | null][] = [
    ['a manager', own('manager', 'own-ma')],
    ['a customer', own('customer', 'own-cu')],
    ['an analyst', own('analyst', 'ana')],
    ['nobody (no token)', null],
    // Last: an integrator’s orders make what they name.
    ['an integrator', own('integrator', 'host')],
  ];

  it('is all of the schema: every field of every type', () => {
    const all = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) =>
        isObjectType(type) ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`) : [],
      );
    expect(all.filter((field) => !visited.has(field))).toEqual([]);
    expect(operations.flatMap(({ references }) => references).filter((name) => !(name in KIND_OF))).toEqual([]);
  });

  it('is asked validly, and tells its owners what strangers must not read', async () => {
    for (const { name, document } of operations) {
      expect({ name, errors: validate(schema, parse(document)).map(String) }).toEqual({ name, errors: [] });
    }
    const told: string[] = [];
    for (const operation of operations.filter(({ kind }) => kind === 'query')) {
      const ids = await idsOf(CHANNEL, 'zzhidden');
      if ((await answerTo(operation, own('manager', 'zzhidden-ma'), ids)).includes(SECRET.hidden)) {
        told.push(operation.name);
      }
    }
    expect(told).toEqual(expect.arrayContaining(OWNERS_READ));
  });

  it.each(everybody)(
    'of another tenant: %s reads what they would read of what never was, and no word of it',
    async (_who, viewer) => {
      for (const operation of operations) {
        const there = await answerTo(operation, viewer, foreign);
        const nowhere = await answerTo(operation, viewer, never(foreign));
        expect({ operation: operation.name, answer: there }).toEqual({ operation: operation.name, answer: nowhere });
        expect(there).not.toContain(SECRET.foreign);
      }
    },
    MATRIX_TIMEOUT_MS,
  );

  it(
    'invariant 3: of another customer, a customer reads what they would read of what never was, and nothing managers-only',
    async () => {
      for (const operation of operations) {
        const customer = own('customer', 'own-cu');
        const there = await answerTo(operation, customer, hidden);
        const nowhere = await answerTo(operation, customer, never(hidden));
        expect({ operation: operation.name, answer: there }).toEqual({ operation: operation.name, answer: nowhere });
        expect(there).not.toMatch(/SECRETHIDDEN|MISSED|REJECTED_BY|"ic\.|"tr\.|ORANGE/);
      }
    },
    MATRIX_TIMEOUT_MS,
  );

  it(
    'of a private room, a manager who is no member reads what they would read of what never was',
    async () => {
      const room: Ids = { ...hidden, meet: 'tr.zzhidden-room.1' };
      const about = operations.filter(({ references }) =>
        references.every((name) => ['room', 'meet'].includes(KIND_OF[name] ?? '')),
      );
      for (const operation of about) {
        const there = await answerTo(operation, own('manager', 'own-ma'), room);
        const nowhere = await answerTo(operation, own('manager', 'own-ma'), never(room));
        expect({ operation: operation.name, answer: there }).toEqual({ operation: operation.name, answer: nowhere });
        expect(there).not.toContain(`${SECRET.hidden} room`);
      }
    },
    MATRIX_TIMEOUT_MS,
  );
});
