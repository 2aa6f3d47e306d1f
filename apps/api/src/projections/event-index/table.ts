import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '@meets/event-store';
import { allOf, type Condition, condition, statementsOf } from '../conditions.ts';
import { eventConditions } from '../event-filter.ts';
import type { EventFilter } from '../filters.ts';
import type { EventIndexRow } from './row.ts';

/** Events are looked up by the first 48 bits of their id, so that the index stays small; the whole id then decides. */
export const EVENT_INDEX_SCHEMA = `
  CREATE TABLE event_index (
    position INTEGER NOT NULL, event_key INTEGER NOT NULL, event_id TEXT NOT NULL, channel_id TEXT NOT NULL, meet_id TEXT NOT NULL,
    version INTEGER NOT NULL, type TEXT NOT NULL, occurred_at TEXT NOT NULL,
    PRIMARY KEY (channel_id, position)
  ) WITHOUT ROWID;
  CREATE INDEX event_index_by_key ON event_index (channel_id, event_key);
`;

export function eventIndexWriter(db: DatabaseSync): (row: EventIndexRow) => void {
  const insert = db.prepare('INSERT INTO event_index VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  return ({ position, eventId, channelId, meetId, version, type, occurredAt }) =>
    void insert.run(position, keyOf(eventId), eventId, channelId, meetId, version, type, occurredAt);
}

/** Which events are asked for; `known` leaves out what the viewer may not know of: see `knownEvents`. */
export interface EventQuery {
  readonly filter: EventFilter;
  readonly known: Condition | null;
}

/** Behind `after`, up to and with `upTo`; null: to the end. */
export interface LogPart {
  readonly after: Position;
  readonly upTo: Position | null;
}

export interface EventIndex {
  /** The event of that id, where it belongs to a meet of this channel. */
  byId(channelId: string, eventId: string): EventIndexRow | null;
  /** The channel's event at exactly that position. */
  at(channelId: string, position: Position): EventIndexRow | null;
  /** The channel's events in that part of the log that the filter wants, oldest first: see `EventScan`. */
  within(channelId: string, query: EventQuery, part: LogPart, limit: number): readonly EventIndexRow[];
  /** Where the channel's n-th event behind a position stands, whatever it is; null where there are fewer. */
  nthBehind(channelId: string, position: Position, n: number): Position | null;
}

/** Reads the index. Every query names the channel. */
export function eventIndexOf(db: DatabaseSync): EventIndex {
  const statement = statementsOf(db);
  // Left to itself SQLite would rather walk the whole channel in the order of positions.
  const byKey = db.prepare(
    `${SELECT} INDEXED BY event_index_by_key WHERE channel_id = ? AND event_key = ? AND event_id = ? LIMIT 1`,
  );
  const nth = db.prepare(
    'SELECT position FROM event_index WHERE channel_id = ? AND position > ? ORDER BY position LIMIT 1 OFFSET ?',
  );
  const rows = (conditions: readonly Condition[], limit: number): readonly EventIndexRow[] => {
    const where = allOf(conditions);
    // The columns are named as the row's fields are, and hold what the writer above wrote.
    return statement(`${SELECT} WHERE ${where.sql} ORDER BY position LIMIT ?`).all(
      ...where.values,
      limit,
    ) as unknown as readonly EventIndexRow[];
  };
  const inChannel = (channelId: string): Condition => condition('channel_id = ?', channelId);
  const asked = (channelId: string, { filter, known }: EventQuery): readonly Condition[] => [
    inChannel(channelId),
    ...eventConditions(channelId, filter),
    ...(known ? [known] : []),
  ];
  return {
    byId: (channelId, eventId) => (byKey.get(channelId, keyOf(eventId), eventId) as EventIndexRow | undefined) ?? null,
    at: (channelId, position) => rows([condition('position = ?', position), inChannel(channelId)], 1)[0] ?? null,
    within: (channelId, query, { after, upTo }, limit) =>
      rows(
        [
          condition('position > ?', after),
          ...(upTo === null ? [] : [condition('position <= ?', upTo)]),
          ...asked(channelId, query),
        ],
        limit,
      ),
    nthBehind(channelId, position, n) {
      const row = nth.get(channelId, position, n - 1);
      return row ? Number(row['position']) : null;
    },
  };
}

const SELECT = `
  SELECT position, event_id AS eventId, channel_id AS channelId, meet_id AS meetId, version, type, occurred_at AS occurredAt
  FROM event_index`;

/** 0 for what is no UUID: no event has such an id, and the whole id is compared all the same. */
const keyOf = (eventId: string): number => {
  const key = Number.parseInt(eventId.slice(0, 8) + eventId.slice(9, 13), 16);
  return Number.isSafeInteger(key) ? key : 0;
};
