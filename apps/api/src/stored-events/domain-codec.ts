import {
  type EncodedEvent,
  type EventCodec,
  isSealed,
  type Json,
  type JsonObject,
  type PersonKeys,
  type RecordedEvent,
  seal,
  unseal,
} from '@meets/event-store';
import {
  type DomainEvent,
  eventCatalogue,
  isDomainEventType,
  parseStream,
  type Person,
  type PersonalFields,
  type Role,
  upcast,
} from '@meets/meet-domain';
import { keyOwner } from './key-owner.ts';

/** For the read side: see {@link domainDecoder}. */
export type Decode = (recorded: RecordedEvent) => DomainEvent;

/** With what, and for whose streams, personal data is sealed. */
export interface Sealing {
  readonly keys: PersonKeys;
  readonly channelId: string;
  /** Fresh nonces; random unless told: see `seal`. */
  readonly nonce?: (() => Uint8Array) | undefined;
}

/** A codec that needs to know nothing but the event. */
export interface DomainCodec<Event> extends EventCodec<Event> {
  encode(event: Event): Promise<EncodedEvent>;
}

/**
 * Domain event ↔ stored event, for one channel's streams. What is personal (by the catalogue) is sealed under the
 * person's key on the way in and opened on the way out; null once the person was forgotten. Ask for the events of the
 * aggregate whose streams the codec serves: a stream holds one aggregate's events only.
 */
export function domainCodec<Event extends DomainEvent>(parts: Sealing): DomainCodec<Event> {
  const decode = domainDecoder(parts.keys);
  return {
    encode: (event) => encode(event, parts),
    // Only `handle` appends to a stream, with the one decider of its aggregate.
    decode: (recorded) => decode(recorded) as Event,
  };
}

/**
 * Reads stored events of any channel in the domain's newest words: upcast, and personal data opened. Throws
 * `UnknownEventShape` for what only a newer release can have written, and `CorruptEvent` for a seal that was tampered with.
 */
export function domainDecoder(keys: Pick<PersonKeys, 'find'>): Decode {
  return (recorded) => {
    const { type, schemaVersion, occurredAt: at, metadata } = recorded;
    if (!isDomainEventType(type))
      throw new Error(`event ${recorded.id} has type ${type}, which is none of the domain's`);
    const by = { role: roleOf(recorded), id: metadata.actor.id };
    const data = upcast(type, schemaVersion, opened(recorded, eventCatalogue[type].personal, keys));
    // `upcast` answers with this type's data; the compiler does not correlate the two.
    return { type, at, by, data } as DomainEvent;
  };
}

async function encode(event: DomainEvent, sealing: Sealing): Promise<EncodedEvent> {
  const { schemaVersion, personal } = eventCatalogue[event.type];
  // Facts are plain JSON by construction: the domain has no dates, maps or functions in them.
  const plain = event.data as object as JsonObject;
  return {
    type: event.type,
    schemaVersion,
    occurredAt: event.at,
    actor: { role: event.by.role, id: event.by.id },
    data: personal ? await sealed(plain, personal, sealing) : plain,
  };
}

async function sealed(
  plain: JsonObject,
  personal: PersonalFields,
  { keys, channelId, nonce }: Sealing,
): Promise<JsonObject> {
  const told = personal.fields.flatMap((field) => {
    const content = plain[field];
    return saysSomething(content) ? [{ field, content }] : [];
  });
  if (told.length === 0) return plain;
  const owner = keyOwner(channelId, personOf(plain, personal));
  const key = await keys.keyFor(owner);
  return {
    ...plain,
    ...Object.fromEntries(
      told.map(({ field, content }) => [field, seal(content, key, `${owner}/${field}`, nonce?.())]),
    ),
  };
}

/** A text does, and a list with something in it. */
const saysSomething = (content: Json | undefined): content is string | readonly Json[] =>
  typeof content === 'string' || (Array.isArray(content) && content.length > 0);

function opened(
  { data, stream }: RecordedEvent,
  personal: PersonalFields | undefined,
  keys: Pick<PersonKeys, 'find'>,
): JsonObject {
  // What an older version did not seal need not say whose it is.
  if (!personal || !Object.values(data).some(isSealed)) return data;
  const owner = keyOwner(parseStream(stream)?.channelId ?? '', personOf(data, personal));
  // Whatever is sealed is opened, so that a field which an older version sealed under another name is opened too.
  const fields = Object.entries(data).map(([field, value]) =>
    isSealed(value) ? [field, unseal(value, keys, `${owner}/${field}`)] : [field, value],
  );
  return Object.fromEntries(fields) as JsonObject;
}

function personOf(data: JsonObject, { role, idField }: PersonalFields): Person {
  const id = data[idField];
  if (typeof id !== 'string')
    throw new Error(`personal data of a ${role} stands without the ${idField} that it tells of`);
  return { role, id };
}

const ROLES: ReadonlySet<string> = new Set(['manager', 'customer', 'integrator', 'analyst', 'system'] satisfies Role[]);

function roleOf({ id, metadata }: RecordedEvent): Role {
  const { role } = metadata.actor;
  if (!ROLES.has(role)) throw new Error(`event ${id} has an actor of role ${role}, which this release does not know`);
  return role as Role;
}
