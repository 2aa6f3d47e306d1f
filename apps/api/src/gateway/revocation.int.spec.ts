import { SignJWT } from 'jose';
import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService, type TestSocket } from '../testing/running-service.ts';

const SECRET = 'a secret of at least thirty-two bytes';
const BEFORE_S = -60;

const signed = (role: string, sub: string, issuedInS: number | null): Promise<string> => {
  const token = new SignJWT({ channel: 'shop', role }).setProtectedHeader({ alg: 'HS256' }).setSubject(sub);
  if (issuedInS !== null) token.setIssuedAt(Math.floor(Date.now() / 1_000) + issuedInS);
  return token.setExpirationTime('1h').sign(Buffer.from(SECRET));
};

const ROLES = ['manager', 'customer', 'integrator', 'analyst'] as const;
const idOf = (role: string, sub: string): string => `${role}Id: "${sub}"`;

describe('somebody whose tokens were revoked', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({ AUTH_JWT_SECRET: SECRET });
    for (const id of ['x', 'y']) {
      await host(`putManager(input: { id: "${id}", name: "Mina", operatorSeat: true }) { __typename }`);
      await host(`putCustomer(input: { id: "${id}", name: "Juno" }) { __typename }`);
    }
  });
  afterAll(() => service.close());

  const host = async (mutation: string) =>
    service.ask(await signed('integrator', 'host', BEFORE_S), `mutation { ${mutation} }`);
  const statusOf = async (token: string): Promise<number> => (await service.ask(token, '{ viewer { id } }')).status;
  async function subscribed(token: string): Promise<TestSocket> {
    const socket = service.socket();
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await eventually('connection_ack', () => socket.messages.length > 0);
    socket.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { meetEvents { __typename } }' } });
    await eventually('the mark', () => socket.messages.length > 1);
    return socket;
  }

  it.each(ROLES)('is refused as %s, and what they had open is closed; nobody else’s is', async (role) => {
    const others = ROLES.filter((other) => other !== role).map((other) => [other, 'x'] as const);
    const [old, undated] = [await signed(role, 'x', BEFORE_S), await signed(role, 'x', null)];
    // A later second: what the rounds before revoked is not in the way.
    const spared = await Promise.all([...others, [role, 'y'] as const].map(([of, sub]) => freshly(of, sub)));
    const [first, second, ...rest] = await Promise.all([old, undated, ...spared].map(subscribed));
    const before = performance.now();
    const { body } = await host(`revokeTokens(input: { ${idOf(role, 'x')} }) { __typename }`);
    expect(body.data).toEqual({ revokeTokens: { __typename: 'Put' } });
    await eventually('the end of both sockets', () => first?.ended() && second?.ended());
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(first?.ended()).toEqual({ code: 4403, reason: 'the token was revoked' });
    expect(first?.messages.some(({ type }) => type === 'complete')).toBe(false);
    expect(rest.map((socket) => socket.ended())).toEqual(rest.map(() => null));
    expect(await Promise.all([old, undated, ...spared].map(statusOf))).toEqual([401, 401, ...spared.map(() => 200)]);
    expect(await statusOf(await freshly(role, 'x'))).toBe(200);
    const late = service.socket();
    late.send({ type: 'connection_init', payload: { authorization: `Bearer ${old}` } });
    expect(await eventually('the refusal', () => late.ended())).toEqual({
      code: 4403,
      reason: 'the token was revoked',
    });
    for (const { socket } of rest) socket.terminate();
  });

  /** A token that is taken: one of a later second than whatever was revoked before. */
  const freshly = (role: string, sub: string): Promise<string> =>
    eventually(`a token of ${role} ${sub}’s that is taken`, async () => {
      const token = await signed(role, sub, 0);
      return (await statusOf(token)) === 200 ? token : null;
    });

  it('is revoked by the host product alone', async () => {
    for (const role of ROLES) {
      const revoke = `mutation { revokeTokens(input: { ${idOf(role, 'y')} }) { __typename } }`;
      for (const asking of ['manager', 'customer', 'analyst']) {
        const { body } = await service.ask(await signed(asking, 'somebody', BEFORE_S), revoke);
        expect(body.data).toEqual({ revokeTokens: { __typename: 'NotAllowed' } });
      }
    }
  });

  it.each(['manager', 'customer'])('is not found where no %s was ever put', async (role) => {
    const { body } = await host(`revokeTokens(input: { ${idOf(role, 'nobody')} }) { __typename }`);
    expect(body.data).toEqual({ revokeTokens: { __typename: 'NotFound' } });
  });

  it('is named by exactly one id', async () => {
    for (const ids of ['', `${idOf('manager', 'x')}, ${idOf('analyst', 'x')}`, `${idOf('integrator', '')}`]) {
      const { body } = await host(`revokeTokens(input: { ${ids} }) { __typename }`);
      expect(body.data).toEqual({ revokeTokens: { __typename: 'InvalidInput' } });
    }
  });
});
