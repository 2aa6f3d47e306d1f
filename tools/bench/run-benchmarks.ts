import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { appendInParallel, appendOneByOne } from './append.ts';
import type { Benchmark } from './benchmark.ts';
import { coldStart } from './cold-start.ts';
import { delivery } from './delivery.ts';
import { endToEnd } from './end-to-end.ts';
import { fanOut } from './fan-out.ts';
import { machineOf } from './machine.ts';
import { mediaJoin } from './media/media-join.ts';
import { mediaPeers } from './media/media-peers.ts';
import { mediaRooms } from './media/media-rooms.ts';
import { mixer } from './phone/mixer.ts';
import { phoneCalls } from './phone/phone-calls.ts';
import { openProgress } from './progress.ts';
import { queryCpu } from './query-cpu.ts';
import { rebuild } from './rebuild.ts';
import { judge, printReport, type Judged } from './report.ts';

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  'append-1': appendOneByOne,
  'append-64': appendInParallel,
  rebuild,
  delivery,
  'end-to-end': endToEnd,
  'fan-out-1000': fanOut(1_000),
  'fan-out-5000': fanOut(5_000),
  'query-cpu': queryCpu,
  'cold-start': coldStart,
  'phone-calls': phoneCalls,
  mixer,
  'media-join': mediaJoin,
  'media-peers': mediaPeers,
  'media-rooms': mediaRooms,
};

export interface BenchmarkOptions {
  readonly only?: readonly string[];
  readonly rounds: number;
  readonly events: number;
  readonly callSeconds: number;
  /** Where the logs are written; on the disk to measure. */
  readonly dir: string;
  readonly json: boolean;
}

/** Runs the benchmarks and prints the report; resolves to true where no "must" was missed. */
export async function runBenchmarks({
  only,
  rounds,
  events,
  callSeconds,
  dir,
  json,
}: BenchmarkOptions): Promise<boolean> {
  mkdirSync(dir, { recursive: true });
  const folder = mkdtempSync(join(dir, 'bench-'));
  const progress = openProgress();
  try {
    const machine = machineOf(folder);
    const results: Judged[] = [];
    for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
      if (only && !only.includes(name)) continue;
      const measured = await benchmark({ folder, rounds, events, callSeconds, progress });
      results.push(...measured.map(judge));
    }
    progress.end();
    if (json) console.log(JSON.stringify({ machine, rounds, results }, null, 2));
    else printReport(machine, results);
    return results.every(({ verdict }) => verdict !== 'missed');
  } finally {
    progress.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
