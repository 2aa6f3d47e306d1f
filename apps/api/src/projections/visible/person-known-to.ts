import { type Person, samePerson } from '@meets/meet-domain';

/** Staff by their id, and the customer themself; never another customer. */
export const personKnownTo = (customerId: string, person: Person | null): Person | null =>
  person && (person.role === 'manager' || samePerson(person, { role: 'customer', id: customerId })) ? person : null;
