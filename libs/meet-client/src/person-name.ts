import type { PersonFieldsFragment } from './generated/operations.ts';

/** What a person is called; null where it was never told, or the person was forgotten. */
export function personName(person: PersonFieldsFragment): string | null {
  switch (person.__typename) {
    case 'Manager':
      return person.name === '' ? null : person.name;
    case 'Customer':
      return person.customerName;
  }
}
