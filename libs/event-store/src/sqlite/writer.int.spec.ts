import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRow } from '../testing/new-rows.ts';
import type { NewRow } from './event-row.ts';
import { prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import type { WriteOutcome } from './row-writer.ts';
import { startWriter, type Writer } from './writer.ts';

describe('the writer thread', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'writer-'));
    file = join(folder, 'events.sqlite');
    prepareLogFile(file).release();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const written = (writer: Writer, rows: readonly NewRow[]): Promise<WriteOutcome> =>
    new Promise((resolve) => writer.write(rows, resolve));

  it('writes what it is given, group by group, and answers in that order', async () => {
    const writer = startWriter(file);
    const answers: string[] = [];
    const all = [[newRow(1, 'a', 1), newRow(2, 'b', 1)], [newRow(3, 'a', 2)], [newRow(4, 'b', 2)]].map(async (rows) =>
      answers.push(`${rows[0]?.[0]} ${(await written(writer, rows)).outcome}`),
    );
    await Promise.all(all);
    expect(answers).toEqual(['1 written', '3 written', '4 written']);
    const reader = new LogReader(file);
    expect(
      reader
        .pager(undefined)(0, 10, 10)
        .events.map(({ position }) => position),
    ).toEqual([1, 2, 3, 4]);
    reader.close();
    await writer.close();
  });

  it('writes nothing behind what failed, so that no gap can come to be', async () => {
    const writer = startWriter(file);
    await written(writer, [newRow(1, 'a', 1)]);
    const outcomes = await Promise.all([
      written(writer, [newRow(2, 'a', 1)]),
      written(writer, [newRow(3, 'b', 1)]),
      written(writer, [newRow(2, 'b', 1)]),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['taken', 'not-next', 'written']);
    await writer.close();
  });

  it('writes the rest before it ends, and breaks nothing by ending as it was told', async () => {
    const writer = startWriter(file);
    const told: string[] = [];
    writer.onBroken((why) => told.push(why));
    const last = written(writer, [newRow(1, 'a', 1)]);
    await Promise.all([writer.close(), writer.close()]);
    expect(await last).toMatchObject({ outcome: 'written' });
    expect(told).toEqual([]);
  });

  it('has broken where it cannot open the file, and says why', async () => {
    const writer = startWriter(join(folder, 'nowhere', 'events.sqlite'));
    expect(await new Promise((resolve) => writer.onBroken(resolve))).toMatch(/unable to open database file/);
    await writer.close();
  });
});
