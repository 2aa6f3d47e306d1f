import type { Progress } from './progress.ts';
import type { Measurement } from './report.ts';

export interface BenchmarkContext {
  /** An empty folder on the disk to measure; the caller removes it. */
  readonly folder: string;
  readonly rounds: number;
  /** How many events the log to rebuild from has. */
  readonly events: number;
  /** For how many seconds there are calls by telephone. */
  readonly callSeconds: number;
  readonly progress: Progress;
}

export type Benchmark = (context: BenchmarkContext) => Promise<readonly Measurement[]>;
