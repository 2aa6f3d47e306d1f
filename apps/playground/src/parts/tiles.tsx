import type { Meet, PersonFieldsFragment } from '@meets/meet-client';
import { inNow } from '../desk/standing.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useCallers } from './phone/use-callers.ts';
import { Tile } from './tile.tsx';
import { useNames } from './use-names.ts';

/** Everybody who is in, each with what of them can be heard and seen. */
export function Tiles({ meet }: { readonly meet: Meet }) {
  const { t } = useTexts();
  const names = useNames();
  const callers = useCallers();
  const people = inNow(meet);
  // Of whoever calls for the first time there is a number and no name.
  const nameOf = (person: PersonFieldsFragment): string =>
    meet.kind === 'PHONE' && person.__typename === 'Customer' ? callers.name(meet) : names.person(person);
  return (
    <ul className="tiles" aria-label={t('tiles')} data-count={people.length}>
      {people.map((participant) => (
        <Tile
          key={participant.person.id}
          meetId={meet.id}
          participant={participant}
          name={nameOf(participant.person)}
        />
      ))}
    </ul>
  );
}
