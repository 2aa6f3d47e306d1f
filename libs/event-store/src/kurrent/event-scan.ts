import type { LogFilter, Position, RecordedEvent } from '../port.ts';
import { eventTest } from '../log-filter.ts';
import { readRecord } from './kurrent-record.ts';
import { filterAtServer } from './log-filter-at-server.ts';
import type { LogScanOptions } from './log-scan.ts';
import { LogScan } from './log-scan.ts';
import type { KurrentConnection } from './stream-reading.ts';

export interface EventScanOptions extends Pick<LogScanOptions<RecordedEvent>, 'giveUpAfterMs' | 'onEnd'> {
  readonly after: Position;
  readonly filter: LogFilter | undefined;
}

/** A scan for our own events that a filter of the port lets through. */
export function scanEvents(connection: KurrentConnection, options: EventScanOptions): LogScan<RecordedEvent> {
  const { filter, ...rest } = options;
  const { prefix } = connection;
  const wanted = eventTest(filter) ?? ((): boolean => true);
  return new LogScan(connection, {
    ...rest,
    rule: filterAtServer(filter, prefix),
    everyPlace: filter !== undefined,
    isOurs: (record) => readRecord(record, prefix) !== undefined,
    select(record) {
      const event = readRecord(record, prefix)?.event;
      return event && wanted(event) ? event : undefined;
    },
  });
}
