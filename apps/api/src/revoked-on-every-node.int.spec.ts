import { SignJWT } from 'jose';
import { type KurrentServer, startKurrentServer } from '@meets/event-store/testing/kurrent-server';
import { openAdapters } from './open-adapters.ts';
import { systemClock } from './time/clock.ts';
import { eventually } from './testing/eventually.ts';
import { type RunningService, runningService, type TestSocket } from './testing/running-service.ts';

const PERSON_KEYS_SECRET = '5a'.repeat(32);
const AUTH_JWT_SECRET = 'a secret that both nodes share, long enough';
const ROLES = ['manager', 'customer', 'integrator', 'analyst'] as const;
type Role = (typeof ROLES)[number];
const BEFORE_S = -60;
const LONG_BEFORE_S = -3_600;
const REVOKED = { code: 4403, reason: 'the token was revoked' };

/** By the clock of who signs, which is this machine's. */
const signed = (role: Role, sub: string, issuedInS: number): Promise<string> =>
  new SignJWT({ channel: 'shop', role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuedAt(Math.floor(Date.now() / 1_000) + issuedInS)
    .setExpirationTime('1h')
    .sign(Buffer.from(AUTH_JWT_SECRET));

describe.each([
  { apart: 'agree', ms: 0 },
  { apart: 'differ: the other is ahead', ms: 2_000 },
  { apart: 'differ: the other is behind', ms: -2_000 },
])('two nodes whose clocks $apart', ({ ms }) => {
  const nodes = twoNodes(ms);

  it.each([
    ['here', 0],
    ['there', 1],
  ] as const)('both refuse what was revoked %s, end what it had open, and take a later token', async (_, asked) => {
    await Promise.all(ROLES.map((role) => endsEverywhere(role, asked)));
  });

  const endsEverywhere = async (role: Role, asked: 0 | 1): Promise<void> => {
    const old = await signed(role, 'x', BEFORE_S);
    const taken = await eventually('a token that both take', () => takenByBoth(role));
    const sockets = await Promise.all([subscribed(nodes.one, taken), subscribed(nodes.other, taken)]);
    await revoke([nodes.one, nodes.other][asked] ?? nodes.one, role);
    await eventually('the end of both sockets', () => sockets.every((socket) => socket.ended()));
    expect(sockets.map((socket) => socket.ended())).toEqual([REVOKED, REVOKED]);
    for (const token of [old, taken])
      expect([await statusOf(nodes.one, token), await statusOf(nodes.other, token)]).toEqual([401, 401]);
    await eventually('a later token, taken by both', () => takenByBoth(role));
  };

  const takenByBoth = async (role: Role): Promise<string | null> => {
    const token = await signed(role, 'x', 0);
    const answers = await Promise.all([statusOf(nodes.one, token), statusOf(nodes.other, token)]);
    return answers.every((status) => status === 200) ? token : null;
  };
});

describe('a node whose clock is ten minutes behind', () => {
  const nodes = twoNodes(-600_000);

  it.each(ROLES)('revokes as of the newest moment it has read in the log, not of its own clock (%s)', async (role) => {
    const old = await signed(role, 'x', BEFORE_S);
    expect(await statusOf(nodes.one, old)).toBe(200);
    await eventually('the refusal on the other node', async () => {
      await revoke(nodes.other, role);
      return (await statusOf(nodes.one, old)) === 401;
    });
  });
});

/** `one` goes by this machine's clock, `other` by one that differs from it. People of the id `x` are known. */
function twoNodes(apartMs: number): { readonly one: RunningService; readonly other: RunningService } {
  const nodes = {} as { one: RunningService; other: RunningService };
  let server: KurrentServer;
  beforeAll(async () => {
    server = await startKurrentServer();
    const environment = {
      EVENT_STORE: `esdb://127.0.0.1:${server.port}?tls=false`,
      PERSON_KEYS_SECRET,
      AUTH_JWT_SECRET,
    };
    const apart = { ...systemClock, now: () => Date.now() + apartMs };
    [nodes.one, nodes.other] = await Promise.all([
      runningService(environment, openAdapters),
      runningService(environment, openAdapters, apart),
    ]);
    const host = await signed('integrator', 'host', LONG_BEFORE_S);
    const { body } = await nodes.one.ask(host, SCENE);
    expect(body.errors).toBeUndefined();
  });
  afterAll(async () => {
    await Promise.all([nodes.one.close(), nodes.other.close()]);
    server.close();
  });
  return nodes;
}

const statusOf = async (node: RunningService, token: string): Promise<number> =>
  (await node.ask(token, '{ viewer { id } }')).status;

/** Revokes: the node that was asked has applied it once it answers. */
async function revoke(node: RunningService, role: Role): Promise<void> {
  const host = await signed('integrator', 'host', LONG_BEFORE_S);
  const { body } = await node.ask(
    host,
    `mutation { revokeTokens(input: { ${role}Id: "x" }) { __typename ... on Put { position } } }`,
  );
  expect(body.data).toMatchObject({ revokeTokens: { __typename: 'Put' } });
}

async function subscribed(node: RunningService, token: string): Promise<TestSocket> {
  const socket = node.socket();
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await eventually('connection_ack', () => socket.messages.length > 0);
  socket.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { meetEvents { __typename } }' } });
  await eventually('the mark', () => socket.messages.length > 1);
  return socket;
}

const SCENE = /* GraphQL */ `
  mutation {
    putManager(input: { id: "x", name: "Mina", operatorSeat: true }) {
      __typename
    }
    putCustomer(input: { id: "x", name: "Chulsoo" }) {
      __typename
    }
  }
`;
