import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService } from '../testing/running-service.ts';

/** At one a second, ten at once. */
const BURST = 10;

describe('a service with limits', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({
      RATE_PER_PERSON_PER_SECOND: '1',
      MAX_HEADER_BYTES: '2048',
      MAX_CONNECTIONS: '60',
    });
  });
  afterAll(() => service.close());

  const ask = (token: string, headers: Record<string, string> = {}) =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: '{"query":"{ viewer { id } }"}',
    });

  it('answers who asks too often with 429 and when to come back, and nobody else', async () => {
    const hasty = await service.token('manager', 'hasty');
    const statuses = await Promise.all(Array.from({ length: BURST * 3 }, async () => (await ask(hasty)).status));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(BURST);
    expect(statuses).toContain(429);
    const refused = await ask(hasty);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect((await ask(await service.token('manager', 'calm'))).status).toBe(200);
    expect((await ask(await service.token('integrator', 'host'))).status).toBe(200);
  });

  it('refuses the one operation too many over WebSocket, and leaves the socket and what is open on it alone', async () => {
    const socket = service.socket();
    const authorization = `Bearer ${await service.token('customer', 'hasty')}`;
    socket.send({ type: 'connection_init', payload: { authorization } });
    await eventually('the ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    socket.send({ type: 'subscribe', id: 'open', payload: { query: 'subscription { meetEvents { __typename } }' } });
    for (let index = 0; index < BURST * 3; index += 1) {
      socket.send({ type: 'subscribe', id: `${index}`, payload: { query: '{ viewer { id } }' } });
    }
    const refused = await eventually('the refusal', () => socket.messages.find(({ type }) => type === 'error'));
    expect(refused.payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(socket.ended()).toBeNull();
    expect(socket.messages.some(({ id, type }) => id === 'open' && type !== 'next')).toBe(false);
    socket.socket.terminate();
  });

  it('answers 431 to a head that is too large', async () => {
    const token = await service.token('integrator', 'host');
    expect((await ask(token, { 'x-padding': 'x'.repeat(4_000) })).status).toBe(431);
  });

  it('takes no more connections than it may', async () => {
    const sockets = Array.from({ length: 90 }, () => service.socket());
    await eventually('the refusals', () => sockets.filter((socket) => socket.ended() !== null).length >= 30);
    expect(sockets.filter(({ socket }) => socket.readyState === socket.OPEN).length).toBeLessThanOrEqual(60);
    for (const { socket } of sockets) socket.terminate();
  });
});
