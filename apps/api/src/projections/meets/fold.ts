import type { Position } from '@meets/event-store';
import { type Meet, meetDecider, type Ring } from '@meets/meet-domain';
import type { MeetEntry } from '../log-entry.ts';
import type { CustomerPlaces, MeetRow } from './row.ts';

/**
 * The row after one more event; null while the meet has not begun. `customerPosition` is the event's place in the
 * customer's own sequence, or null where they may not see it.
 */
export function foldMeet(row: MeetRow | null, entry: MeetEntry, customerPosition: Position | null): MeetRow | null {
  const meet = meetDecider.evolve(row?.meet ?? null, entry.fact);
  // The stream's name says which meet this is; a history that begins with another one's id is none.
  if (meet?.id !== entry.rest) return null;
  return {
    channelId: entry.channelId,
    meet,
    startedPosition: row?.startedPosition ?? entry.position,
    position: entry.position,
    customer: foldPlaces(row?.customer ?? NOTHING_SEEN, customerPosition),
  };
}

/** A ring that began to sound, or stopped: the ring as it is after the event. */
export function ringChanges(before: Meet | null, after: Meet): readonly Ring[] {
  if (before?.rings === after.rings) return [];
  return after.rings.filter((ring, index) => before?.rings[index]?.outcome !== ring.outcome);
}

const NOTHING_SEEN: CustomerPlaces = { startedPosition: 0, position: 0, version: 0 };

function foldPlaces(places: CustomerPlaces, position: Position | null): CustomerPlaces {
  if (position === null) return places;
  return {
    startedPosition: places.version === 0 ? position : places.startedPosition,
    position,
    version: places.version + 1,
  };
}
