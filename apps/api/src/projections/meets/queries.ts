import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '@meets/event-store';
import { idOfPlace, type Person, type Place } from '@meets/meet-domain';
import { allOf, asLogTime, type Condition, condition, isOneOf, statementsOf } from '../conditions.ts';
import { placesIn } from '../place-filter.ts';
import type { MeetFilter } from '../filters.ts';
import type { MeetRow } from './row.ts';
import { MEET_COLUMNS, type MeetRecord, meetRowOf } from './table.ts';

export interface MeetPageRequest {
  readonly channelId: string;
  readonly filter: MeetFilter;
  /** Older than the meet that began here; null: from the newest. */
  readonly before: Position | null;
  readonly limit: number;
  /** Look only at managers whose part in a meet its customer knows of. */
  readonly shownManagersOnly: boolean;
  /** See `roomsKnownTo`. */
  readonly known: Condition | null;
}

export interface Meets {
  byId(channelId: string, id: string): MeetRow | null;
  /** The place's one meet that is not over (R7). */
  live(channelId: string, place: Place): MeetRow | null;
  /** Newest first. */
  page(request: MeetPageRequest): readonly MeetRow[];
  /** The meet that began there: in the log, or in the customer's own sequence. */
  startedAt(channelId: string, position: Position): MeetRow | null;
  startedInSequence(channelId: string, customerId: string, position: Position): MeetRow | null;
  /** Live meets among managers: those of this manager's rooms, and those of all internal chats. */
  liveAmong(channelId: string, managerId: string): readonly MeetRow[];
  /** The meets that ring this person now, oldest first. */
  ringing(channelId: string, person: Person): readonly MeetRow[];
}

/** Reads meets. Every query names the channel. */
export function meetsOf(db: DatabaseSync): Meets {
  const statement = statementsOf(db);
  const byId = db.prepare(`${SELECT} WHERE channel_id = ? AND id = ?`);
  const live = db.prepare(`${SELECT} WHERE channel_id = ? AND place_type = ? AND place_id = ? AND over = 0`);
  const startedAt = db.prepare(`${SELECT} WHERE started_position = ? AND channel_id = ?`);
  const startedInSequence = db.prepare(
    `${SELECT} WHERE channel_id = ? AND customer_id = ? AND customer_started_position = ?`,
  );
  const ringing = db.prepare(`
    ${SELECT} WHERE started_position IN (
      SELECT started_position FROM sounding_ring WHERE channel_id = ? AND role = ? AND person_id = ?
    ) ORDER BY started_position`);
  const liveAmong = db.prepare(`
    ${SELECT} WHERE channel_id = ?1 AND over = 0 AND phase = 'LIVE' AND (
      place_type = 'internal-chat'
      OR (place_type = 'team-room' AND place_id IN (
        SELECT team_room_id FROM team_room_member WHERE channel_id = ?1 AND manager_id = ?2
      ))
    ) ORDER BY started_position`);
  return {
    liveAmong: (channelId, managerId) => rowsOf(liveAmong.all(channelId, managerId)),
    byId: (channelId, id) => rowOrNull(byId.get(channelId, id)),
    live: (channelId, place) => rowOrNull(live.get(channelId, place.type, idOfPlace(place))),
    page(request) {
      const where = allOf(pageConditions(request));
      const sql = `${SELECT} WHERE ${where.sql} ORDER BY started_position DESC LIMIT ?`;
      return rowsOf(statement(sql).all(...where.values, request.limit));
    },
    startedAt: (channelId, position) => rowOrNull(startedAt.get(position, channelId)),
    startedInSequence: (channelId, customerId, position) =>
      rowOrNull(startedInSequence.get(channelId, customerId, position)),
    ringing: (channelId, person) => rowsOf(ringing.all(channelId, person.role, person.id)),
  };
}

const SELECT = `SELECT ${MEET_COLUMNS} FROM meet`;

/** An empty list is no condition. */
function pageConditions({
  channelId,
  filter,
  before,
  shownManagersOnly,
  known,
}: MeetPageRequest): readonly Condition[] {
  const conditions: Condition[] = [condition('channel_id = ?', channelId)];
  const add = (...one: Condition[]): number => conditions.push(...one);
  if (known !== null) add(known);
  if (before !== null) add(condition('started_position < ?', before));
  if (filter.states?.length) add(isOneOf('phase', filter.states));
  if (filter.kinds?.length) add(isOneOf('kind', filter.kinds));
  if (filter.missedReasons?.length) add(isOneOf('missed_reason', filter.missedReasons));
  for (const place of placesIn(filter)) add(condition('place_type = ? AND place_id = ?', place.type, idOfPlace(place)));
  if (filter.customerId !== undefined) add(condition('customer_id = ?', filter.customerId));
  if (filter.managerId !== undefined) add(hasManager(channelId, filter.managerId, shownManagersOnly));
  if (filter.startedAfter !== undefined) add(condition('started_at > ?', asLogTime(filter.startedAfter)));
  if (filter.startedBefore !== undefined) add(condition('started_at < ?', asLogTime(filter.startedBefore)));
  return conditions;
}

const hasManager = (channelId: string, managerId: string, shownOnly: boolean): Condition =>
  condition(
    `started_position IN (
       SELECT started_position FROM meet_manager WHERE channel_id = ? AND manager_id = ? ${shownOnly ? 'AND shown = 1' : ''}
     )`,
    channelId,
    managerId,
  );

type Row = { readonly [column: string]: unknown };
const rowsOf = (records: readonly Row[]): readonly MeetRow[] =>
  records.map((record) => meetRowOf(record as unknown as MeetRecord));
const rowOrNull = (record: Row | undefined): MeetRow | null =>
  record ? meetRowOf(record as unknown as MeetRecord) : null;
