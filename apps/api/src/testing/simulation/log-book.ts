import { type EventStore, GENESIS_HASH, hashOf, plainEvent, type RecordedEvent } from '@meets/event-store';
import { eventCatalogue, isDomainEventType, parseStream } from '@meets/meet-domain';
import { COMMAND_STREAM_PREFIX } from '../../commands/command-record.ts';
import { MeetBook } from './meet-book.ts';
import { RoomBook } from './room-book.ts';
import { hold } from './violation.ts';

interface Tail {
  version: number;
  hash: string;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The whole log, read from the disk itself and checked event by event as it grows: what is in here is what is true. */
export class LogBook {
  readonly events: RecordedEvent[] = [];
  readonly meets = new MeetBook();
  readonly rooms = new RoomBook();
  /** Who else takes in each event, once it stands in the other books. */
  readonly readers: ((event: RecordedEvent) => void)[] = [];
  readonly #disk: EventStore;
  readonly #tails = new Map<string, Tail>();
  readonly #ids = new Map<string, RecordedEvent>();
  /** Who was told offline and not online since, as `channel role:id`. */
  readonly offline = new Set<string>();
  /** Who was forgotten and not put anew since; likewise. */
  readonly forgotten = new Set<string>();
  /** Which managers take part in a place of theirs, by channel and place, as `KnownMeet.place` names it. */
  readonly managersIn = new Map<string, ReadonlySet<string>>();
  readonly #streamOfCommand = new Map<string, string>();
  readonly #secrets: readonly string[];
  #recordedAt = '';
  #reading = Promise.resolve();

  /** `secrets`: what may stand nowhere in the log in the clear. */
  constructor(disk: EventStore, secrets: readonly string[]) {
    this.#disk = disk;
    this.#secrets = secrets;
  }

  byId(id: string): RecordedEvent | undefined {
    return this.#ids.get(id);
  }

  at(position: number): RecordedEvent | undefined {
    return this.events[position - 1];
  }

  /** Takes in what has come. */
  catchUp(elapsed: number): Promise<void> {
    // One after another, or two readers would take the same event in twice.
    this.#reading = this.#reading.then(async () => {
      for await (const event of this.#disk.readAll({ after: this.events.length }))
        this.#take(plainEvent(event), elapsed);
    });
    return this.#reading;
  }

  #take(event: RecordedEvent, elapsed: number): void {
    const at = (): string => `${event.type} ${event.id} at ${event.position}`;
    hold(event.position === this.events.length + 1, 'positions have no gaps', at);
    this.#checkFields(event, at);
    this.#checkChain(event, at);
    this.#checkCommand(event, at);
    this.events.push(event);
    this.#ids.set(event.id, event);
    const stream = parseStream(event.stream);
    if (stream?.category === 'meet') this.meets.take(event, stream.channelId, stream.rest, { elapsed });
    if (stream) this.#notePerson(event, stream.channelId);
    if (stream) this.#notePlace(event, stream.channelId);
    for (const read of this.readers) read(event);
  }

  /** Invariant 7, and no name or number in the clear. */
  #checkFields(event: RecordedEvent, at: () => string): void {
    const { id, type, schemaVersion, occurredAt, recordedAt, metadata, stream } = event;
    const complete =
      UUID.test(id) && MOMENT.test(occurredAt) && MOMENT.test(recordedAt) && metadata.correlationId !== '';
    hold(complete && metadata.actor.id !== '' && metadata.actor.role !== '', '7 events are complete', at);
    hold(recordedAt >= this.#recordedAt, '7 events are complete', () => `${at()} was recorded before its predecessor`);
    this.#recordedAt = recordedAt;
    const known = isDomainEventType(type)
      ? eventCatalogue[type].schemaVersion === schemaVersion
      : stream.startsWith(COMMAND_STREAM_PREFIX);
    hold(known, '7 events are complete', () => `${at()} has a type or schema version that nobody knows`);
    hold(!this.#ids.has(id), 'acknowledged is stored once', () => `${at()} was stored twice`);
    const { causationId } = metadata;
    const caused = causationId === null || this.#ids.has(causationId);
    hold(caused, '7 events are complete', () => `${at()} was caused by ${String(causationId)}, which is nowhere`);
    hold(
      causationId !== null || metadata.actor.role !== 'system',
      '7 events are complete',
      () => `${at()} has no cause`,
    );
    const text = JSON.stringify(event.data);
    hold(
      !this.#secrets.some((secret) => text.includes(secret)),
      '7 events are complete',
      () => `${at()} names a secret`,
    );
  }

  #checkChain(event: RecordedEvent, at: () => string): void {
    const tail = this.#tails.get(event.stream) ?? { version: 0, hash: GENESIS_HASH };
    hold(event.version === tail.version + 1, 'positions have no gaps', () => `${at()} has version ${event.version}`);
    const dataText = JSON.stringify(event.data);
    const metadataText = JSON.stringify(event.metadata);
    hold(hashOf(tail.hash, { ...event, dataText, metadataText }) === event.hash, 'hashes chain', at);
    this.#tails.set(event.stream, { version: event.version, hash: event.hash });
  }

  #notePlace(event: RecordedEvent, channelId: string): void {
    const { type, data } = event;
    const managers = (...ids: readonly unknown[]): ReadonlySet<string> =>
      new Set(ids.flat().filter((id) => typeof id === 'string'));
    const note = (place: object, taking: ReadonlySet<string>): void =>
      void this.managersIn.set(`${channelId} ${JSON.stringify(place)}`, taking);
    const { userChatId, teamRoomId } = data;
    if (type === 'UserChatPut' || type === 'UserChatOpened' || type === 'UserChatAssigned') {
      note({ type: 'internal-chat', userChatId }, managers(data['assigneeId'], data['managerIds'] ?? []));
    }
    if (typeof teamRoomId !== 'string') return;
    this.rooms.take(event, channelId);
    note({ type: 'team-room', teamRoomId }, this.rooms.now(channelId, teamRoomId)?.members ?? new Set());
  }

  #notePerson({ type, data }: RecordedEvent, channelId: string): void {
    const role = type.startsWith('Manager') ? 'manager' : 'customer';
    const id = data[`${role}Id`];
    if (typeof id !== 'string') return;
    const key = `${channelId} ${role}:${id}`;
    if (type.endsWith('WentOffline')) this.offline.add(key);
    if (type.endsWith('CameOnline')) this.offline.delete(key);
    if (type.endsWith('Forgotten')) this.forgotten.add(key);
    if (type === 'ManagerPut' || type === 'CustomerPut') this.forgotten.delete(key);
  }

  /** One command writes to one stream, all at once. */
  #checkCommand(event: RecordedEvent, at: () => string): void {
    const { commandId } = event.metadata;
    const stream = this.#streamOfCommand.get(commandId);
    const before = this.events.at(-1);
    const isRecord = event.stream.startsWith(COMMAND_STREAM_PREFIX);
    const together = stream === undefined || isRecord || (stream === event.stream && before?.stream === stream);
    hold(together, 'acknowledged is stored once', () => `${at()}: command ${commandId} took effect twice`);
    this.#streamOfCommand.set(commandId, event.stream);
  }
}
