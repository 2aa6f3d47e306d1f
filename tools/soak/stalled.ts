import { setTimeout as pause } from 'node:timers/promises';
import { Sequence } from './sequence.ts';
import { openStallingReader, type StallingReader } from './stalling-reader.ts';
import type { Greeting } from './subscription.ts';

/** How long a reader may take to read what waits for it once it wakes, and to be level once it has resumed. */
const READ_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 20;

/** Light: it wakes when it was closed, and reads why. Deep: it sleeps until the end, and finds its line cut. */
export type Sleep = 'light' | 'deep';

export interface StalledPlan {
  readonly port: number;
  readonly greeting: Greeting;
  readonly sleep: Sleep;
  /** Where it begins. */
  readonly after: string;
  /** How many events it reads before it stalls. */
  readonly readsFirst: number;
}

/** What became of one of them. */
export interface StalledVerdict {
  readonly sleep: Sleep;
  /** Was it closed, or its line cut, while it did not read? */
  readonly ended: boolean;
  /** Null where no close frame came through. */
  readonly closeCode: number | null;
  /** Where the close frame says to resume; null where it says nothing. */
  readonly toldPosition: string | null;
  /** Where it stood by what it had read. */
  readonly stoodAt: string;
  readonly events: number;
  readonly gaps: number;
  readonly duplicates: number;
}

/** A subscriber that stops reading, is closed for it, and resumes. */
export interface Stalled {
  readonly sleep: Sleep;
  /** Does it not read now? */
  readonly isStalled: boolean;
  /** To be called now and then: it stalls once it has read as much as it should first. */
  stallWhenDue(): void;
  /** Reads on. Where it was closed meanwhile it resumes from where it was told; else it is asleep again once it has come so far. */
  wake(upTo: string): Promise<void>;
  /** Reads on, resumes where it was closed, and is gone once it has come so far, or has so many events more. */
  finish(upTo: string, enough: number): Promise<StalledVerdict>;
}

export async function openStalled(plan: StalledPlan): Promise<Stalled> {
  const { port, greeting, sleep } = plan;
  const sequence = new Sequence();
  const open = (after: string): Promise<StallingReader> => openStallingReader(port, greeting, after, sequence);
  let reader = await open(plan.after);
  let isStalled = false;
  let hasStalled = false;
  let closed: Pick<StalledVerdict, 'closeCode' | 'toldPosition' | 'stoodAt'> | null = null;
  const stall = (): void => {
    isStalled = true;
    hasStalled = true;
    reader.stall();
  };
  const resume = async (told: { readonly code: number; readonly reason: string } | null): Promise<void> => {
    const toldPosition = /last position (\S+)$/.exec(told?.reason ?? '')?.[1] ?? null;
    closed ??= { closeCode: told?.code ?? null, toldPosition, stoodAt: reader.position };
    reader = await open(toldPosition ?? reader.position);
  };
  const readOn = async (upTo: string): Promise<void> => {
    isStalled = false;
    reader.wake();
    await until('a reader that woke was level', () => reader.end !== null || reader.position >= upTo);
    if (reader.end) await resume(reader.end.told);
  };
  return {
    sleep,
    get isStalled() {
      return isStalled;
    },
    stallWhenDue() {
      if (!hasStalled && sequence.events >= plan.readsFirst) stall();
    },
    async wake(upTo) {
      await readOn(upTo);
      if (closed === null) stall();
    },
    async finish(upTo, enough) {
      if (isStalled) await readOn(upTo);
      const most = sequence.events + enough;
      await until('a reader that resumed was level', () => reader.position >= upTo || sequence.events >= most);
      reader.hangUp();
      const { events, gaps, duplicates } = sequence;
      return {
        ...{ sleep, ended: closed !== null },
        ...(closed ?? { closeCode: null, toldPosition: null, stoodAt: reader.position }),
        ...{ events, gaps, duplicates },
      };
    },
  };
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + READ_WITHIN_MS;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error(`waited in vain until ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
