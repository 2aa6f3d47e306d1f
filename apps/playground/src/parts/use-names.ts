import { useMemo } from 'react';
import { type PersonFieldsFragment, personName } from '@meets/meet-client';
import type { Room } from '../desk/desk-state.ts';
import { isTextKey } from '../texts/texts.ts';
import { useTexts } from '../texts/use-texts.ts';

export interface Names {
  readonly person: (person: PersonFieldsFragment) => string;
  readonly room: (room: Pick<Room, 'id' | 'name'>) => string;
}

/** What the demo's people and rooms are called in this language; others as the service names them. */
export function useNames(): Names {
  const { named, t } = useTexts();
  return useMemo(
    () => ({
      person: (person) =>
        isTextKey(`person.${person.id}`) ? named('person', person.id) : (personName(person) ?? t('person.unnamed')),
      room: ({ id, name }) => (isTextKey(`room.${id}`) ? named('room', id) : (name ?? id)),
    }),
    [named, t],
  );
}
