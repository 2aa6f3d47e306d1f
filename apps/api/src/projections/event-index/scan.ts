import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@meets/event-store';
import type { EventIndexRow } from './row.ts';
import type { EventIndex, EventQuery } from './table.ts';

/** How many of a channel's index rows are looked through between two turns of the event loop, however few are wanted. */
export const EVENT_SCAN_ROWS = 4_096;

/** Some of what is asked for; `atEnd`: there is no more of it in the rows as they are at the call. */
export interface ScanPart {
  readonly found: readonly EventIndexRow[];
  readonly atEnd: boolean;
}

/**
 * Goes through one channel's events behind a position, oldest first. It looks at that channel's rows only, whatever other
 * tenants wrote, and each step at {@link EVENT_SCAN_ROWS} of them at the most. Give others a turn between two steps.
 */
export class EventScan {
  readonly #index: EventIndex;
  readonly #channelId: string;
  readonly #query: EventQuery;
  #place: Position;
  /** Where this stretch of rows ends: null for the end of all, undefined where that has not been asked. */
  #bound: Position | null | undefined;

  constructor(index: EventIndex, channelId: string, query: EventQuery, after: Position) {
    this.#index = index;
    this.#channelId = channelId;
    this.#query = query;
    this.#place = after;
  }

  next(limit: number): ScanPart {
    this.#bound ??= this.#index.nthBehind(this.#channelId, this.#place, EVENT_SCAN_ROWS);
    const part = { after: this.#place, upTo: this.#bound };
    const found = this.#index.within(this.#channelId, this.#query, part, limit);
    const last = found.at(-1);
    if (found.length === limit && last) {
      this.#place = last.position;
      return { found, atEnd: false };
    }
    if (this.#bound === null) return { found, atEnd: true };
    this.#place = this.#bound;
    this.#bound = undefined;
    return { found, atEnd: false };
  }
}

/** The first of the events that are asked for behind a position. */
export async function findEvents(
  index: EventIndex,
  channelId: string,
  query: EventQuery,
  { after, limit }: { readonly after: Position; readonly limit: number },
): Promise<readonly EventIndexRow[]> {
  const scan = new EventScan(index, channelId, query, after);
  const found: EventIndexRow[] = [];
  while (found.length < limit) {
    const part = scan.next(limit - found.length);
    found.push(...part.found);
    if (part.atEnd) break;
    if (found.length < limit) await nextTurn();
  }
  return found;
}
