import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from '../run-steps.ts';

/** What the worker is built from and where it is kept. */
export interface Place {
  readonly version: string;
  /** The npm package's folder `worker`. */
  readonly source: string;
  /** Where mediasoup looks for its worker; a link to `binary`. */
  readonly link: string;
  /** One folder for each version, glue and platform, outside the checkout. */
  readonly folder: string;
  readonly binary: string;
  readonly log: string;
}

const GLUE = join(root, 'tools/media-worker');
const GLUE_FILES = ['CMakeLists.txt', 'shim/srtp.h', 'shim/ankerl/unordered_dense.h'];

export function findPlace(): Place {
  const source = join(root, 'node_modules/mediasoup/worker');
  const { version } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8')) as { version: string };
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const name = `${version}-${glueHash()}-${process.platform}-${process.arch}`;
  const folder = join(cache, 'meets/mediasoup-worker', name);
  return {
    version,
    source,
    link: join(source, 'out/Release/mediasoup-worker'),
    folder,
    binary: join(folder, 'mediasoup-worker'),
    log: join(folder, 'build.log'),
  };
}

function glueHash(): string {
  const hash = createHash('sha256');
  for (const file of GLUE_FILES) hash.update(readFileSync(join(GLUE, file)));
  return hash.digest('hex').slice(0, 12);
}
