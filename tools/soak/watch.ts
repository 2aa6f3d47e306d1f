import { setTimeout as pause } from 'node:timers/promises';
import type { Meets } from '../bench/fan-out-meets.ts';
import { serverFigures } from './server-figures.ts';
import type { Stalled } from './stalled.ts';
import type { Stage, Trace } from './trace.ts';

const LOOK_EVERY_MS = 250;
/**
 * How long light sleepers are woken after somebody was closed: whoever was, while reading on for another's sake, had not come to
 * their own close frame yet.
 */
const WAKE_FOR_MS = 2_000;

/** Looks at the server and the stalled readers until it is stopped. */
export interface Watch {
  /** Answers with the most memory that the server had, in MiB, once everybody who was woken has read on. */
  stop(): Promise<number>;
}

export interface WatchParts {
  readonly url: string;
  readonly dataDir: string;
  readonly meets: Meets;
  readonly stalled: readonly Stalled[];
  readonly trace: Trace;
  readonly stage: () => Stage;
}

/**
 * Lets readers stall, and wakes light sleepers in time to read their close frames: the server waits a few seconds for the answer to
 * one. It says how many it has closed, not which, so all of them look; whoever it was not stalls again.
 */
export function startWatch({ url, dataDir, meets, stalled, trace, stage }: WatchParts): Watch {
  const stop = new AbortController();
  const waking = new Set<Promise<void>>();
  let most = 0;
  let known = 0;
  let changedAt = -Infinity;
  const look = async (): Promise<void> => {
    const figures = await serverFigures(url, dataDir);
    const { residentMiB, closedAsStalled } = figures;
    trace.write(figures, stage);
    most = Math.max(most, residentMiB);
    for (const reader of stalled) reader.stallWhenDue();
    if (closedAsStalled !== known) changedAt = performance.now();
    known = closedAsStalled;
    if (performance.now() - changedAt > WAKE_FOR_MS) return;
    const upTo = await meets.positionNow();
    for (const reader of stalled) if (reader.isStalled && reader.sleep === 'light') wake(reader, upTo);
  };
  const wake = (reader: Stalled, upTo: string): void => {
    const woken = reader.wake(upTo);
    waking.add(woken);
    // Whatever goes wrong is thrown where it is waited for.
    woken.catch(() => stop.abort());
  };
  const looking = (async () => {
    while (!stop.signal.aborted) {
      await look();
      await pause(LOOK_EVERY_MS);
    }
  })();
  looking.catch(() => stop.abort());
  return {
    async stop() {
      stop.abort();
      await looking;
      await Promise.all(waking);
      return most;
    },
  };
}
