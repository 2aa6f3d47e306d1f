import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 1024 * 1024;

/** What the server's own metrics, and its files, say. */
export interface ServerFigures {
  readonly residentMiB: number;
  /** How many sockets it has closed because nothing was read, or answered, at their other end. */
  readonly closedAsStalled: number;
  /** What explains the others where they are not as promised; see `trace.ts`. */
  readonly beside: {
    readonly heapUsedMiB: number;
    readonly heapTotalMiB: number;
    /** Buffers and the like, outside of V8's heap. */
    readonly externalMiB: number;
    /** Since the server began. */
    readonly cpuSeconds: number;
    readonly collectingSeconds: number;
    /** The longest that a turn of its event loop took since the last look, in ms. */
    readonly longestTurnMs: number;
    readonly sockets: number;
    readonly readModelBehind: number;
    /** Write-ahead logs that grow without end are checkpoints that do not happen. */
    readonly filesMiB: Readonly<Record<string, number>>;
  };
}

export async function serverFigures(url: string, dataDir: string): Promise<ServerFigures> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const sumOf = (pattern: RegExp): number =>
    [...text.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0);
  const value = (name: string): number => sumOf(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
  const closed = (cause: string): number =>
    sumOf(new RegExp(`^meets_ws_closed_total\\{cause="${cause}"\\} (\\S+)$`, 'gm'));
  return {
    residentMiB: value('process_resident_memory_bytes') / MIB,
    closedAsStalled: closed('slow-reader') + closed('silent'),
    beside: {
      heapUsedMiB: value('nodejs_heap_size_used_bytes') / MIB,
      heapTotalMiB: value('nodejs_heap_size_total_bytes') / MIB,
      externalMiB: value('nodejs_external_memory_bytes') / MIB,
      cpuSeconds: value('process_cpu_seconds_total'),
      collectingSeconds: value('nodejs_gc_duration_seconds_sum'),
      longestTurnMs: value('nodejs_eventloop_lag_max_seconds') * 1_000,
      sockets: value('meets_ws_sockets'),
      readModelBehind: value('meets_read_model_lag_positions'),
      filesMiB: sizesIn(dataDir),
    },
  };
}

const sizesIn = (dataDir: string): Record<string, number> =>
  Object.fromEntries(
    readdirSync(dataDir)
      .filter((name) => /\.sqlite(-wal)?$/.test(name))
      .map((name) => [name, statSync(join(dataDir, name)).size / MIB]),
  );
