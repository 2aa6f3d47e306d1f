import { crc32 } from 'node:zlib';
import type { SQLOutputValue } from 'node:sqlite';
import { CorruptEvent, type Position } from '../port.ts';
import { StoredEvent } from '../stored-event.ts';

/** What {@link storedEventOf} reads, in its order. */
export const EVENT_COLUMNS = 'position, stream, version, type, envelope, data, metadata, checksum';

/** A row of {@link EVENT_COLUMNS} but for its checksum, which is computed where the row is written. */
export type NewRow = readonly [
  position: Position,
  stream: string,
  version: number,
  type: string,
  envelope: string,
  dataText: string,
  metadataText: string,
];

/** CRC-32 over everything else in the row: it notices bytes that changed on the way to the disk, on it, or back. */
export const checksumOf = (
  position: number,
  stream: string,
  version: number,
  type: string,
  envelope: string,
  dataText: string,
  metadataText: string,
): number => crc32(`${position}\n${stream}\n${version}\n${type}\n${envelope}\n${dataText}\n${metadataText}`);

/** A row of {@link EVENT_COLUMNS} as an event; throws {@link CorruptEvent} where its checksum does not match. */
export function storedEventOf(row: readonly SQLOutputValue[]): StoredEvent {
  // The table is STRICT: columns hold exactly these types, and the checksum covers their contents.
  const [position, stream, version, type, envelope, data, metadata, checksum] = row as unknown as EventRow;
  if (checksumOf(position, stream, version, type, envelope, data, metadata) !== checksum) {
    throw new CorruptEvent(
      `event at position ${position} (stream ${stream}, version ${version}) does not match its checksum: restore the log from a backup`,
    );
  }
  return new StoredEvent(position, stream, version, type, envelope, data, metadata);
}

type EventRow = readonly [...NewRow, checksum: number];
