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
    const unreachable = readiness(() => Promise.reject(new Error('gone')));
    expect(await unreachable.report()).toEqual({ ready: false, why: 'the event store cannot be reached' });
  });

  it('ends for good when the process stops', async () => {
    const stopping = readiness(async () => 10);
    stopping.stop();
    expect(await stopping.report()).toEqual({ ready: false, why: 'the process is stopping' });
  });
});
