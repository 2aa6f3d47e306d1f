import { EventStoreBroken, EventStoreUnavailable } from '@meets/event-store';
import { createReadiness } from './readiness.ts';

const readiness = (head: () => Promise<number>, applied = 10) =>
  createReadiness({ head, applied: () => applied, maxLag: 5 });

describe('readiness', () => {
  it('holds while the read model keeps up', async () => {
    expect(await readiness(async () => 12).report()).toEqual({ ready: true, lag: 2 });
    expect(await readiness(async () => 16).report()).toMatchObject({
      ready: false,
      why: expect.stringContaining('6 positions'),
    });
  });

  it('ends where the store cannot be reached', async () => {
    const unreachable = readiness(() => Promise.reject(new EventStoreUnavailable('gone')));
    expect(await unreachable.report()).toEqual({ ready: false, why: 'the event store cannot be reached' });
    expect(await unreachable.liveness()).toEqual({ live: true });
  });

  it('ends for good when the process stops', async () => {
    const stopping = readiness(async () => 10);
    stopping.stop();
    expect(await stopping.report()).toEqual({ ready: false, why: 'the process is stopping' });
    expect(await stopping.liveness()).toEqual({ live: true });
  });

  it('ends, and the life of the process with it, where the store is broken for good', async () => {
    const broken = readiness(() => Promise.reject(new EventStoreBroken('events.sqlite: EIO, open it again')));
    const why = 'the event store cannot be written any more: restart the service';
    expect(await broken.report()).toEqual({ ready: false, why });
    expect(await broken.liveness()).toEqual({ live: false, why });
  });

  it('ends, and the life of the process with it, where something failed for good', async () => {
    const failed = readiness(async () => 10);
    expect(await failed.liveness()).toEqual({ live: true });
    failed.fail('the rows are gone');
    failed.fail('something that followed from it');
    expect(await failed.report()).toEqual({ ready: false, why: 'the rows are gone' });
    expect(await failed.liveness()).toEqual({ live: false, why: 'the rows are gone' });
  });

  it('does not keep a probe of life waiting for a store that does not answer', async () => {
    expect(await readiness(() => new Promise<never>(() => undefined)).liveness()).toEqual({ live: true });
  });
});
