import { randomUUID } from 'node:crypto';
import { createMemoryPersonKeys } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { CUSTOMER_WAIT_MS, RING_TIMEOUT_MS } from '@meets/meet-domain';
import { systemClock } from '../time/clock.ts';
import { LINKS } from '../testing/write-scene.ts';
import { writeSide } from './write-side.ts';

describe('the write side', () => {
  it('remembers no commands of what is told, and takes each for a new one', async () => {
    const side = writeSide({
      lineId: null,
      telephones: null,
      store: createMemoryEventStore(),
      keys: createMemoryPersonKeys(),
      clock: systemClock,
      newId: randomUUID,
      links: LINKS,
      limits: { ringTimeoutMs: RING_TIMEOUT_MS, customerWaitMs: CUSTOMER_WAIT_MS },
      presenceGraceMs: 60_000,
      issuedUntilMs: () => 0,
    });
    const put = (name: string, commandHash: string) =>
      side.managers.decide(
        'shop',
        'mina',
        {
          ...{ type: 'PutManager', at: side.at(), by: { role: 'integrator', id: 'host' } },
          ...{ managerId: 'mina', name, operatorSeat: true },
        },
        { commandId: 'told', commandHash, correlationId: 'told', causationId: null },
      );
    await put('Mina', 'a'.repeat(64));
    // Were the command remembered, it would be a key used for two inputs.
    expect(await put('Mina', 'b'.repeat(64))).toMatchObject({ outcome: 'accepted', repeated: false, events: [] });
    expect((await side.managers.fold('shop', 'mina')).state).toMatchObject({ name: 'Mina' });
  });
});
