import {
  CorruptEvent,
  createMemoryPersonKeys,
  type EncodedEvent,
  type PersonKeys,
  type RecordedEvent,
} from '@meets/event-store';
import {
  customerStream,
  type CustomerEvent,
  type DomainEvent,
  eventCatalogue,
  isDomainEventType,
  UnknownEventShape,
} from '@meets/meet-domain';
import { domainCodec, domainDecoder } from './domain-codec.ts';
import { keyOwner } from './key-owner.ts';

const at = '2026-01-31T09:00:00.000Z';
const by = { role: 'integrator', id: 'host' } as const;
const put: CustomerEvent = {
  type: 'CustomerPut',
  at,
  by,
  data: { customerId: 'juno', name: 'Juno Park', phoneNumber: '+821055550100', blocked: false },
};

describe('the domain codec', () => {
  let keys: PersonKeys;
  beforeEach(() => {
    keys = createMemoryPersonKeys();
  });
  const encode = (event: CustomerEvent, channelId = 'ch-1') =>
    domainCodec<CustomerEvent>({ keys, channelId }).encode(event);
  const decode = (event: RecordedEvent) => domainDecoder(keys)(event);

  it('seals what is personal and nothing else', async () => {
    const encoded = await encode(put);
    expect(encoded).toMatchObject({ type: 'CustomerPut', schemaVersion: 1, occurredAt: at, actor: by });
    expect(encoded.data).toMatchObject({ customerId: 'juno', blocked: false });
    expect(JSON.stringify(encoded)).not.toMatch(/Juno Park|5550100/);
  });

  it('gives back what was put in', async () => {
    expect(decode(recorded(await encode(put)))).toEqual(put);
  });

  it('leaves what the host never told as it is, and makes no key for it', async () => {
    const unnamed = { ...put, data: { ...put.data, name: null, phoneNumber: null } };
    const owners: string[] = [];
    const watched = { ...keys, keyFor: (owner: string) => (owners.push(owner), keys.keyFor(owner)) };
    const encoded = await domainCodec<CustomerEvent>({ keys: watched, channelId: 'ch-1' }).encode(unnamed);
    expect(decode(recorded(encoded))).toEqual(unnamed);
    expect(owners).toEqual([]);
  });

  it('reads null where the person was forgotten, and everything else as it was', async () => {
    const stored = recorded(await encode(put));
    await keys.forget(keyOwner('ch-1', { role: 'customer', id: 'juno' }));
    expect(decode(stored)).toEqual({ ...put, data: { ...put.data, name: null, phoneNumber: null } });
  });

  it('notices a seal that was moved to another field, person or channel', async () => {
    const encoded = await encode(put);
    const { name, phoneNumber } = encoded.data;
    const swapped = { ...encoded, data: { ...encoded.data, name: phoneNumber ?? null, phoneNumber: name ?? null } };
    const moved = { ...encoded, data: { ...encoded.data, customerId: 'kim' } };
    expect(() => decode(recorded(swapped))).toThrow(CorruptEvent);
    expect(() => decode(recorded(moved))).toThrow(CorruptEvent);
    expect(() => decode(recorded(encoded, 'ch-2'))).toThrow(CorruptEvent);
  });

  it('refuses types, versions and roles that only a newer release can have written', async () => {
    const encoded = await encode(put);
    expect(() => decode(recorded({ ...encoded, type: 'CustomerDanced' }))).toThrow('CustomerDanced');
    expect(() => decode(recorded({ ...encoded, schemaVersion: 99 }))).toThrow(UnknownEventShape);
    expect(() => decode(recorded({ ...encoded, actor: { role: 'robot', id: 'x' } }))).toThrow('robot');
  });

  it.each(Object.keys(eventCatalogue).filter(isDomainEventType))('stores and reads %s', async (type) => {
    const event = { type, at, by, data: eventCatalogue[type].example } as DomainEvent;
    const encoded = await domainCodec<DomainEvent>({ keys, channelId: 'ch-1' }).encode(event);
    expect(decode(recorded(encoded))).toEqual(event);
  });
});

describe('the owner of a key', () => {
  it('is another one for every person, whatever characters their ids hold', () => {
    const owners = [
      keyOwner('a', { role: 'customer', id: 'b/customer/c' }),
      keyOwner('a/customer/b', { role: 'customer', id: 'c' }),
      keyOwner('a', { role: 'manager', id: 'b/customer/c' }),
    ];
    expect(new Set(owners).size).toBe(owners.length);
  });
});

/** As the store would give it back. */
function recorded(encoded: EncodedEvent, channelId = 'ch-1'): RecordedEvent {
  const { actor, ...event } = encoded;
  return {
    ...event,
    data: JSON.parse(JSON.stringify(event.data)),
    id: 'event-1',
    stream: customerStream(channelId, 'juno'),
    version: 1,
    position: 1,
    recordedAt: at,
    hash: '',
    metadata: { actor, correlationId: 'c', causationId: null, commandId: 'c', commandHash: 'h' },
  };
}
