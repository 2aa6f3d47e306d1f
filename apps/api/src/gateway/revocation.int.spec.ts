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

describe('a manager whose tokens were revoked', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({ AUTH_JWT_SECRET: SECRET });
    for (const id of ['m-1', 'm-2'])
      await host(`putManager(input: { id: "${id}", name: "Mina", operatorSeat: true }) { __typename }`);
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

  it('is refused, and what they had open is closed; nobody else’s is', async () => {
    const [old, undated, other] = [
      await signed('manager', 'm-1', BEFORE_S),
      await signed('manager', 'm-1', null),
      await signed('manager', 'm-2', BEFORE_S),
    ];
    const customer = await signed('customer', 'm-1', BEFORE_S);
    const sockets = await Promise.all([old, undated, other, customer].map(subscribed));
    const before = performance.now();
    const { body } = await host('revokeTokens(input: { managerId: "m-1" }) { __typename }');
    expect(body.data).toEqual({ revokeTokens: { __typename: 'Put' } });
    const [first, second, third, fourth] = sockets;
    await eventually('the end of both sockets', () => first?.ended() && second?.ended());
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(first?.ended()).toEqual({ code: 4403, reason: 'the token was revoked' });
    expect(first?.messages.some(({ type }) => type === 'complete')).toBe(false);
    expect([third?.ended(), fourth?.ended()]).toEqual([null, null]);
    expect([await statusOf(old), await statusOf(undated), await statusOf(other), await statusOf(customer)]).toEqual([
      401, 401, 200, 200,
    ]);
    await eventually(
      'a token of a later second',
      async () => (await statusOf(await signed('manager', 'm-1', 0))) === 200,
    );
    const late = service.socket();
    late.send({ type: 'connection_init', payload: { authorization: `Bearer ${old}` } });
    expect(await eventually('the refusal', () => late.ended())).toEqual({
      code: 4403,
      reason: 'the token was revoked',
    });
    for (const { socket } of sockets) socket.terminate();
  });

  it('is revoked by the host product alone, and only where they are known', async () => {
    const revoke = 'mutation { revokeTokens(input: { managerId: "m-2" }) { __typename } }';
    for (const role of ['manager', 'customer', 'analyst']) {
      const { body } = await service.ask(await signed(role, 'somebody', BEFORE_S), revoke);
      expect(body.data).toEqual({ revokeTokens: { __typename: 'NotAllowed' } });
    }
    const { body } = await host('revokeTokens(input: { managerId: "nobody" }) { __typename }');
    expect(body.data).toEqual({ revokeTokens: { __typename: 'NotFound' } });
  });
});
