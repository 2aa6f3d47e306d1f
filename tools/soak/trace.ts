import { appendFileSync } from 'node:fs';
import type { ServerFigures } from './server-figures.ts';

/** How often a line is written, at most. */
const EVERY_MS = 1_000;

/** What the run is at when a line is written. */
export interface Stage {
  readonly events: number;
  /** The longest that a burst took, from its commands to the last reader, since the last line. */
  readonly longestBurstMs: number;
}

/** Where the server stands, second by second, so that whoever finds a promise broken sees when and by what. */
export interface Trace {
  write(figures: ServerFigures, stage: () => Stage): void;
}

export const NO_TRACE: Trace = { write: () => undefined };

/** One JSON object a line, added to the file. */
export function traceInto(file: string): Trace {
  const began = performance.now();
  let wroteAt = -Infinity;
  return {
    write({ residentMiB, closedAsStalled, beside }, stage) {
      const now = performance.now();
      if (now - wroteAt < EVERY_MS) return;
      wroteAt = now;
      const line = { seconds: (now - began) / 1_000, ...stage(), residentMiB, closedAsStalled, ...beside };
      appendFileSync(file, `${JSON.stringify(line, rounded)}\n`);
    },
  };
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;
