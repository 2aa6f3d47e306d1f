import type { EventMetadata, JsonObject, Position, RecordedEvent } from './port.ts';

/**
 * What stands beside an event's data in a fixed place of one text: id (36 characters), occurred-at (24), recorded-at (24),
 * hash (64), then the schema version in decimal. One text instead of five columns is what makes rebuilding from a
 * million events fast; the stored shape is for ever.
 */
export interface Envelope {
  readonly id: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly hash: string;
  readonly schemaVersion: number;
}

export const sealEnvelope = (envelope: Envelope): string =>
  `${envelope.id}${envelope.occurredAt}${envelope.recordedAt}${envelope.hash}${envelope.schemaVersion}`;

export const idIn = (envelope: string): string => envelope.slice(0, 36);
export const recordedAtIn = (envelope: string): string => envelope.slice(60, 84);
export const hashIn = (envelope: string): string => envelope.slice(84, 148);

/**
 * A recorded event over stored text. Data and metadata are parsed when they are first asked for, so a fold that never
 * looks at the metadata never pays for it. All but position, stream, version and type are getters of the class: a spread
 * or a deep comparison misses them, so take {@link plainEvent} for those. `JSON.stringify` writes the whole event.
 */
export class StoredEvent implements RecordedEvent {
  readonly position: Position;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly #envelope: string;
  readonly #dataText: string;
  readonly #metadataText: string;
  #data: JsonObject | undefined;
  #metadata: EventMetadata | undefined;

  /** `envelope` as {@link sealEnvelope} writes it. Seven parameters, because this runs once per event read. */
  constructor(
    position: Position,
    stream: string,
    version: number,
    type: string,
    envelope: string,
    dataText: string,
    metadataText: string,
  ) {
    this.position = position;
    this.stream = stream;
    this.version = version;
    this.type = type;
    this.#envelope = envelope;
    this.#dataText = dataText;
    this.#metadataText = metadataText;
  }

  get id(): string {
    return idIn(this.#envelope);
  }
  get occurredAt(): string {
    return this.#envelope.slice(36, 60);
  }
  get recordedAt(): string {
    return recordedAtIn(this.#envelope);
  }
  get hash(): string {
    return hashIn(this.#envelope);
  }
  get schemaVersion(): number {
    return Number(this.#envelope.slice(148));
  }
  get data(): JsonObject {
    // The text came from `JSON.stringify` of an object: see `checkAppend`.
    return (this.#data ??= JSON.parse(this.#dataText) as JsonObject);
  }
  get metadata(): EventMetadata {
    return (this.#metadata ??= JSON.parse(this.#metadataText) as EventMetadata);
  }
  toJSON(): RecordedEvent {
    return plainEvent(this);
  }
}

/** The event as a plain object of its own, for spreads, deep comparisons and exports. */
export const plainEvent = (event: RecordedEvent): RecordedEvent => ({
  position: event.position,
  stream: event.stream,
  version: event.version,
  id: event.id,
  type: event.type,
  schemaVersion: event.schemaVersion,
  occurredAt: event.occurredAt,
  recordedAt: event.recordedAt,
  data: event.data,
  metadata: event.metadata,
  hash: event.hash,
});
