import { EventStoreBroken, type Position } from '@meets/event-store';

export type ReadinessReport =
  { readonly ready: true; readonly lag: number } | { readonly ready: false; readonly why: string };

export type LivenessReport = { readonly live: true } | { readonly live: false; readonly why: string };

/** May this process be sent requests, and if not, may it be again? */
export interface Readiness {
  /** Never rejects. */
  report(): Promise<ReadinessReport>;
  /** Says no where only a restart helps. A store that is away for a while needs none. Never rejects. */
  liveness(): Promise<LivenessReport>;
  /** From now on it is not ready: the process is going to stop. It lives until it has. */
  stop(): void;
  /** From now on it is neither ready nor live: something that the process cannot mend. The first reason stands. */
  fail(why: string): void;
}

export interface ReadinessParts {
  /** The log's newest position; rejects where the store cannot be reached, with `EventStoreBroken` where that lasts. */
  readonly head: () => Promise<Position>;
  /** How far the read model has come. */
  readonly applied: () => Position;
  readonly maxLag: number;
}

/** How long the store may take to answer before it counts as unreachable. */
export const HEAD_TIMEOUT_MS = 2_000;
/** How long the store may take to say that it is broken for good before it counts as live: one that is, says so at once. */
export const BROKEN_TIMEOUT_MS = 250;

export function createReadiness({ head, applied, maxLag }: ReadinessParts): Readiness {
  let stopping = false;
  let failure: string | null = null;
  return {
    async report() {
      if (failure !== null) return { ready: false, why: failure };
      if (stopping) return { ready: false, why: 'the process is stopping' };
      const newest = await headWithin(HEAD_TIMEOUT_MS, head);
      if (newest === 'broken') return { ready: false, why: STORE_BROKEN };
      if (newest === 'unreachable') return { ready: false, why: 'the event store cannot be reached' };
      const lag = Math.max(0, newest - applied());
      return lag > maxLag
        ? { ready: false, why: `the read model is ${lag} positions behind the log` }
        : { ready: true, lag };
    },
    async liveness() {
      if (failure !== null) return { live: false, why: failure };
      if (stopping) return { live: true };
      const newest = await headWithin(BROKEN_TIMEOUT_MS, head);
      return newest === 'broken' ? { live: false, why: STORE_BROKEN } : { live: true };
    },
    stop: () => {
      stopping = true;
    },
    fail: (why) => {
      failure ??= why;
    },
  };
}

const STORE_BROKEN = 'the event store cannot be written any more: restart the service';

/** `unreachable` where it was not there in time, too. */
async function headWithin(ms: number, head: () => Promise<Position>): Promise<Position | 'broken' | 'unreachable'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unreachable'>((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), ms);
  });
  const answer = head().catch((error: unknown) => (error instanceof EventStoreBroken ? 'broken' : 'unreachable'));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
