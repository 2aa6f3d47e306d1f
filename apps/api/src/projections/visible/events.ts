import type { RecordedEvent } from '@meets/event-store';
import { type MeetEvent, eventCatalogue, personOf } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { TimelineRow } from '../customer-timeline/row.ts';
import { withoutPersonal } from '../without-personal.ts';
import { encodePosition } from '../positions.ts';
import type { MeetEventView } from '../views.ts';
import { disclose } from './disclosure.ts';
import { personKnownTo } from './person-known-to.ts';
import { maySee } from './reach.ts';

/** An event as managers, integrators and analysts read it. What is personal in it is left out: it may be asked for where it belongs. */
export function eventForStaff(
  viewer: Viewer,
  recorded: RecordedEvent,
  meetId: string,
  event: MeetEvent,
): MeetEventView {
  return {
    id: recorded.id,
    position: encodePosition(viewer, recorded.position),
    meetId,
    version: recorded.version,
    type: event.type,
    // The data was upcast on reading, so it has today's shape whatever the stored one was.
    schemaVersion: eventCatalogue[event.type].schemaVersion,
    occurredAt: event.at,
    recordedAt: recorded.recordedAt,
    actor: personOf(event.by),
    correlationId: recorded.metadata.correlationId,
    causationId: recorded.metadata.causationId,
    data: withoutPersonal(event),
  };
}

/**
 * The same as the meet's customer reads it: own position, version and id; null where it is hidden. `causedBy` is the
 * customer's own row of what caused it, or null. The log's ids stay inside: they are made from commands' ids, which for
 * timers can be guessed, and a correlation shared with a hidden event would tell of it.
 */
export function eventForCustomer(
  viewer: Viewer,
  row: TimelineRow,
  recorded: RecordedEvent,
  event: MeetEvent,
  causedBy: TimelineRow | null,
): MeetEventView | null {
  if (!maySee(viewer, row.channelId, row.customerId)) return null;
  const disclosed = disclose(event, row.customerId);
  if (!disclosed) return null;
  const id = customerEventId(row.meetId, row.version);
  const actor = disclosed.whole ? personKnownTo(row.customerId, personOf(event.by)) : null;
  return {
    id,
    position: encodePosition(viewer, row.seq),
    meetId: row.meetId,
    version: row.version,
    type: disclosed.type,
    schemaVersion: CUSTOMER_EVENT_SCHEMA_VERSION,
    occurredAt: event.at,
    recordedAt: recorded.recordedAt,
    actor,
    correlationId: actor?.role === 'customer' ? recorded.metadata.correlationId : id,
    causationId: disclosed.whole && causedBy ? customerEventId(causedBy.meetId, causedBy.version) : null,
    data: disclosed.data,
  };
}

/** Does the customer read this event as it was, and not in other words? */
export const isToldWhole = (event: MeetEvent, customerId: string): boolean =>
  disclose(event, customerId)?.whole === true;

/** The version of the shapes in `disclosure.ts`, which are not the log's. */
export const CUSTOMER_EVENT_SCHEMA_VERSION = 1;

/** An event's id in its customer's sequence. Meet ids are percent-encoded and hold no `@`, so it can be taken apart again. */
export const customerEventId = (meetId: string, version: number): string => `${meetId}@${version}`;

export function parseCustomerEventId(id: string): { readonly meetId: string; readonly version: number } | null {
  const match = /^([^@]+)@([1-9][0-9]{0,14})$/.exec(id);
  return match ? { meetId: match[1] ?? '', version: Number(match[2]) } : null;
}
