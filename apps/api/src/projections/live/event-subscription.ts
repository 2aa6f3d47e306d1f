import type { Position } from '@meets/event-store';
import type { Clock } from '../../clock.ts';
import type { Viewer } from '../../viewer.ts';
import type { EventFilter, MeetEventView, PositionToken } from '../read-model.ts';
import type { Rows } from '../rows.ts';
import type { LiveHub } from './live-hub.ts';

/** How many of the events that a subscriber has missed are read at once. */
export const EVENTS_READ_AT_ONCE = 100;

export interface EventSubscription {
  readonly rows: Rows;
  readonly hub: LiveHub;
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly viewer: Viewer;
  readonly filter: EventFilter;
  readonly after: PositionToken | null;
  readonly signal: AbortSignal;
}

/** What the viewer may see, and how far it has been looked. */
export type Seen = SeenEvent | SeenAll;

/** `wanted` is null where the subscriber's filter leaves the event out. */
export interface SeenEvent {
  readonly kind: 'event';
  readonly wanted: MeetEventView | null;
  readonly place: Position;
}

/** `placeNow`: how far it has been looked that the rows have too; that may grow while nothing happens. */
export interface SeenAll {
  readonly kind: 'caught-up';
  readonly placeNow: () => Position;
}
