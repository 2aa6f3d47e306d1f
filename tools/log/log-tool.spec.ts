import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventIdOf, type NewEvent } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import { exportLog } from './export-log.ts';
import { verifyExport } from './verify-export.ts';

const event = (command: string, index: number): NewEvent => ({
  id: eventIdOf(command, index),
  type: 'MeetStarted',
  schemaVersion: 1,
  occurredAt: '2026-01-31T09:00:00.000Z',
  data: { meetId: command, index },
  metadata: {
    actor: { role: 'customer', id: 'cu-1' },
    correlationId: 'c',
    causationId: null,
    commandId: command,
    commandHash: 'h',
  },
});

describe('an exported log', () => {
  let directory: string;
  beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'meets-log-'))));
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const exported = async (prefix: string): Promise<string> => {
    const store = await openSqliteEventStore({ dataDir: directory });
    for (const name of ['meet-shop:a', 'meet-shop:b', 'meet-other:a']) {
      await store.append({ stream: name, expected: 'none', events: [event(`1-${name}`, 0), event(`1-${name}`, 1)] });
      await store.append({ stream: name, expected: 2, events: [event(`2-${name}`, 0)] });
    }
    const file = join(directory, 'log.ndjson');
    const out = createWriteStream(file);
    await exportLog(directory, prefix, out);
    await finished(out.end());
    await store.close();
    return file;
  };

  it('is intact as it was written, while the server has the log open', async () => {
    expect(await verifyExport(await exported(''))).toEqual({ events: 9, streams: 3, broken: [] });
    expect(await verifyExport(await exported('meet-shop:'))).toMatchObject({ events: 6, streams: 2 });
  });

  it.each([
    [
      'changed data',
      (lines: string[]) => lines.map((line) => line.replace('"meetId":"2-meet-shop:b"', '"meetId":"9-meet-shop:b"')),
      3,
    ],
    [
      'a lost event',
      (lines: string[]) => lines.filter((line) => !line.includes('"stream":"meet-shop:b","version":2')),
      2,
    ],
    [
      'a changed time',
      (lines: string[]) =>
        lines.map((line) => (line.includes('shop:b","version":1') ? line.replace('09:00', '08:00') : line)),
      1,
    ],
  ])('shows %s, and where', async (_what, tamper, version) => {
    const file = await exported('');
    await writeFile(file, tamper((await readFile(file, 'utf8')).split('\n')).join('\n'));
    expect((await verifyExport(file)).broken).toMatchObject([{ stream: 'meet-shop:b', version }]);
  });

  it('says which line cannot be read', async () => {
    const file = await exported('');
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -20));
    await expect(verifyExport(file)).rejects.toThrow('line 9 is no JSON');
  });
});
