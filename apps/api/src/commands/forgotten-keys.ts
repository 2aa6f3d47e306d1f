import { type EventCodec, type EventStore, isSealed, type PersonKeys } from '@meets/event-store';
import { type DomainEvent, type Person, personStream } from '@meets/meet-domain';
import { domainCodec, type Sealing } from '../stored-events/domain-codec.ts';
import { keyOwner } from '../stored-events/key-owner.ts';

interface Where {
  readonly store: EventStore;
  readonly keys: PersonKeys;
}

/** A person, and up to which version their stream is looked at. */
export interface PersonUpTo {
  readonly channelId: string;
  readonly person: Person;
  readonly version: number;
}

/**
 * Destroys the keys that sealed anything of the person before they were forgotten, the last time up to that version, and
 * none but those: a key that was made for them since then has another name, whoever comes late. Safe at any time and twice.
 */
export async function destroyForgottenKeys(
  { store, keys }: Where,
  { channelId, person, version }: PersonUpTo,
): Promise<void> {
  const used = new Set<string>();
  let doomed: ReadonlySet<string> = new Set();
  for await (const { type, data } of store.readStream(personStream(channelId, person), { limit: version })) {
    for (const field of Object.values(data)) if (isSealed(field)) used.add(field.$sealed.key);
    if (type === FORGOTTEN[person.role]) doomed = new Set(used);
  }
  if (doomed.size > 0) await keys.forget(keyOwner(channelId, person), doomed);
}

const FORGOTTEN = {
  manager: 'ManagerForgotten',
  customer: 'CustomerForgotten',
} as const satisfies Record<Person['role'], DomainEvent['type']>;

/**
 * The codec of one person's stream, in which being forgotten and being told of stand in one order: what is told after the
 * forgetting is sealed under a key that the forgetting does not destroy, though its command has not come to that yet, or
 * never will. What is decided on an older state is refused by the log, and encoded anew.
 */
export function personCodec<Event extends DomainEvent>(
  { store, ...sealing }: Sealing & { readonly store: EventStore },
  person: Person,
): EventCodec<Event> {
  const codec = domainCodec<Event>(sealing);
  const { keys, channelId } = sealing;
  return {
    ...codec,
    async encode(event, { state, version, position }) {
      // Another node may have made the key that holds now.
      await keys.reach(position);
      if (isForgotten(state)) await destroyForgottenKeys({ store, keys }, { channelId, person, version });
      return codec.encode(event);
    },
  };
}

/** Managers and customers alike say so of themselves. */
const isForgotten = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'forgotten' in state && state.forgotten === true;
