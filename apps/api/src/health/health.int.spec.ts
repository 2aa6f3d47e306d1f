import { fakeMediaBridge } from '@meets/meet-domain/testing';
import { CorruptEvent, createMemoryPersonKeys, EventStoreBroken, type EventStore } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import type { MediaBridge } from '@meets/meet-domain';
import { logNotifier } from '../adapters/log-notifier.ts';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService } from '../testing/running-service.ts';

const PUT = 'mutation { r: putManager(input: { id: "m-1", name: "Mina", operatorSeat: true }) { __typename } }';

describe('the health of a service', () => {
  let service: RunningService;
  afterEach(() => service.close());

  const serveOn = async (store: EventStore, media: MediaBridge | null = null): Promise<void> => {
    const parts = {
      store,
      keys: createMemoryPersonKeys(),
      notifier: logNotifier(silentLog),
      media,
      phone: null,
      phoneFigures: null,
      playedTelephones: null,
    };
    service = await runningService({}, () => parts);
  };
  const health = async (path: 'live' | 'ready') => {
    const answer = await fetch(`${service.url}/health/${path}`);
    return { status: answer.status, text: await answer.text() };
  };

  it('tells how its media are, without which it is ready all the same', async () => {
    const media = fakeMediaBridge();
    await serveOn(createMemoryEventStore(), media);
    const told = async () => (await health('ready')).text;
    expect(JSON.parse(await told())).toMatchObject({
      status: 'ok',
      details: { media: { status: 'up', state: 'available', workers: 1, rooms: 0 } },
    });
    media.loseWorkers(true);
    expect(JSON.parse(await told())).toMatchObject({
      status: 'ok',
      details: { media: { state: 'waiting', why: 'told so' } },
    });
  });

  it('says where it carries no media', async () => {
    await serveOn(createMemoryEventStore());
    expect(JSON.parse((await health('ready')).text)).toMatchObject({ details: { media: { state: 'off' } } });
  });

  it('asks for a restart when its event store is broken for good, and still tells its metrics', async () => {
    const store = createMemoryEventStore();
    await serveOn(store);
    expect([(await health('live')).status, (await health('ready')).status]).toEqual([200, 200]);
    store.head = () => Promise.reject(new EventStoreBroken('events.sqlite: EIO, open it again'));
    for (const path of ['live', 'ready'] as const) {
      expect(await health(path)).toMatchObject({ status: 503, text: expect.stringContaining('restart the service') });
    }
    const metrics = await fetch(`${service.url}/metrics`);
    expect([metrics.status, await metrics.text()]).toEqual([
      200,
      expect.stringMatching(/^meets_read_model_lag_positions nan$/im),
    ]);
  });

  it('asks for a restart when its read model has failed for good, and says so', async () => {
    const store = createMemoryEventStore();
    const follow = store.follow.bind(store);
    let damaged = false;
    store.follow = async function* (options) {
      for await (const message of follow(options)) {
        if (damaged) throw new CorruptEvent('position 1 does not match its checksum');
        yield message;
      }
    };
    await serveOn(store);
    damaged = true;
    await service.ask(await service.token('integrator', 'host'), PUT);
    await eventually('the failure', async () => (await health('live')).status === 503);
    for (const path of ['live', 'ready'] as const) {
      expect(await health(path)).toMatchObject({
        status: 503,
        text: expect.stringContaining('the read model cannot follow'),
      });
    }
  });
});
