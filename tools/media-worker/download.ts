import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Place } from './place.ts';

/** How long the release page has to begin its answer: a machine without internet goes on to build at once. */
const ANSWER_TIMEOUT_MS = 5_000;
/** How long the two megabytes may take. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

/** Fetches the binary that mediasoup's makers publish for this platform; resolves to whether there is one and it came. */
export async function downloadWorker({ version, folder, binary }: Place): Promise<boolean> {
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  const name = `mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
  const url = `https://github.com/versatica/mediasoup/releases/download/${version}/${name}`;
  const archive = join(folder, name);
  try {
    const body = await fetched(url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(archive, body);
    spawnSync('tar', ['-xzf', archive, '-C', folder]);
    if (existsSync(binary)) console.error(`✓ Media worker ${version}: the prebuilt one, from ${url}`);
    return existsSync(binary);
  } catch (error) {
    console.error(
      `… No prebuilt media worker (${error instanceof Error ? reasonOf(error) : 'unknown'}); it is built here`,
    );
    return false;
  } finally {
    rmSync(archive, { force: true });
  }
}

async function fetched(url: string): Promise<Uint8Array> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('no answer in time')), ANSWER_TIMEOUT_MS);
  try {
    const signal = AbortSignal.any([late.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
    const response = await fetch(url, { signal });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

const reasonOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message);
