import type { z } from 'zod';

/** One environment variable: how it is read, what holds without it, and what the table in the docs says of it. */
export interface Variable<Value> {
  readonly read: z.ZodType<Value, string>;
  /** What holds where the variable is not set, as one would write it; null: nothing does, and nothing need. */
  readonly fallback: string | null;
  readonly unit: string;
  readonly doc: string;
}

export const variable = <Value>(
  unit: string,
  fallback: string | null,
  read: z.ZodType<Value, string>,
  doc: string,
): Variable<Value> => ({ unit, fallback, read, doc });
