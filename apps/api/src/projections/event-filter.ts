import { idOfPlace } from '@meets/meet-domain';
import { asLogTime, type Condition, condition, isOneOf } from './conditions.ts';
import { isMeetOf, placesIn } from './place-filter.ts';
import type { EventFilter } from './filters.ts';

/** What a filter looks at, of an event as the viewer sees it. */
export interface FilteredEvent {
  readonly type: string;
  readonly meetId: string;
  readonly occurredAt: string;
}

/** The filter as SQL over columns `type`, `meet_id` and `occurred_at`. An empty list of types means all types. */
export function eventConditions(channelId: string, filter: EventFilter): readonly Condition[] {
  const conditions: Condition[] = [];
  if (filter.types?.length) conditions.push(isOneOf('type', filter.types));
  if (filter.meetId !== undefined) conditions.push(condition('meet_id = ?', filter.meetId));
  for (const place of placesIn(filter)) {
    conditions.push(
      condition(
        'meet_id IN (SELECT id FROM meet WHERE channel_id = ? AND place_type = ? AND place_id = ?)',
        channelId,
        place.type,
        idOfPlace(place),
      ),
    );
  }
  if (filter.occurredAfter !== undefined)
    conditions.push(condition('occurred_at > ?', asLogTime(filter.occurredAfter)));
  if (filter.occurredBefore !== undefined)
    conditions.push(condition('occurred_at < ?', asLogTime(filter.occurredBefore)));
  return conditions;
}

/** The same filter for one event at a time. */
export function eventMatcher(filter: EventFilter): (event: FilteredEvent) => boolean {
  const types = filter.types?.length ? new Set(filter.types) : null;
  const places = placesIn(filter);
  const after = filter.occurredAfter === undefined ? null : asLogTime(filter.occurredAfter);
  const before = filter.occurredBefore === undefined ? null : asLogTime(filter.occurredBefore);
  return (event) =>
    (types === null || types.has(event.type)) &&
    (filter.meetId === undefined || event.meetId === filter.meetId) &&
    places.every((place) => isMeetOf(place, event.meetId)) &&
    (after === null || event.occurredAt > after) &&
    (before === null || event.occurredAt < before);
}
