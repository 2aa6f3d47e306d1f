import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { verifyStream } from '../hash-chain.ts';
import type { RecordedEvent } from '../port.ts';
import { collect } from '../testing/index.ts';
import { openSqliteEventStore } from './index.ts';

/** Where commits are fsynced, kill by kill. */
const PLACES = ['aside', 'in place', 'mixed', 'mixed'] as const;
const ACKNOWLEDGED_BEFORE_KILL = 300;

describe('a process that is killed in the middle of its appends', () => {
  it('loses nothing that was acknowledged, leaves no half batch, and its log opens at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-log-crash-'));
    const file = join(folder, 'events.sqlite');
    const acknowledged: string[] = [];
    for (const [round, place] of PLACES.entries()) acknowledged.push(...(await appendUntilKilled(file, round, place)));
    const store = await openSqliteEventStore({ file });
    const log = await collect(store.readAll());
    const ids = new Set(log.map((event) => event.id));
    expect(ids.size).toBe(log.length);
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(log.map((event) => event.position)).toEqual(log.map((_, index) => index + 1));
    await expectWholeStreams(log);
    await store.close();
    rmSync(folder, { recursive: true });
  }, 60_000);
});

/** Appends in a process of its own, kills that while appends are under way; gives the ids that it had acknowledged. */
async function appendUntilKilled(file: string, round: number, place: string): Promise<string[]> {
  const script = fileURLToPath(new URL('../testing/append-for-ever.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', script, file, String(round), place], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ids: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // A last line may have been cut by the kill; an id is always whole.
    if (line.length === 36) ids.push(line);
    if (ids.length === ACKNOWLEDGED_BEFORE_KILL) child.kill('SIGKILL');
  }
  expect(ids.length).toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_KILL);
  return ids;
}

/** Batches are of three events: every stream is a whole number of them, and its chain holds. */
async function expectWholeStreams(log: readonly RecordedEvent[]): Promise<void> {
  const streams = new Set(log.map((event) => event.stream));
  for (const stream of streams) {
    const events = log.filter((event) => event.stream === stream);
    expect([stream, events.length % 3]).toEqual([stream, 0]);
    expect(await verifyStream(events)).toMatchObject({ outcome: 'intact', version: events.length });
  }
}
