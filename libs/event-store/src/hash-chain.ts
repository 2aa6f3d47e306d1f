import { hash } from 'node:crypto';
import type { RecordedEvent } from './port.ts';

/** What stands before a stream's first event in its chain. */
export const GENESIS_HASH = '0'.repeat(64);

/** What the hash covers. The position is not among it: engines number differently, and a stream may move between them. */
export interface HashedFields {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** The event's data as `JSON.stringify` writes it. */
  readonly dataText: string;
  /** The event's metadata as `JSON.stringify` writes it. */
  readonly metadataText: string;
}

/**
 * Hex SHA-256 over the JSON array `[1, previousHash, stream, version, id, type, schemaVersion, occurredAt, recordedAt,
 * data, metadata]` as `JSON.stringify` writes it: one text, no two events share it, and any language that can write JSON
 * can check it. The 1 numbers this encoding, which is for ever. `JSON.stringify(JSON.parse(text))` gives back every text
 * that `JSON.stringify` ever wrote, key order included, so an exported event hashes as the stored one did.
 */
export function hashOf(previousHash: string, fields: HashedFields): string {
  const { stream, version, id, type, schemaVersion, occurredAt, recordedAt, dataText, metadataText } = fields;
  const names = `${quote(stream)},${version},${quote(id)},${quote(type)},${schemaVersion}`;
  const times = `${quote(occurredAt)},${quote(recordedAt)}`;
  return hash('sha256', `[1,${quote(previousHash)},${names},${times},${dataText},${metadataText}]`, 'hex');
}

// Printable ASCII but the quote and the backslash: JSON writes these as they are.
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/** As `JSON.stringify` quotes, without its price for plain text. */
const quote = (text: string): string => (PLAIN_TEXT.test(text) ? `"${text}"` : JSON.stringify(text));

/** An event as an export holds it: no position needed. */
export type ChainedEvent = Omit<RecordedEvent, 'position'>;

/**
 * `intact`: as many events as `version` says, each chained to the one before; `hash` is the last one's. Keep the pair
 * elsewhere to notice a cut-off end, which a chain alone cannot show. `broken`: the first version that does not fit.
 */
export type ChainVerdict =
  | { readonly outcome: 'intact'; readonly version: number; readonly hash: string }
  | { readonly outcome: 'broken'; readonly version: number; readonly why: 'out-of-order' | 'other-stream' | 'hash' };

/**
 * Checks one stream's events, oldest first, against their chain; needs no store, so an exported stream can be checked
 * anywhere. `from` starts behind an event that is trusted already; by default the events start at version 1.
 */
export async function verifyStream(
  events: Iterable<ChainedEvent> | AsyncIterable<ChainedEvent>,
  from: { readonly version: number; readonly hash: string } = { version: 0, hash: GENESIS_HASH },
): Promise<ChainVerdict> {
  let { version, hash: last } = from;
  let stream: string | undefined;
  for await (const event of events) {
    version += 1;
    stream ??= event.stream;
    if (event.stream !== stream) return { outcome: 'broken', version, why: 'other-stream' };
    if (event.version !== version) return { outcome: 'broken', version, why: 'out-of-order' };
    const expected = hashOf(last, {
      ...hashedFieldsOf(event),
      dataText: JSON.stringify(event.data),
      metadataText: JSON.stringify(event.metadata),
    });
    if (event.hash !== expected) return { outcome: 'broken', version, why: 'hash' };
    last = expected;
  }
  return { outcome: 'intact', version, hash: last };
}

const hashedFieldsOf = (event: ChainedEvent): Omit<HashedFields, 'dataText' | 'metadataText'> => ({
  stream: event.stream,
  version: event.version,
  id: event.id,
  type: event.type,
  schemaVersion: event.schemaVersion,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
});
