import type { AppendResult, ExpectedVersion, NewEvent, RecordedEvent } from '../port.ts';
import { plainEvent } from '../stored-event.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvents } from './event-samples.ts';

/** A retried append is harmless: its events have the ids of the first try. */
export function repeatingContract({ store }: ContractSetting): void {
  const append = (expected: ExpectedVersion, events: readonly NewEvent[]): Promise<AppendResult> =>
    store().append({ stream: 'meet-1', expected, events });

  describe('an append that is tried again', () => {
    it.each([
      ['none', 'none' as const, 0],
      ['version 0', 0, 0],
      ['a version', 2, 2],
      ['any of a new stream', 'any' as const, 0],
      ['any', 'any' as const, 2],
      ['exists', 'exists' as const, 2],
    ])('changes nothing and gets the first answer, expecting %s', async (_, expected, before) => {
      if (before > 0) await append('none', newEvents(before));
      const events = newEvents(3);
      const first = eventsOf(await append(expected, events));
      const again = await append(expected, events);
      expect(again.outcome).toBe('repeated');
      expect(eventsOf(again).map(plainEvent)).toEqual(first.map(plainEvent));
      expect(await collect(store().readStream('meet-1'))).toHaveLength(before + 3);
    });

    it.each(['none', 'any'] as const)('is known again when the stream has gone on, expecting %s', async (expected) => {
      const events = newEvents(2);
      const first = eventsOf(await append(expected, events));
      await append(2, newEvents(4));
      const again = await append(expected, events);
      expect(again.outcome).toBe('repeated');
      expect(eventsOf(again).map(plainEvent)).toEqual(first.map(plainEvent));
      expect(await collect(store().readStream('meet-1'))).toHaveLength(6);
    });

    it('is stored once when the tries overlap', async () => {
      const events = newEvents(2);
      const results = await Promise.all(Array.from({ length: 20 }, () => append('none', events)));
      expect(results.filter((result) => result.outcome === 'appended')).toHaveLength(1);
      expect(results.filter((result) => result.outcome === 'repeated')).toHaveLength(19);
      expect(await collect(store().readStream('meet-1'))).toHaveLength(2);
      const [first, ...others] = results.map((result) => eventsOf(result).map(plainEvent));
      for (const other of others) expect(other).toEqual(first);
    });

    it.each(['none', 0, 'any'] as const)(
      'conflicts where only some of its events stand there, expecting %s',
      async (expected) => {
        const events = newEvents(3);
        await append('none', events.slice(0, 2));
        expect(await append(expected, events)).toEqual({ outcome: 'conflict', expected, actual: 2 });
        expect(await collect(store().readStream('meet-1'))).toHaveLength(2);
      },
    );

    it('conflicts where its events stand there in another order', async () => {
      const events = newEvents(2);
      await append('none', events);
      expect(await append('any', [...events].reverse())).toMatchObject({ outcome: 'conflict', actual: 2 });
      expect(await append('none', [...events].reverse())).toMatchObject({ outcome: 'conflict', actual: 2 });
    });

    it('is another append in another stream', async () => {
      const events = newEvents(1);
      await append('none', events);
      const other = await store().append({ stream: 'meet-2', expected: 'none', events });
      expect(other.outcome).toBe('appended');
    });
  });
}

function eventsOf(result: AppendResult): readonly RecordedEvent[] {
  if (result.outcome === 'conflict') throw new Error(`expected events, got a conflict with version ${result.actual}`);
  return result.events;
}
