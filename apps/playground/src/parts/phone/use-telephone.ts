import { useCallback, useEffect, useState } from 'react';
import {
  type PlayedCall,
  TELEPHONE_LOOK_MS,
  type TelephoneOwner,
  TELEPHONES,
  type Trial,
} from '../../demo/telephones.ts';
import { useDesk } from '../../session/use-desk.ts';

interface UsedTelephone {
  /** Null where no telephones are played. */
  readonly trial: Trial | null;
  readonly owner: TelephoneOwner;
  readonly choose: (owner: TelephoneOwner) => void;
  /** The call that was made last here. */
  readonly call: PlayedCall | null;
  /** Null where the channel has no number that can be called. */
  readonly dial: (() => void) | null;
  readonly hangUp: () => void;
  /** The service did not let it call. */
  readonly failed: boolean;
}

/** One telephone that the service plays, and its call, which goes on whatever the window shows. */
export function useTelephone(): UsedTelephone {
  const { numbers, session } = useDesk();
  const { telephones } = session;
  const [trial, setTrial] = useState<Trial | null>(null);
  const [owner, choose] = useState<TelephoneOwner>(TELEPHONES[0].id);
  const [call, setCall] = useState<PlayedCall | null>(() => telephones.last());
  const [failed, setFailed] = useState(false);
  const show = useCallback((now: PlayedCall | null) => {
    setFailed(now === null);
    setCall(now);
  }, []);
  useEffect(() => void telephones.trial().then(setTrial), [telephones]);
  const id = call?.id;
  const running = call !== null && call.state !== 'over';
  useEffect(() => {
    if (!running || id === undefined) return undefined;
    const look = setInterval(() => void telephones.look(id).then(show), TELEPHONE_LOOK_MS);
    return () => clearInterval(look);
  }, [telephones, id, running, show]);
  const to = numbers.find((number) => trial?.numbers.includes(number));
  const from = TELEPHONES.find((one) => one.id === owner)?.number;
  return {
    ...{ trial, owner, choose, call, failed },
    dial: to && from ? () => void telephones.call(from, to).then(show) : null,
    hangUp: () => id !== undefined && void telephones.hangUp(id).then(show),
  };
}
