import { type DomainEventOf, type DomainEventType, eventCatalogue } from './catalogue.ts';
import { type StoredData, upcastBy } from './upcaster-chain.ts';

/**
 * A stored event's data in today's shape, whichever version it was stored as. Pure. Upcasters see personal fields as they
 * are handed in, so unseal first. Throws `UnknownEventShape` for a version that only a newer release can have written.
 */
export function upcast<Type extends DomainEventType>(
  type: Type,
  schemaVersion: number,
  data: StoredData,
): DomainEventOf<Type>['data'] {
  // The chain ends in today's version, whose shape this type is; the fixtures of every version prove it.
  return upcastBy(eventCatalogue, type, schemaVersion, data) as DomainEventOf<Type>['data'];
}
