import type { Position } from '../port.ts';
import { LOG_START } from '../port.ts';
import type { KurrentRecord } from './kurrent-client.ts';
import { positionNumber, readRecord } from './kurrent-record.ts';
import { OrderedReader } from './ordered-reader.ts';
import type { KurrentConnection } from './stream-reading.ts';

/** How far back `head` looks by default: see `headSearchEvents`. */
export const HEAD_SEARCH_EVENTS = 4_096;

/** The place of the newest event of the store's own, one call; {@link LOG_START} where the log has none. */
export const newestPositionOfOurs = (connection: KurrentConnection): Promise<Position> =>
  newestPosition(connection, (record) => readRecord(record, connection.prefix) !== undefined);

/** The place of the newest event that is one of ours, one call; {@link LOG_START} where the log has none. */
export async function newestPosition(
  { client, headSearchEvents }: KurrentConnection,
  isOurs: (record: KurrentRecord) => boolean,
): Promise<Position> {
  const options = { direction: 'backwards', fromPosition: 'end', maxCount: headSearchEvents } as const;
  const reader = OrderedReader.ofRead(client.readAll(options, { highWaterMark: HEAD_READ_EVENTS }));
  let end = LOG_START;
  let seen = 0;
  try {
    for (;;) {
      const items = await reader.take(HEAD_READ_EVENTS);
      if (!items) return seen < headSearchEvents ? LOG_START : end;
      for (const item of items) {
        if (item.kind !== 'record') continue;
        const position = positionNumber(item.record.position);
        if (isOurs(item.record)) return position;
        seen += 1;
        if (seen === 1) end = position;
      }
    }
  } finally {
    reader.cancel();
  }
}

/** The newest event is ours nearly always, so little is asked for at once. */
const HEAD_READ_EVENTS = 16;
