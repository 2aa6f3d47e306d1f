import type { Position } from '@meets/event-store';
import type { Clock } from '../../time/clock.ts';
import type { Viewer } from '../../viewer.ts';
import type { Condition } from '../conditions.ts';
import type { EventFilter } from '../filters.ts';
import type { PositionToken, SeenEvent } from '../views.ts';
import type { Rows } from '../rows.ts';
import type { LiveHub } from './live-hub.ts';

/** How many of the events that a subscriber has missed are read at once. */
export const EVENTS_READ_AT_ONCE = 100;

/** What is read: the channel's events, or a customer's own. */
export interface Sequence {
  readonly rows: Rows;
  readonly hub: LiveHub;
  readonly viewer: Viewer;
  readonly filter: EventFilter;
  /** Which of the channel's rows the one reader may know of; null: many read along, and each looks for themselves. */
  readonly known: Condition | null;
}

export interface EventSubscription extends Omit<Sequence, 'known'> {
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly after: PositionToken | null;
  readonly signal: AbortSignal;
}

/** What comes by, in order, for everybody who reads the same sequence. */
export type Passing = PassingEvent | PassingMark;

/** `seenBy` is what one viewer makes of it. */
export interface PassingEvent {
  readonly kind: 'event';
  readonly place: Position;
  seenBy(viewer: Viewer): SeenEvent;
}

/** `placeNow`: how far it has been looked that the rows have too; that may grow while nothing happens. */
export interface PassingMark {
  readonly kind: 'caught-up';
  placeNow(): Position;
}
