import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '@meets/event-store';
import { allOf, type Condition, condition, statementsOf } from '../conditions.ts';
import { eventConditions } from '../event-filter.ts';
import type { EventFilter } from '../filters.ts';
import { scopedKey } from '../scoped-key.ts';
import type { TimelineRow } from './row.ts';

export const CUSTOMER_TIMELINE_SCHEMA = `
  CREATE TABLE customer_timeline (
    channel_id TEXT NOT NULL, customer_id TEXT NOT NULL, seq INTEGER NOT NULL, meet_id TEXT NOT NULL,
    version INTEGER NOT NULL, type TEXT NOT NULL, occurred_at TEXT NOT NULL, position INTEGER NOT NULL,
    stream_version INTEGER NOT NULL,
    PRIMARY KEY (channel_id, customer_id, seq)
  ) WITHOUT ROWID;
`;

/** How many customers' newest places are kept in memory between batches. */
export const MAX_CACHED_TIMELINE_HEADS = 50_000;

export interface TimelineWriter {
  headOf(channelId: string, customerId: string): Position;
  append(row: TimelineRow): void;
  /** After a rolled-back transaction: memory must not know what the file does not. */
  forget(): void;
}

export function timelineWriter(db: DatabaseSync): TimelineWriter {
  const heads = new Map<string, Position>();
  const newest = db.prepare(NEWEST);
  const insert = db.prepare('INSERT INTO customer_timeline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    headOf: (channelId, customerId) =>
      heads.get(scopedKey(channelId, customerId)) ?? seqIn(newest.get(channelId, customerId)),
    append(row) {
      insert.run(
        row.channelId,
        row.customerId,
        row.seq,
        row.meetId,
        row.version,
        row.type,
        row.occurredAt,
        row.position,
        row.streamVersion,
      );
      if (heads.size >= MAX_CACHED_TIMELINE_HEADS) heads.clear();
      heads.set(scopedKey(row.channelId, row.customerId), row.seq);
    },
    forget: () => heads.clear(),
  };
}

export interface CustomerTimeline {
  /** The newest place of the customer's sequence; 0 where there is none. */
  headOf(channelId: string, customerId: string): Position;
  /** The newest place whose event stands at or before that position of the log. */
  seqAt(channelId: string, customerId: string, position: Position): Position;
  /** The same within one meet. */
  seqInMeetAt(channelId: string, customerId: string, meetId: string, position: Position): Position;
  /** The customer's events behind a place that the filter wants, oldest first. */
  after(
    channelId: string,
    customerId: string,
    filter: EventFilter,
    seq: Position,
    limit: number,
  ): readonly TimelineRow[];
  anyUpTo(channelId: string, customerId: string, filter: EventFilter, seq: Position): boolean;
  byVersion(channelId: string, customerId: string, meetId: string, version: number): TimelineRow | null;
  byPosition(channelId: string, customerId: string, meetId: string, position: Position): TimelineRow | null;
}

/** Reads customers' sequences. Every query names the channel and the customer. */
export function customerTimelineOf(db: DatabaseSync): CustomerTimeline {
  const statement = statementsOf(db);
  const rows = (conditions: readonly Condition[], order: 'ASC' | 'DESC', limit: number): readonly TimelineRow[] => {
    const where = allOf(conditions);
    // The columns are named as the row's fields are, and hold what the writer above wrote.
    return statement(`${SELECT} WHERE ${where.sql} ORDER BY seq ${order} LIMIT ?`).all(
      ...where.values,
      limit,
    ) as unknown as readonly TimelineRow[];
  };
  const own = (channelId: string, customerId: string): readonly Condition[] => [
    condition('channel_id = ?', channelId),
    condition('customer_id = ?', customerId),
  ];
  const inMeet = (channelId: string, customerId: string, meetId: string): readonly Condition[] => [
    ...own(channelId, customerId),
    condition('meet_id = ?', meetId),
    condition(SPAN_OF_MEET, channelId, meetId, channelId, meetId),
  ];
  const filtered = (channelId: string, customerId: string, filter: EventFilter): readonly Condition[] => [
    ...(filter.meetId === undefined ? own(channelId, customerId) : inMeet(channelId, customerId, filter.meetId)),
    ...eventConditions(channelId, filter),
  ];
  const newest = (conditions: readonly Condition[]): Position => rows(conditions, 'DESC', 1)[0]?.seq ?? 0;
  const first = (conditions: readonly Condition[]): TimelineRow | null => rows(conditions, 'ASC', 1)[0] ?? null;
  return {
    headOf: (channelId, customerId) => newest(own(channelId, customerId)),
    // Positions grow with seq, so the walk back from the newest stops after as many events as came since.
    seqAt: (channelId, customerId, position) =>
      newest([...own(channelId, customerId), condition('position <= ?', position)]),
    seqInMeetAt: (channelId, customerId, meetId, position) =>
      newest([...inMeet(channelId, customerId, meetId), condition('position <= ?', position)]),
    after: (channelId, customerId, filter, seq, limit) =>
      rows([...filtered(channelId, customerId, filter), condition('seq > ?', seq)], 'ASC', limit),
    anyUpTo: (channelId, customerId, filter, seq) =>
      first([...filtered(channelId, customerId, filter), condition('seq <= ?', seq)]) !== null,
    byVersion: (channelId, customerId, meetId, version) =>
      first([...inMeet(channelId, customerId, meetId), condition('version = ?', version)]),
    byPosition: (channelId, customerId, meetId, position) =>
      first([...inMeet(channelId, customerId, meetId), condition('position = ?', position)]),
  };
}

/** A meet's row says where in the sequence it begins and ends, which is as good as an index of its own. */
const SPAN_OF_MEET = `
  seq BETWEEN (SELECT customer_started_position FROM meet WHERE channel_id = ? AND id = ?)
      AND (SELECT customer_position FROM meet WHERE channel_id = ? AND id = ?)`;
const NEWEST = 'SELECT max(seq) AS seq FROM customer_timeline WHERE channel_id = ? AND customer_id = ?';
const SELECT = `
  SELECT channel_id AS channelId, customer_id AS customerId, seq, meet_id AS meetId, version, type,
    occurred_at AS occurredAt, position, stream_version AS streamVersion
  FROM customer_timeline`;

const seqIn = (record: { readonly [column: string]: unknown } | undefined): Position => {
  const seq = record?.['seq'];
  return typeof seq === 'number' ? seq : 0;
};
