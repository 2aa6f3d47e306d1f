import type { AppendResult } from '../port.ts';
import { verifyStream } from '../hash-chain.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvent, newEvents } from './event-samples.ts';

/** What holds when many append at once. */
export function racingContract({ store, options }: ContractSetting): void {
  describe('many at once', () => {
    it('lets exactly one of 50 creators of a stream win', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          store().append({ stream: 'meet-1', expected: 'none', events: newEvents(2, { type: `By${n}` }) }),
        ),
      );
      expect(countOf(results, 'appended')).toBe(1);
      expect(countOf(results, 'conflict')).toBe(49);
      const read = await collect(store().readStream('meet-1'));
      expect(read).toHaveLength(2);
      expect(new Set(read.map((event) => event.type)).size).toBe(1);
    });

    it('lets exactly one of 50 appenders at the same version win', async () => {
      await store().append({ stream: 'meet-1', expected: 'none', events: newEvents(3) });
      const results = await Promise.all(
        Array.from({ length: 50 }, () => store().append({ stream: 'meet-1', expected: 3, events: newEvents(1) })),
      );
      expect(countOf(results, 'appended')).toBe(1);
      expect(await collect(store().readStream('meet-1'))).toHaveLength(4);
    });

    it('takes all of 64 parallel appends to streams of their own', async () => {
      const results = await Promise.all(
        Array.from({ length: 64 }, (_, n) =>
          store().append({ stream: `meet-${n}`, expected: 'none', events: newEvents(2) }),
        ),
      );
      expect(countOf(results, 'appended')).toBe(64);
      expect(await collect(store().readAll())).toHaveLength(128);
    });

    it('takes all of 64 parallel appends to one stream that expect any version', async () => {
      const results = await Promise.all(
        Array.from({ length: 64 }, () => store().append({ stream: 'meet-1', expected: 'any', events: newEvents(2) })),
      );
      expect(countOf(results, 'appended')).toBe(64);
      const read = await collect(store().readStream('meet-1'));
      expect(read.map((event) => event.version)).toEqual(Array.from({ length: 128 }, (_, index) => index + 1));
      await expect(verifyStream(read)).resolves.toMatchObject({ outcome: 'intact', version: 128 });
    });

    it('keeps each batch together, in positions that grow without a double', async () => {
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          store().append({ stream: `meet-${n % 4}`, expected: 'any', events: newEvents(3, { type: `Batch${n}` }) }),
        ),
      );
      const log = await collect(store().readAll());
      const positions = log.map((event) => event.position);
      expect(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0))).toBe(true);
      if (options.gaplessPositions) expect(positions).toEqual(positions.map((_, index) => index + 1));
      for (let start = 0; start < log.length; start += 3) {
        const batch = log.slice(start, start + 3);
        expect(new Set(batch.map((event) => event.type)).size).toBe(1);
        expect(batch.map((event) => event.data['nth'])).toEqual([0, 1, 2]);
      }
    });

    it('mixes conflicts and successes in one burst without one breaking another', async () => {
      await store().append({ stream: 'taken', expected: 'none', events: newEvents(1) });
      const results = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          store().append({ stream: n % 3 === 0 ? 'taken' : `free-${n}`, expected: 'none', events: newEvents(1) }),
        ),
      );
      expect(results.map((result) => result.outcome)).toEqual(
        results.map((_, n) => (n % 3 === 0 ? 'conflict' : 'appended')),
      );
      expect(await collect(store().readAll())).toHaveLength(41);
    });

    it('orders appends that wait for each other as they waited', async () => {
      for (let nth = 0; nth < 20; nth += 1) {
        const event = newEvent({ data: { nth } });
        await store().append({ stream: `meet-${nth % 7}`, expected: 'any', events: [event] });
      }
      const log = await collect(store().readAll());
      expect(log.map((event) => event.data['nth'])).toEqual(Array.from({ length: 20 }, (_, nth) => nth));
    });
  });
}

const countOf = (results: readonly AppendResult[], outcome: AppendResult['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length;
