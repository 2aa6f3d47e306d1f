import { useEffect, useId, useState } from 'react';
import { ReadMeetPermission, StartMeet } from '@meets/meet-client';
import { type Place, placeInput } from '../desk/place.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

const KINDS = [
  ['VOICE', 'phone'],
  ['VIDEO', 'camera'],
] as const;
type Kind = (typeof KINDS)[number][0];

interface StartButtonsProps {
  readonly place: Place;
  /** What the permission depends on as far as the page knows: another one, and the service is asked again. */
  readonly stamp: unknown;
}

/** Starts a meet, or says why not: the service is asked the same that it would answer the command (R9). */
export function StartButtons({ place, stamp }: StartButtonsProps) {
  const { comeIn, session } = useDesk();
  const { t, named } = useTexts();
  const reasons = usePermissions(place, stamp);
  const id = useId();
  const why = [...new Set(Object.values(reasons).flat())].filter((reason) => reason !== 'KIND_NOT_ALLOWED');
  return (
    <div className="start">
      <div className="buttons">
        {KINDS.filter(([kind]) => !reasons[kind]?.includes('KIND_NOT_ALLOWED')).map(([kind, icon]) => (
          <button
            key={kind}
            type="button"
            className={kind === 'VOICE' ? 'primary' : 'soft'}
            disabled={reasons[kind] === undefined || reasons[kind].length > 0}
            aria-describedby={why.length > 0 ? id : undefined}
            data-testid={`start-${place.type}-${kind}`}
            onClick={() =>
              void comeIn(() =>
                session.api.run(StartMeet, {
                  input: {
                    place: placeInput(place),
                    kind,
                    client: session.client,
                    idempotencyKey: crypto.randomUUID(),
                  },
                }),
              )
            }
          >
            <Icon name={icon} />
            {t(`start.${kind}`)}
          </button>
        ))}
      </div>
      {why.length > 0 && (
        <p id={id} className="why">
          {why.map((reason) => named('guard', reason)).join(' ')}
        </p>
      )}
    </div>
  );
}

/** For each kind the guards that fail; nothing for a kind that the service was not heard of yet. */
function usePermissions(place: Place, stamp: unknown): Partial<Record<Kind, readonly string[]>> {
  const { api } = useDesk().session;
  const { type, id } = place;
  const [reasons, setReasons] = useState<Partial<Record<Kind, readonly string[]>>>({});
  useEffect(() => {
    const over = new AbortController();
    for (const [kind] of KINDS) {
      void api
        .run(ReadMeetPermission, { place: placeInput({ type, id }), kind }, { signal: over.signal })
        .then((answer) => {
          if (answer.ok) setReasons((before) => ({ ...before, [kind]: answer.data.meetPermission.reasons }));
        });
    }
    return () => over.abort();
  }, [api, type, id, stamp]);
  return reasons;
}
