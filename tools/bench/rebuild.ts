import { join } from 'node:path';
import type { AppendRequest, EventStore } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import type { Benchmark } from './benchmark.ts';
import { RawSqlite } from './raw-sqlite.ts';
import { interleave } from './rounds.ts';
import { sampleLog } from './sample-events.ts';

/** Appends that fill the logs go in groups of this many. */
const FILL_GROUP = 512;

/** What is folded: for each stream how often who joined; it reads the data and needs no metadata. */
type Rows = Map<string, { version: number; participants: number; last: string }>;

/** Reading the whole log and folding it into rows, as a projection that is rebuilt does. */
export const rebuild: Benchmark = async ({ folder, rounds, events, progress }) => {
  progress.begin(
    `rebuild from ${events.toLocaleString('en')} events`,
    Math.ceil(events / 10 / FILL_GROUP) + 2 * (rounds + 1),
  );
  const store = await openSqliteEventStore({ file: join(folder, 'rebuild.sqlite') });
  const raw = new RawSqlite(join(folder, 'rebuild-raw.sqlite'));
  for (const group of groupsOf(sampleLog(events), FILL_GROUP)) {
    await Promise.all(group.map((request) => store.append(request)));
    raw.appendTogether(group);
    progress.tick();
  }
  const measured = await interleave(
    rounds,
    () => paced(events, () => rebuildFromStore(store)),
    () => paced(events, () => Promise.resolve(rebuildFromRaw(raw))),
    progress.tick,
  );
  await store.close();
  raw.close();
  return [
    {
      name: `rebuild from ${events.toLocaleString('en')} events`,
      unit: 'events/s',
      store: measured.store.perSecond,
      raw: measured.raw.perSecond,
      aim: { of: 'ratio', must: 0.7, stretch: 1.3 },
    },
  ];
};

async function rebuildFromStore(store: EventStore): Promise<number> {
  const rows: Rows = new Map();
  let folded = 0;
  for await (const event of store.readAll()) {
    fold(rows, event.stream, event.version, event.data);
    folded += 1;
  }
  return folded;
}

/** The plain way to get events out of rows: data and metadata parsed, both. */
function rebuildFromRaw(raw: RawSqlite): number {
  const rows: Rows = new Map();
  let folded = 0;
  for (const [stream, version, type, envelope, data, metadata] of raw.rows()) {
    const event = {
      stream,
      version,
      type,
      envelope,
      data: JSON.parse(data) as object,
      metadata: JSON.parse(metadata) as object,
    };
    fold(rows, event.stream, event.version, event.data);
    folded += 1;
  }
  return folded;
}

function fold(rows: Rows, stream: string, version: number, data: object): void {
  const row = rows.get(stream) ?? { version: 0, participants: 0, last: '' };
  const { participant } = data as { participant: { id: string } };
  row.version = version;
  row.participants += 1;
  row.last = participant.id;
  rows.set(stream, row);
}

async function paced(events: number, run: () => Promise<number>): Promise<{ perSecond: number }> {
  const began = performance.now();
  const folded = await run();
  const perSecond = (folded / (performance.now() - began)) * 1000;
  if (folded !== events) throw new Error(`folded ${folded} events of ${events}`);
  return { perSecond };
}

function* groupsOf(requests: Iterable<AppendRequest>, size: number): Generator<AppendRequest[]> {
  let group: AppendRequest[] = [];
  for (const request of requests) {
    group.push(request);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
