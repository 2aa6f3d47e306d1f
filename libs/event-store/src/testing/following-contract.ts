import type { FollowMessage, Position } from '../port.ts';
import { plainEvent } from '../stored-event.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvents, takeFollowed, until } from './event-samples.ts';

/** How soon after its append an idle follower hears of an event, most often; one who polls is told far later. */
const TOLD_WITHIN_MS = 50;
/** How often that is looked at. */
const IDLE_APPENDS = 15;

/** Catch-up, then live, with no gap and no duplicate. */
export function followingContract({ store }: ContractSetting): void {
  const append = async (stream: string, count = 1, type = 'SomethingHappened'): Promise<void> => {
    const result = await store().append({ stream, expected: 'any', events: newEvents(count, { type }) });
    expect(result.outcome).toBe('appended');
  };

  describe('following', () => {
    it('says at once that an empty log is caught up, then tells what comes', async () => {
      const abort = new AbortController();
      const messages: FollowMessage[] = [];
      const following = (async () => {
        for await (const message of store().follow({ signal: abort.signal })) messages.push(message);
      })();
      await until(() => messages.length === 1);
      expect(messages).toEqual([{ kind: 'caught-up', position: 0 }]);
      await append('meet-1');
      await until(() => messages.length === 3);
      const head = await store().head();
      expect(messages[1]).toMatchObject({ kind: 'event', event: { stream: 'meet-1', position: head } });
      expect(messages[2]).toEqual({ kind: 'caught-up', position: head });
      abort.abort();
      await following;
    });

    it('catches up in order, marks it, then goes live', async () => {
      await append('meet-1', 5);
      let appended = false;
      const { events, messages } = await takeFollowed(store(), {}, (all, seen) => {
        if (seen.at(-1)?.kind === 'caught-up' && !appended) {
          appended = true;
          void append('meet-2', 2);
        }
        return all.length === 7;
      });
      const log = await collect(store().readAll());
      expect(events.map(plainEvent)).toEqual(log.map(plainEvent));
      expect(messages[5]).toEqual({ kind: 'caught-up', position: log[4]?.position });
    });

    it('resumes behind any position, with no gap and no duplicate, while appends go on', async () => {
      await append('before', 30);
      const appending = (async () => {
        for (let n = 0; n < 40; n += 1) await append(`during-${n % 3}`, 2);
      })();
      let after: Position = 0;
      const seen: string[] = [];
      while (seen.length < 110) {
        const { events } = await takeFollowed(
          store(),
          { after },
          (all) => all.length === Math.min(10, 110 - seen.length),
        );
        seen.push(...events.map((event) => event.id));
        after = events.at(-1)?.position ?? after;
      }
      await appending;
      expect(seen).toEqual((await collect(store().readAll())).map((event) => event.id));
    });

    it('gives a filtered follower only its own, and takes it past the rest', async () => {
      await append('chat-1', 3);
      const abort = new AbortController();
      const messages: FollowMessage[] = [];
      const following = (async () => {
        const filter = { streamPrefixes: ['meet-'], types: ['Wanted'] };
        for await (const message of store().follow({ filter, signal: abort.signal })) messages.push(message);
      })();
      const caughtUpTo = (): Position => messages.findLast((message) => message.kind === 'caught-up')?.position ?? -1;
      let head = await store().head();
      await until(() => caughtUpTo() === head);
      await append('chat-1', 2, 'Wanted');
      await append('meet-1', 1, 'Unwanted');
      head = await store().head();
      await until(() => caughtUpTo() === head);
      expect(messages.every((message) => message.kind === 'caught-up')).toBe(true);
      await append('meet-1', 1, 'Wanted');
      head = await store().head();
      await until(() => caughtUpTo() === head);
      expect(messages.filter((message) => message.kind === 'event')).toMatchObject([
        { event: { stream: 'meet-1', type: 'Wanted', position: head } },
      ]);
      abort.abort();
      await following;
    });

    it('gives a follower that stood still everything it missed', async () => {
      const iterator = store().follow()[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toMatchObject({ kind: 'caught-up' });
      for (let n = 0; n < 24; n += 1) await append('meet-1', 250);
      const missed = 24 * 250;
      let count = 0;
      let last: Position = 0;
      while (count < missed) {
        const { value } = await iterator.next();
        if (value?.kind !== 'event') continue;
        expect(value.event.position).toBeGreaterThan(last);
        last = value.event.position;
        count += 1;
        expect(value.event.version).toBe(count);
      }
      expect(last).toBe(await store().head());
      await iterator.return?.();
    });

    it('tells an idle follower of an append when it is there, and does not look for it every now and then', async () => {
      const abort = new AbortController();
      let told: Position = -1;
      const following = (async () => {
        for await (const message of store().follow({ signal: abort.signal })) told = positionOf(message);
      })();
      await until(() => told === 0);
      const inTime: boolean[] = [];
      for (let nth = 0; nth < IDLE_APPENDS; nth += 1) {
        await append('meet-1');
        const head = await store().head();
        // Both are of this event loop, so that a busy machine holds up the one as it does the other.
        let late = false;
        const timer = setTimeout(() => (late = true), TOLD_WITHIN_MS);
        await until(() => told === head);
        clearTimeout(timer);
        inTime.push(!late);
      }
      // Most of them: whoever looks again only after a while is late for most.
      expect(inTime.filter((isInTime) => isInTime).length).toBeGreaterThan(IDLE_APPENDS / 2);
      abort.abort();
      await following;
    });

    it('serves many followers at once, each the whole log', async () => {
      const followers = Array.from({ length: 10 }, () => takeFollowed(store(), {}, (events) => events.length === 30));
      for (let n = 0; n < 15; n += 1) await append(`meet-${n}`, 2);
      const ids = (await collect(store().readAll())).map((event) => event.id);
      for (const { events } of await Promise.all(followers)) expect(events.map((event) => event.id)).toEqual(ids);
    });

    it('ends without an error when aborted: while it waits, before it began, and in the middle', async () => {
      await append('meet-1', 3);
      const waiting = new AbortController();
      const messages: FollowMessage[] = [];
      const following = (async () => {
        for await (const message of store().follow({ signal: waiting.signal })) messages.push(message);
      })();
      await until(() => messages.at(-1)?.kind === 'caught-up');
      waiting.abort();
      await following;
      expect(messages).toHaveLength(4);

      expect(await collect(store().follow({ signal: AbortSignal.abort() }))).toEqual([]);

      const middle = new AbortController();
      let count = 0;
      for await (const message of store().follow({ signal: middle.signal })) {
        expect(message.kind).toBe('event');
        count += 1;
        middle.abort();
      }
      expect(count).toBeLessThanOrEqual(3);
    });

    it('ends when the reader stops, also while it waits', async () => {
      const iterator = store().follow()[Symbol.asyncIterator]();
      await iterator.next();
      const waiting = iterator.next();
      await iterator.return?.();
      expect(await waiting).toMatchObject({ done: true });
      expect(await iterator.next()).toMatchObject({ done: true });
    });
  });
}

const positionOf = (message: FollowMessage): Position =>
  message.kind === 'event' ? message.event.position : message.position;
