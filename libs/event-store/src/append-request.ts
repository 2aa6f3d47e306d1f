import type { AppendRequest, ExpectedVersion, NewEvent } from './port.ts';
import { InvalidAppend, MAX_EVENTS_PER_APPEND, MAX_EVENT_BYTES, MAX_STREAM_NAME_LENGTH } from './port.ts';

/** The longest event type, in UTF-16 code units. */
export const MAX_EVENT_TYPE_LENGTH = 256;

/** An event that may be stored, with its JSON written once: this text is what is stored, hashed and read back. */
export interface CheckedEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly dataText: string;
  readonly metadataText: string;
}

export interface CheckedAppend {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly CheckedEvent[];
}

/**
 * The checks that every engine makes before it looks at a stream; throws {@link InvalidAppend} where one fails.
 *
 * The events' JSON is written here, and only here. What JSON cannot hold is settled by that: `undefined` members vanish,
 * `-0` becomes `0`, `NaN` and infinities become null, dates become text. An event is therefore what its text says, to the
 * appender as to every later reader.
 */
export function checkAppend(request: AppendRequest): CheckedAppend {
  const { stream, expected, events } = request;
  checkStreamName(stream);
  checkExpected(expected, stream);
  if (events.length === 0) throw new InvalidAppend(`append to ${stream}: no events`);
  if (events.length > MAX_EVENTS_PER_APPEND) {
    throw new InvalidAppend(
      `append to ${stream}: ${events.length} events, at most ${MAX_EVENTS_PER_APPEND} are allowed`,
    );
  }
  if (events.length > 1 && new Set(events.map((event) => event.id)).size < events.length) {
    throw new InvalidAppend(`append to ${stream}: two events have the same id`);
  }
  return { stream, expected, events: events.map((event) => checkEvent(stream, event)) };
}

// Control characters would make names differ that look alike in a log; lone surrogates do not survive UTF-8.
const UNFIT_CHARACTERS = /[\p{Cc}\p{Cs}]/u;
// Nearly every name; told without the price of looking up each character's category.
const PRINTABLE_ASCII = /^[ -~]*$/;
const hasUnfitCharacters = (name: string): boolean => !PRINTABLE_ASCII.test(name) && UNFIT_CHARACTERS.test(name);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function checkStreamName(stream: string): void {
  if (typeof stream !== 'string' || stream.length === 0) throw new InvalidAppend('a stream name may not be empty');
  if (stream.length > MAX_STREAM_NAME_LENGTH) {
    throw new InvalidAppend(
      `stream ${stream.slice(0, 64)}…: the name has ${stream.length} characters, at most ${MAX_STREAM_NAME_LENGTH} are allowed`,
    );
  }
  if (hasUnfitCharacters(stream)) {
    throw new InvalidAppend(
      `stream ${JSON.stringify(stream)}: control characters and lone surrogates are not allowed in a name`,
    );
  }
}

function checkExpected(expected: ExpectedVersion, stream: string): void {
  if (expected === 'any' || expected === 'none' || expected === 'exists') return;
  if (Number.isSafeInteger(expected) && expected >= 0) return;
  throw new InvalidAppend(`append to ${stream}: expected version ${String(expected)} is no version`);
}

function checkEvent(stream: string, event: NewEvent): CheckedEvent {
  const { id, type, schemaVersion, occurredAt } = event;
  const fail = (why: string): never => {
    throw new InvalidAppend(`append to ${stream}: event ${String(id)} ${why}`);
  };
  if (!UUID.test(id)) fail('has an id that is no UUID in lower case');
  if (typeof type !== 'string' || type.length === 0 || type.length > MAX_EVENT_TYPE_LENGTH) fail('has a bad type');
  if (hasUnfitCharacters(type)) fail('has a type with control characters or lone surrogates');
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) fail(`has schema version ${String(schemaVersion)}`);
  if (!TIMESTAMP.test(occurredAt)) fail(`occurred at ${String(occurredAt)}, which is no UTC time with milliseconds`);
  const dataText = jsonObjectText(event.data) ?? fail('has data that is no JSON object');
  const metadataText = jsonObjectText(event.metadata) ?? fail('has metadata that is no JSON object');
  if (exceedsMaxBytes(dataText, metadataText)) fail(`is larger than ${MAX_EVENT_BYTES} bytes`);
  return { id, type, schemaVersion, occurredAt, dataText, metadataText };
}

function jsonObjectText(value: unknown): string | undefined {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text?.startsWith('{') ? text : undefined;
  } catch (cause) {
    // Circular structures and bigints are the caller's mistake, and no engine could take them.
    throw new InvalidAppend('an event holds what JSON cannot', { cause });
  }
}

/** UTF-8 takes at most three bytes per UTF-16 code unit, so most events need not be counted exactly. */
function exceedsMaxBytes(dataText: string, metadataText: string): boolean {
  if ((dataText.length + metadataText.length) * 3 <= MAX_EVENT_BYTES) return false;
  return Buffer.byteLength(dataText) + Buffer.byteLength(metadataText) > MAX_EVENT_BYTES;
}
