import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService } from '../testing/running-service.ts';

const PING_INTERVAL_MS = 50;

describe('a client that answers no ping', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({ WS_PING_INTERVAL_MS: String(PING_INTERVAL_MS) });
  });
  afterAll(() => service.close());

  const metrics = async (): Promise<string> => (await fetch(`${service.url}/metrics`)).text();

  it('is closed, and reads where to go on from once it wakes', async () => {
    const socket = service.socket();
    const authorization = `Bearer ${await service.token('integrator', 'host')}`;
    socket.send({ type: 'connection_init', payload: { authorization } });
    await eventually('the ack', () => socket.messages.length > 0);
    socket.send({
      type: 'subscribe',
      id: '1',
      payload: { query: 'subscription { meetEvents { ... on CaughtUp { position } } }' },
    });
    const mark = await eventually('the mark', () => socket.messages.find(({ type }) => type === 'next'));
    const { position } = (mark.payload as { data: { meetEvents: { position: string } } }).data.meetEvents;
    socket.socket.pause();
    await eventually('the close', async () => /^meets_ws_closed_total\{cause="silent"\} 1$/m.test(await metrics()));
    expect(socket.ended()).toBeNull();
    socket.socket.resume();
    const ended = await eventually('the close frame', () => socket.ended());
    expect(ended).toEqual({ code: 1013, reason: `answers no ping; last position ${position}` });
    await eventually('the gauge', async () => /^meets_ws_sockets 0$/m.test(await metrics()));
  });
});
