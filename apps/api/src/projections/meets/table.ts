import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '@meets/event-store';
import { idOfPlace, isOver, type Meet, type Ring } from '@meets/meet-domain';
import { NotedOnce } from '../noted-once.ts';
import type { MeetRow } from './row.ts';

/**
 * `meet` holds the folded state and the columns that filters look at; `meet_manager` who of the staff had a part in it
 * (`shown`: one that the customer knows of); `sounding_ring` the rings that sound now.
 */
export const MEETS_SCHEMA = `
  CREATE TABLE meet (
    started_position INTEGER PRIMARY KEY,
    channel_id TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    customer_started_position INTEGER NOT NULL,
    customer_position INTEGER NOT NULL,
    customer_version INTEGER NOT NULL,
    place_type TEXT NOT NULL,
    place_id TEXT NOT NULL,
    customer_id TEXT,
    kind TEXT NOT NULL,
    phase TEXT NOT NULL,
    over INTEGER NOT NULL,
    missed_reason TEXT,
    started_at TEXT NOT NULL,
    state TEXT NOT NULL
  );
  CREATE UNIQUE INDEX meet_by_id ON meet (channel_id, id);
  CREATE INDEX meet_by_channel ON meet (channel_id, started_position);
  CREATE INDEX meet_by_phase ON meet (channel_id, phase, started_position);
  CREATE INDEX meet_by_place ON meet (channel_id, place_type, place_id, started_position);
  CREATE INDEX meet_by_customer ON meet (channel_id, customer_id, started_position);
  CREATE INDEX meet_live ON meet (channel_id, place_type, place_id) WHERE over = 0;
  CREATE TABLE meet_manager (
    channel_id TEXT NOT NULL,
    manager_id TEXT NOT NULL,
    started_position INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    PRIMARY KEY (channel_id, manager_id, started_position)
  ) WITHOUT ROWID;
  CREATE TABLE sounding_ring (
    channel_id TEXT NOT NULL,
    role TEXT NOT NULL,
    person_id TEXT NOT NULL,
    started_position INTEGER NOT NULL,
    PRIMARY KEY (channel_id, role, person_id, started_position)
  ) WITHOUT ROWID;
`;

/** How many meets are kept in memory between batches, so that a running meet is not parsed for every event. */
export const MAX_CACHED_MEETS = 10_000;

/** The writing half: rows change in memory, and `flush` brings them to the file within the batch's transaction. */
export interface MeetsWriter {
  load(stream: string, channelId: string, meetId: string): MeetRow | null;
  save(stream: string, row: MeetRow): void;
  noteManager(row: MeetRow, managerId: string, shown: boolean): void;
  noteRing(row: MeetRow, ring: Ring): void;
  flush(): void;
  /** After a rolled-back transaction: memory must not know what the file does not. */
  forget(): void;
}

export function meetsWriter(db: DatabaseSync): MeetsWriter {
  const cached = new Map<string, MeetRow>();
  const changed = new Set<string>();
  const noted = new NotedOnce();
  const byId = db.prepare(`SELECT ${MEET_COLUMNS} FROM meet WHERE channel_id = ? AND id = ?`);
  const upsert = db.prepare(`
    INSERT INTO meet VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (started_position) DO UPDATE SET
      position = excluded.position, customer_started_position = excluded.customer_started_position,
      customer_position = excluded.customer_position, customer_version = excluded.customer_version, kind = excluded.kind,
      phase = excluded.phase, over = excluded.over, missed_reason = excluded.missed_reason, state = excluded.state`);
  const noteManager = db.prepare(`
    INSERT INTO meet_manager VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET shown = max(shown, excluded.shown)`);
  const ringSounds = db.prepare('INSERT OR IGNORE INTO sounding_ring VALUES (?, ?, ?, ?)');
  const ringStops = db.prepare(
    'DELETE FROM sounding_ring WHERE channel_id = ? AND role = ? AND person_id = ? AND started_position = ?',
  );
  return {
    load(stream, channelId, meetId) {
      const known = cached.get(stream);
      if (known) return known;
      const record = byId.get(channelId, meetId);
      return record ? meetRowOf(record as unknown as MeetRecord) : null;
    },
    save(stream, row) {
      cached.set(stream, row);
      changed.add(stream);
    },
    noteManager(row, managerId, shown) {
      const key = `${row.startedPosition}:${shown}:${managerId}`;
      if (noted.isNew(key)) noteManager.run(row.channelId, managerId, row.startedPosition, shown ? 1 : 0);
    },
    noteRing({ channelId, startedPosition }, { callee, outcome }) {
      const statement = outcome === 'RINGING' ? ringSounds : ringStops;
      statement.run(channelId, callee.role, callee.id, startedPosition);
    },
    flush() {
      for (const stream of changed) {
        const row = cached.get(stream);
        if (row) upsert.run(...valuesOf(row));
      }
      changed.clear();
      trim(cached);
    },
    forget() {
      noted.forget();
      cached.clear();
      changed.clear();
    },
  };
}

/** What a query selects so that {@link meetRowOf} can read it. */
export const MEET_COLUMNS =
  'started_position, channel_id, position, customer_started_position, customer_position, customer_version, state';

export interface MeetRecord {
  readonly started_position: Position;
  readonly channel_id: string;
  readonly position: Position;
  readonly customer_started_position: Position;
  readonly customer_position: Position;
  readonly customer_version: number;
  readonly state: string;
}

export const meetRowOf = (record: MeetRecord): MeetRow => ({
  channelId: record.channel_id,
  // The column holds what `valuesOf` wrote, under the same projection version.
  meet: JSON.parse(record.state) as Meet,
  startedPosition: record.started_position,
  position: record.position,
  customer: {
    startedPosition: record.customer_started_position,
    position: record.customer_position,
    version: record.customer_version,
  },
});

const valuesOf = ({ channelId, meet, startedPosition, position, customer }: MeetRow) =>
  [
    startedPosition,
    channelId,
    meet.id,
    position,
    customer.startedPosition,
    customer.position,
    customer.version,
    meet.place.type,
    idOfPlace(meet.place),
    meet.customerId,
    meet.kind,
    meet.phase,
    isOver(meet) ? 1 : 0,
    meet.missedReason,
    meet.startedAt,
    JSON.stringify(meet),
  ] as const;

/** A map keeps the order of insertion, so the first keys are the meets that began longest ago. */
function trim(cached: Map<string, MeetRow>): void {
  for (const stream of cached.keys()) {
    if (cached.size <= MAX_CACHED_MEETS) return;
    cached.delete(stream);
  }
}
