import type { Result } from './answers.ts';
import { type Role, sessionFor, tokenFor } from './graphql-client.ts';
import { PUT_CUSTOMER, PUT_MANAGER, REVOKE_TOKENS } from './operations.ts';
import { pause, type RunningServer, startServer, temporaryDataDir } from './running-server.ts';
import { openSocket, type SocketClient } from './socket-client.ts';

const CHANNEL = 'revoking';
const ROLES = ['manager', 'customer', 'integrator', 'analyst'] as const satisfies readonly Role[];
const SUBSCRIBE = 'subscription { meetEvents { __typename } }';
const REVOKED = { code: 4403, reason: 'the token was revoked' };
const ENDS_WITHIN_MS = 5_000;
/** How long the next whole second may take to come. */
const LATER_WITHIN_MS = 5_000;

describe('whoever lost a token, or is no longer what it says', () => {
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  let server: RunningServer;
  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    const host = await sessionFor(server, CHANNEL, 'integrator', 'host');
    await host.run<Result>(PUT_MANAGER, { input: { id: 'x', name: 'Mina', operatorSeat: true } });
    await host.run<Result>(PUT_CUSTOMER, { input: { id: 'x', name: 'Chulsoo' } });
  });
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  it('speaks for nobody once the host revoked it, in every role, and is not let in again by a kill -9', async () => {
    const host = await sessionFor(server, CHANNEL, 'integrator', 'host');
    const tokens = await Promise.all(ROLES.map((role) => tokenFor(server, CHANNEL, role, 'x')));
    for (const [index, role] of ROLES.entries()) {
      const token = tokens[index] ?? '';
      const socket = await subscribed(server, token);
      const begun = performance.now();
      expect((await host.run<Result>(REVOKE_TOKENS, { input: { [`${role}Id`]: 'x' } })).result.__typename).toBe('Put');
      expect(await socket.ended()).toEqual(REVOKED);
      expect(performance.now() - begun).toBeLessThan(ENDS_WITHIN_MS);
      expect(socket.messages.some(({ type }) => type === 'complete')).toBe(false);
      expect(await statusOf(server, token)).toBe(401);
    }
    await server.kill();
    server = await startServer(dataDir.path);
    for (const [index, role] of ROLES.entries()) {
      const token = tokens[index] ?? '';
      expect(await statusOf(server, token)).toBe(401);
      expect(await connecting(server, token).ended()).toEqual(REVOKED);
      const later = await laterToken(role, 'x');
      const socket = await subscribed(server, later);
      expect(socket.isOpen()).toBe(true);
      socket.socket.close();
    }
    await host.close();
  });

  it('may be an integrator that takes its own tokens back', async () => {
    const own = await sessionFor(server, CHANNEL, 'integrator', 'own');
    const { result } = await own.run<Result>(REVOKE_TOKENS, { input: { integratorId: 'own' } });
    expect(result.__typename).toBe('Put');
    expect(await statusOf(server, own.token)).toBe(401);
    expect(await statusOf(server, await laterToken('integrator', 'own'))).toBe(200);
  });

  it('is nobody of another channel’s', async () => {
    const elsewhere = await tokenFor(server, 'another', 'analyst', 'x');
    const host = await sessionFor(server, CHANNEL, 'integrator', 'host');
    await host.run<Result>(REVOKE_TOKENS, { input: { analystId: 'x' } });
    expect(await statusOf(server, elsewhere)).toBe(200);
  });

  /** A token of a second that is later than any revocation so far. */
  async function laterToken(role: Role, sub: string): Promise<string> {
    const giveUpAt = performance.now() + LATER_WITHIN_MS;
    for (;;) {
      const token = await tokenFor(server, CHANNEL, role, sub);
      if ((await statusOf(server, token)) === 200) return token;
      if (performance.now() > giveUpAt) throw new Error(`no later token of ${role} ${sub}’s was taken`);
      await pause(50);
    }
  }
});

async function statusOf(server: RunningServer, token: string): Promise<number> {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  await answer.text();
  return answer.status;
}

function connecting(server: RunningServer, token: string): SocketClient {
  const socket = openSocket(server);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  return socket;
}

async function subscribed(server: RunningServer, token: string): Promise<SocketClient> {
  const socket = connecting(server, token);
  await socket.message('connection_ack');
  socket.send({ type: 'subscribe', id: '1', payload: { query: SUBSCRIBE } });
  await socket.message('next', '1');
  return socket;
}
