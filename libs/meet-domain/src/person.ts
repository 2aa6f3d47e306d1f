import type { Actor } from './decider.ts';

/** Somebody who can be in a meet. `id` is the host product's own and is unique within a channel and role only. */
export interface Person {
  readonly role: 'manager' | 'customer';
  readonly id: string;
}

/** Are these the same person? */
export const samePerson = (a: Person, b: Person): boolean => a.role === b.role && a.id === b.id;

/** The actor as somebody who can be in a meet, or null for integrators, analysts and the system. */
export const personOf = (actor: Actor): Person | null =>
  actor.role === 'manager' || actor.role === 'customer' ? { role: actor.role, id: actor.id } : null;

/** A key for maps and sets, unique within a channel. */
export const personKey = (person: Person): string => `${person.role}:${person.id}`;
