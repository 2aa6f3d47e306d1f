import type { Meet } from '@meets/meet-client';
import { inNow } from '../desk/standing.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Tile } from './tile.tsx';

/** Everybody who is in, each with what of them can be heard and seen. */
export function Tiles({ meet }: { readonly meet: Meet }) {
  const { t } = useTexts();
  const people = inNow(meet);
  return (
    <ul className="tiles" aria-label={t('tiles')} data-count={people.length}>
      {people.map((participant) => (
        <Tile key={participant.person.id} meetId={meet.id} participant={participant} />
      ))}
    </ul>
  );
}
