import type { Fact } from './decider.ts';
import type { StreamCategory } from './streams.ts';
import type { VersionedShape } from './upcaster-chain.ts';

/** Fields of an event's data that are sealed at rest under the key of the person they tell of. */
export interface PersonalFields {
  readonly fields: readonly string[];
  readonly role: 'manager' | 'customer';
  /** The field that holds the person's id. */
  readonly idField: string;
}

/** What there is to know of one event type. */
export interface CatalogueEntry<Data extends object> extends VersionedShape {
  readonly aggregate: StreamCategory;
  /** What happened, in one sentence. */
  readonly summary: string;
  /** The product's rules that it serves, such as `R12`. */
  readonly rules: readonly string[];
  readonly personal?: PersonalFields;
  /** Valid data of today's version. */
  readonly example: Data;
}

/** One entry for every event of a union: a new event without one does not compile. */
export type CatalogueOf<Event extends Fact<string, object>> = {
  readonly [Type in Event['type']]: CatalogueEntry<Extract<Event, { type: Type }>['data']>;
};
