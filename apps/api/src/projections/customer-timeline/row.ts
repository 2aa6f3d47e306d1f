import type { Position } from '@meets/event-store';
import type { MeetEvent } from '@meets/meet-domain';
import { disclose } from '../visible/disclosure.ts';
import type { MeetEntry } from '../log-entry.ts';

/**
 * One event of a customer's own sequence. `seq` counts what this customer may see, over all their meets, from 1 without
 * gaps; `version` the same within the meet. `position` and `streamVersion` say where the event stands in the log, and are
 * never shown.
 */
export interface TimelineRow {
  readonly channelId: string;
  readonly customerId: string;
  readonly seq: Position;
  readonly meetId: string;
  readonly version: number;
  /** As the customer reads it. */
  readonly type: MeetEvent['type'];
  readonly occurredAt: string;
  readonly position: Position;
  readonly streamVersion: number;
}

/** How far the customer's sequence, and the meet's in it, had come before the event. */
export interface TimelineHeads {
  readonly seq: Position;
  readonly version: number;
}

/** The row that an event adds to its customer's sequence, or null where they may not see it. */
export function foldTimeline(heads: TimelineHeads, entry: MeetEntry, customerId: string): TimelineRow | null {
  const disclosed = disclose(entry.fact, customerId);
  if (!disclosed) return null;
  return {
    channelId: entry.channelId,
    customerId,
    seq: heads.seq + 1,
    meetId: entry.rest,
    version: heads.version + 1,
    type: disclosed.type,
    occurredAt: entry.fact.at,
    position: entry.position,
    streamVersion: entry.version,
  };
}
