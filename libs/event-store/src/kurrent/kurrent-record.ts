import type { EventMetadata, JsonObject, RecordedEvent } from '../port.ts';
import { CorruptEvent } from '../port.ts';
import type { CheckedEvent } from '../append-request.ts';
import { hashOf } from '../hash-chain.ts';
import type { KurrentNewEvent, KurrentPosition, KurrentRecord } from './kurrent-client.ts';

/** An event of ours as it was read, with what the adapter alone needs to know. */
export interface ReadRecord {
  readonly event: RecordedEvent;
  /** The hash of the event before it in its stream. */
  readonly previousHash: string;
  /** Told apart from every other call of `append`: who really wrote this event. */
  readonly appendId: string;
}

/** Where a write goes on in its stream. */
export interface ChainEnd {
  readonly version: number;
  readonly hash: string;
}

/**
 * What stands in the metadata of every event of ours at the server; the stored shape is for ever, `meets` numbers it.
 * The event's type, id and data are the server's own fields. `previousHash` makes each event checkable by itself, as
 * readers of the whole log need it. `$correlationId` and `$causationId` are the names that the server's tools know.
 */
interface StoredMetadata {
  readonly meets: 1;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly appendId: string;
  readonly metadata: EventMetadata;
}

/** The events as they go to the server: chained behind `end`, which is where the stream stands. */
export function newRecords(
  stream: string,
  events: readonly CheckedEvent[],
  end: ChainEnd,
  stamp: { readonly recordedAt: string; readonly appendId: string },
): KurrentNewEvent[] {
  let previousHash = end.hash;
  return events.map((event, index) => {
    const version = end.version + 1 + index;
    const hash = hashOf(previousHash, { ...event, stream, version, recordedAt: stamp.recordedAt });
    const metadata = JSON.parse(event.metadataText) as EventMetadata;
    const { schemaVersion, occurredAt } = event;
    const stored = {
      meets: 1,
      schemaVersion,
      occurredAt,
      ...stamp,
      previousHash,
      hash,
      metadata,
    } satisfies StoredMetadata;
    previousHash = hash;
    return {
      id: event.id,
      type: event.type,
      contentType: 'application/json',
      data: JSON.parse(event.dataText) as Record<string, unknown>,
      metadata: { ...stored, ...serverNames(metadata) },
    };
  });
}

/**
 * An event as it was read, or undefined where it is none of ours: another program's, or the server's own. Throws
 * {@link CorruptEvent} where it is ours and is not what was written. `prefix` stands before every stream's name.
 */
export function readRecord(record: KurrentRecord, prefix: string): ReadRecord | undefined {
  const stored = record.metadata as StoredMetadata | undefined;
  if (stored?.meets !== 1 || !record.streamId.startsWith(prefix)) return undefined;
  const stream = record.streamId.slice(prefix.length);
  const version = Number(record.revision) + 1;
  const { schemaVersion, occurredAt, recordedAt, metadata, hash } = stored;
  const fields = { stream, version, id: record.id, type: record.type, schemaVersion, occurredAt, recordedAt };
  const dataText = JSON.stringify(record.data);
  const expected = hashOf(stored.previousHash, { ...fields, dataText, metadataText: JSON.stringify(metadata) });
  if (expected !== hash) throw new CorruptEvent(`event ${version} of ${stream} does not match its hash`);
  const data = record.data as JsonObject;
  const event = { position: positionNumber(record.position), ...fields, data, metadata, hash };
  return { event, previousHash: stored.previousHash, appendId: stored.appendId };
}

/** An event's prepare position as our number: unique and growing, also inside a write whose events share one commit. */
export function positionNumber(position: KurrentPosition | undefined): number {
  const number = Number(position?.prepare ?? -1n);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new CorruptEvent(`the server names position ${String(position?.prepare)}, which is none a number can hold`);
}

function serverNames({ correlationId, causationId }: EventMetadata): Record<string, string> {
  if (typeof causationId !== 'string') return { $correlationId: correlationId };
  return { $correlationId: correlationId, $causationId: causationId };
}
