import { useCallback, useEffect, useState } from 'react';
import {
  type PlayedCall,
  type Telephone,
  TELEPHONE_LOOK_MS,
  type TelephoneAnswer,
  type Trial,
} from '../../demo/telephones.ts';
import { useDesk } from '../../session/use-desk.ts';

interface UsedTelephone {
  /** The call that it made last in this window. */
  readonly call: PlayedCall | null;
  /** Null where the channel has no number that can be called. */
  readonly dial: (() => void) | null;
  readonly hangUp: () => void;
  /** Why it could not do what was asked last; null where it could. */
  readonly failed: 'full' | 'gone' | null;
}

/** One telephone that the service plays, and its call, which goes on whatever the window shows. */
export function useTelephone({ number: from }: Telephone, trial: Trial): UsedTelephone {
  const { numbers, session } = useDesk();
  const { telephones } = session;
  const [call, setCall] = useState<PlayedCall | null>(null);
  const [failed, setFailed] = useState<UsedTelephone['failed']>(null);
  const show = useCallback((answer: TelephoneAnswer<PlayedCall>) => {
    setFailed(answer.ok ? null : answer.why);
    setCall(answer.ok ? answer.value : null);
  }, []);
  useEffect(() => {
    const last = telephones.last(from);
    // A service that was started anew knows of none, which is no failure.
    if (last !== null) void telephones.look(last).then((answer) => answer.ok && show(answer));
  }, [telephones, from, show]);
  const id = call?.id;
  const running = call !== null && call.state !== 'over';
  useEffect(() => {
    if (!running || id === undefined) return undefined;
    const look = setInterval(() => void telephones.look(id).then(show), TELEPHONE_LOOK_MS);
    return () => clearInterval(look);
  }, [telephones, id, running, show]);
  const to = numbers.find((number) => trial.numbers.includes(number));
  return {
    ...{ call, failed },
    dial: to ? () => void telephones.call(from, to).then(show) : null,
    hangUp: () => id !== undefined && void telephones.hangUp(id).then(show),
  };
}
