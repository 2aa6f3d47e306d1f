import type { Position } from '@meets/event-store';
import type { MeetEvent } from '@meets/meet-domain';
import type { MeetEntry } from '../log-entry.ts';

/** Where a meet event stands in the log. What it says stays in the log alone. */
export interface EventIndexRow {
  readonly position: Position;
  readonly eventId: string;
  readonly channelId: string;
  readonly meetId: string;
  readonly version: number;
  readonly type: MeetEvent['type'];
  readonly occurredAt: string;
}

/** The row of an event: nothing but itself decides it. */
export const foldEventIndex = (entry: MeetEntry): EventIndexRow => ({
  position: entry.position,
  eventId: entry.eventId,
  channelId: entry.channelId,
  meetId: entry.rest,
  version: entry.version,
  type: entry.fact.type,
  occurredAt: entry.fact.at,
});
