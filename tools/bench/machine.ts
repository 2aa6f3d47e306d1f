import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { quantile } from './rounds.ts';

const PROBES = 200;
const PROBE_BYTES = 4096;

/** On what the figures were taken. Ratios travel between machines, absolute figures do not. */
export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Load average of the last minute, before the first benchmark: above 0.5 or so, somebody else is measured too. */
  readonly loadBefore: number;
  /** The median time of writing 4 KiB and having them on disk (fdatasync). */
  readonly fsyncMs: number;
}

export const machineOf = (folder: string): Machine => ({
  node: process.version,
  system: `${platform()} ${release()} ${arch()}`,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  loadBefore: loadavg()[0] ?? 0,
  fsyncMs: probeFsync(folder),
});

function probeFsync(folder: string): number {
  const file = openSync(join(folder, 'fsync-probe'), 'w');
  const block = Buffer.alloc(PROBE_BYTES, 1);
  const tookMs: number[] = [];
  for (let probe = 0; probe < PROBES; probe += 1) {
    const began = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    tookMs.push(performance.now() - began);
  }
  closeSync(file);
  return quantile(tookMs, 0.5);
}
