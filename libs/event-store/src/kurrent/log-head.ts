import type { Position } from '../port.ts';
import { LOG_START } from '../port.ts';
import { positionNumber, readRecord } from './kurrent-record.ts';
import { OrderedReader, READ_BUFFER_EVENTS } from './ordered-reader.ts';
import type { KurrentConnection } from './stream-reading.ts';

/**
 * How far back `head` looks for an event of ours among the server's own and other programs'. Where it finds none it
 * answers with the log's very end, which no event of ours lies behind either.
 */
export const HEAD_SEARCH_EVENTS = 4_096;

/** The place of the newest event of ours, one call; {@link LOG_START} where the log has none. */
export async function newestPosition(connection: KurrentConnection): Promise<Position> {
  const reader = openBackwards(connection, HEAD_SEARCH_EVENTS);
  let end = LOG_START;
  let seen = 0;
  try {
    for (;;) {
      const items = await reader.take(READ_BUFFER_EVENTS);
      if (!items) return seen < HEAD_SEARCH_EVENTS ? LOG_START : end;
      for (const item of items) {
        if (item.kind !== 'record') continue;
        seen += 1;
        if (seen === 1) end = positionNumber(item.record.position);
        const ours = readRecord(item.record, connection.prefix);
        if (ours) return ours.event.position;
      }
    }
  } finally {
    reader.cancel();
  }
}

function openBackwards({ client }: KurrentConnection, maxCount: number): OrderedReader {
  const options = { direction: 'backwards', fromPosition: 'end', maxCount } as const;
  return OrderedReader.ofRead(client.readAll(options, { highWaterMark: 16 }));
}
