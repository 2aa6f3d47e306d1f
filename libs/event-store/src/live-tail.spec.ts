import fc from 'fast-check';
import type { FollowMessage, Position, RecordedEvent } from './port.ts';
import { LiveTail } from './live-tail.ts';
import { createMemoryEventStore } from './memory/index.ts';
import { newEvents } from './testing/index.ts';

const logOf = async (count: number): Promise<readonly RecordedEvent[]> => {
  const store = createMemoryEventStore();
  const result = await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(count) });
  return result.outcome === 'conflict' ? [] : result.events;
};

describe('a live tail smaller than the log', () => {
  it('gives every follower every event once, in order, however its reading and the publishing interleave', async () => {
    const log = await logOf(120);
    const schedule = fc.array(fc.oneof(fc.constant('read' as const), fc.integer({ min: 1, max: 9 })), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(
        schedule,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 7 }),
        async (steps, after, page) => {
          const tail = new LiveTail(0, 8);
          const follower = tail.follow({ after }, async (from, upTo) => {
            const scannedTo = Math.min(upTo, from + page);
            return { events: log.slice(from, scannedTo), scannedTo };
          });
          const seen: FollowMessage[] = [];
          const readOn = async (): Promise<void> => {
            const { value } = await follower.next();
            if (value) seen.push(value);
          };
          const isLive = (): boolean => seen.at(-1)?.kind === 'caught-up' && lastPosition(seen) >= tail.head;
          for (const step of [...steps, 1] as const) {
            if (step === 'read') {
              if (!isLive()) await readOn();
            } else tail.publish(log.slice(tail.head, tail.head + step));
          }
          while (!isLive()) await readOn();
          const positions = seen.filter((message) => message.kind === 'event').map(({ event }) => event.position);
          expect(positions).toEqual(log.slice(after, tail.head).map((event) => event.position));
          await follower.return?.();
        },
      ),
    );
  });

  it('refuses to publish out of order', async () => {
    const [first, second] = await logOf(2);
    const tail = new LiveTail(0);
    expect(() => tail.publish(second ? [second] : [])).toThrow('does not follow');
    tail.publish(first ? [first] : []);
    expect(tail.head).toBe(1);
  });
});

const lastPosition = (messages: readonly FollowMessage[]): Position => {
  const last = messages.at(-1);
  return last?.kind === 'caught-up' ? last.position : (last?.event.position ?? 0);
};
