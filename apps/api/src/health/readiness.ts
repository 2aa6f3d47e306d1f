import type { Position } from '@meets/event-store';

export type ReadinessReport =
  { readonly ready: true; readonly lag: number } | { readonly ready: false; readonly why: string };

/** May this process be sent requests? */
export interface Readiness {
  /** Never rejects. */
  report(): Promise<ReadinessReport>;
  /** From now on it says no: the process is going to stop. */
  stop(): void;
}

export interface ReadinessParts {
  /** The log's newest position; rejects where the store cannot be reached. */
  readonly head: () => Promise<Position>;
  /** How far the read model has come. */
  readonly applied: () => Position;
  readonly maxLag: number;
}

/** How long the store may take to answer before it counts as unreachable. */
export const HEAD_TIMEOUT_MS = 2_000;

export function createReadiness({ head, applied, maxLag }: ReadinessParts): Readiness {
  let stopping = false;
  return {
    async report() {
      if (stopping) return { ready: false, why: 'the process is stopping' };
      const newest = await within(HEAD_TIMEOUT_MS, head());
      if (newest === null) return { ready: false, why: 'the event store cannot be reached' };
      const lag = Math.max(0, newest - applied());
      return lag > maxLag
        ? { ready: false, why: `the read model is ${lag} positions behind the log` }
        : { ready: true, lag };
    },
    stop: () => {
      stopping = true;
    },
  };
}

/** Null where it was not there in time, or failed. */
async function within<Value>(ms: number, value: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([value.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
