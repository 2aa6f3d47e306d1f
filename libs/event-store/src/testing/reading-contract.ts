import { verifyStream } from '../hash-chain.ts';
import type { ChainedEvent } from '../hash-chain.ts';
import { LOG_START } from '../port.ts';
import { plainEvent } from '../stored-event.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvent, newEvents } from './event-samples.ts';

/** Reading streams and the whole log. */
export function readingContract({ store, opened }: ContractSetting): void {
  describe('reading a stream', () => {
    it('gives nothing for a stream that does not exist', async () => {
      expect(await collect(store().readStream('nobody'))).toEqual([]);
      expect(await store().lastOf('nobody')).toBeUndefined();
    });

    it('starts behind a version and stops at a limit', async () => {
      await store().append({ stream: 'meet-1', expected: 'none', events: newEvents(10) });
      const versions = async (options?: { after?: number; limit?: number }): Promise<number[]> =>
        (await collect(store().readStream('meet-1', options))).map((event) => event.version);
      expect(await versions()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await versions({ after: 7 })).toEqual([8, 9, 10]);
      expect(await versions({ after: 2, limit: 3 })).toEqual([3, 4, 5]);
      expect(await versions({ limit: 0 })).toEqual([]);
      expect(await versions({ after: 10 })).toEqual([]);
      expect(await versions({ after: 99 })).toEqual([]);
    });

    it('reads a stream of many pages', async () => {
      for (let batch = 0; batch < 6; batch += 1) {
        await store().append({ stream: 'long', expected: 'any', events: newEvents(200) });
        await store().append({ stream: 'other', expected: 'any', events: newEvents(3) });
      }
      const read = await collect(store().readStream('long'));
      expect(read.map((event) => event.version)).toEqual(Array.from({ length: 1_200 }, (_, index) => index + 1));
    });

    it('keeps streams apart whose names resemble each other', async () => {
      for (const stream of ['a', 'A', 'a%', 'a_', 'ab', 'á', 'a ']) {
        await store().append({ stream, expected: 'none', events: newEvents(1, { data: { stream } }) });
      }
      expect(await collect(store().readStream('a'))).toMatchObject([{ stream: 'a', data: { stream: 'a' } }]);
      expect(await collect(store().readStream('a_'))).toMatchObject([{ stream: 'a_', data: { stream: 'a_' } }]);
    });

    it('knows the newest event of a stream', async () => {
      await store().append({ stream: 'meet-1', expected: 'none', events: newEvents(3) });
      await store().append({ stream: 'meet-2', expected: 'none', events: newEvents(1) });
      const [, , third] = await collect(store().readStream('meet-1'));
      const last = await store().lastOf('meet-1');
      expect(last && plainEvent(last)).toEqual(third && plainEvent(third));
    });

    it('chains every event to the one before it, in a way that needs no store to check', async () => {
      for (const count of [1, 3, 2]) {
        await store().append({ stream: 'meet-1', expected: 'any', events: newEvents(count) });
        await store().append({ stream: 'meet-2', expected: 'any', events: newEvents(count) });
      }
      const exported = JSON.stringify(await collect(store().readStream('meet-1')));
      const events = JSON.parse(exported) as ChainedEvent[];
      expect(await verifyStream(events)).toEqual({ outcome: 'intact', version: 6, hash: events[5]?.hash });
      const forged = events.map((event) => (event.version === 4 ? { ...event, data: { nth: 99 } } : event));
      expect(await verifyStream(forged)).toEqual({ outcome: 'broken', version: 4, why: 'hash' });
    });
  });

  describe('reading the log', () => {
    beforeEach(async () => {
      for (let n = 0; n < 12; n += 1) {
        const stream = `${['meet', 'chat', 'meeting'][n % 3]}-${n}`;
        await store().append({
          stream,
          expected: 'none',
          events: [newEvent({ type: n % 2 ? 'Odd' : 'Even' }), newEvent()],
        });
      }
    });

    it('resumes behind every position', async () => {
      const log = await collect(store().readAll());
      expect(log).toHaveLength(24);
      for (const [index, { position }] of log.entries()) {
        const rest = await collect(store().readAll({ after: position }));
        expect(rest.map((event) => event.id)).toEqual(log.slice(index + 1).map((event) => event.id));
      }
      expect(await collect(store().readAll({ after: LOG_START, limit: 5 }))).toHaveLength(5);
      expect(await collect(store().readAll({ limit: 0 }))).toEqual([]);
    });

    it('filters by the start of the stream name, by type, and by both', async () => {
      const log = await collect(store().readAll());
      const meets = log.filter((event) => event.stream.startsWith('meet-'));
      const ids = async (options: Parameters<ReturnType<typeof store>['readAll']>[0]): Promise<string[]> =>
        (await collect(store().readAll(options))).map((event) => event.id);
      expect(await ids({ filter: { streamPrefixes: ['meet-'] } })).toEqual(meets.map((event) => event.id));
      expect(await ids({ filter: { streamPrefixes: ['meet-', 'chat-'], types: ['Odd'] } })).toEqual(
        log.filter((event) => !event.stream.startsWith('meeting-') && event.type === 'Odd').map((event) => event.id),
      );
      expect(await ids({ filter: { types: ['Even', 'Odd'] }, limit: 3 })).toHaveLength(3);
      expect(await ids({ filter: { types: ['Nothing'] } })).toEqual([]);
      expect(await ids({ filter: {} })).toHaveLength(24);
      expect(await ids({ filter: { types: ['Even'] }, after: log[11]?.position ?? 0 })).toHaveLength(3);
    });

    it('gives a reader what was there at the call, in order, while appends go on', async () => {
      const known = (await collect(store().readAll())).map((event) => event.id);
      const reading = collect(store().readAll());
      await Promise.all(
        Array.from({ length: 20 }, () => store().append({ stream: 'late', expected: 'any', events: newEvents(1) })),
      );
      const read = (await reading).map((event) => event.id);
      expect(read.slice(0, known.length)).toEqual(known);
    });

    it('holds the same after it was closed and opened again', async () => {
      const { reopen } = opened();
      if (!reopen) return;
      const before = (await collect(store().readAll())).map(plainEvent);
      const again = await reopen();
      expect((await collect(again.readAll())).map(plainEvent)).toEqual(before);
      expect(await again.head()).toBe(before.at(-1)?.position);
      const next = await again.append({ stream: 'meet-0', expected: 2, events: newEvents(1) });
      expect(next).toMatchObject({ outcome: 'appended', events: [{ version: 3 }] });
      expect(await verifyStream(await collect(again.readStream('meet-0')))).toMatchObject({ outcome: 'intact' });
    });
  });
}
