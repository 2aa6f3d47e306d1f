import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '@meets/event-store';
import { allOf, type Condition, condition, statementsOf } from '../conditions.ts';
import { eventConditions } from '../event-filter.ts';
import type { EventFilter } from '../read-model.ts';
import type { EventIndexRow } from './row.ts';

export const EVENT_INDEX_SCHEMA = `
  CREATE TABLE event_index (
    position INTEGER PRIMARY KEY, event_id TEXT NOT NULL, channel_id TEXT NOT NULL, meet_id TEXT NOT NULL,
    version INTEGER NOT NULL, type TEXT NOT NULL, occurred_at TEXT NOT NULL
  );
  CREATE INDEX event_index_by_id ON event_index (event_id);
  CREATE INDEX event_index_by_channel ON event_index (channel_id, position);
`;

export function eventIndexWriter(db: DatabaseSync): (row: EventIndexRow) => void {
  const insert = db.prepare('INSERT INTO event_index VALUES (?, ?, ?, ?, ?, ?, ?)');
  return ({ position, eventId, channelId, meetId, version, type, occurredAt }) =>
    void insert.run(position, eventId, channelId, meetId, version, type, occurredAt);
}

export interface EventIndex {
  /** The event of that id, where it belongs to a meet of this channel. */
  byId(channelId: string, eventId: string): EventIndexRow | null;
  /** The channel's event at exactly that position. */
  at(channelId: string, position: Position): EventIndexRow | null;
  /** The channel's events behind a position that the filter wants, oldest first. */
  after(channelId: string, filter: EventFilter, position: Position, limit: number): readonly EventIndexRow[];
  /** Does the filter want any event up to and with this position? */
  anyUpTo(channelId: string, filter: EventFilter, position: Position): boolean;
}

/** Reads the index. Every query names the channel. */
export function eventIndexOf(db: DatabaseSync): EventIndex {
  const statement = statementsOf(db);
  const rows = (conditions: readonly Condition[], limit: number): readonly EventIndexRow[] => {
    const where = allOf(conditions);
    // The columns are named as the row's fields are, and hold what the writer above wrote.
    return statement(`${SELECT} WHERE ${where.sql} ORDER BY position LIMIT ?`).all(
      ...where.values,
      limit,
    ) as unknown as readonly EventIndexRow[];
  };
  const inChannel = (channelId: string): Condition => condition('channel_id = ?', channelId);
  return {
    byId: (channelId, eventId) =>
      rows([condition('event_id = ?', eventId), condition('+channel_id = ?', channelId)], 1)[0] ?? null,
    at: (channelId, position) =>
      rows([condition('position = ?', position), condition('+channel_id = ?', channelId)], 1)[0] ?? null,
    after: (channelId, filter, position, limit) =>
      rows([inChannel(channelId), condition('position > ?', position), ...eventConditions(channelId, filter)], limit),
    anyUpTo: (channelId, filter, position) =>
      rows([inChannel(channelId), condition('position <= ?', position), ...eventConditions(channelId, filter)], 1)
        .length > 0,
  };
}

const SELECT = `
  SELECT position, event_id AS eventId, channel_id AS channelId, meet_id AS meetId, version, type, occurred_at AS occurredAt
  FROM event_index`;
