import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Answer } from '@meets/meet-client';
import { createDesk } from '../desk/desk.ts';
import type { DeskState } from '../desk/desk-state.ts';
import { type Outcome, outcomeOf, type Result } from '../desk/outcome.ts';
import type { Session } from './session.ts';

/** How often a window that is seen looks for what the host told, which is no event of a meet: who is online, who is whose assignee. */
const LOOK_EVERY_MS = 5_000;

type Act = <Done extends Result>(send: () => Promise<Answer<{ readonly result: Done }>>) => Promise<Done | null>;

export interface UsedDesk extends DeskState {
  readonly session: Session;
  /** Sends a command. What came of it is read from the service; what was refused is told to whoever clicked. */
  readonly act: Act;
  /** The same for what brings this person into a meet, or will: their sound and picture are this window's from then on. */
  readonly comeIn: Act;
  /** What the last command was refused for; null once it was read, or another one was done. */
  readonly refusal: Exclude<Outcome, { kind: 'done' }> | null;
  readonly dismiss: () => void;
}

export const DeskContext = createContext<UsedDesk | null>(null);

export function useDesk(): UsedDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('there is no desk around this');
  return desk;
}

/** A desk that is open as long as the part that uses it is shown. */
export function useOpenDesk(session: Session): UsedDesk {
  const desk = useMemo(() => createDesk(session), [session]);
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const [refusal, setRefusal] = useState<UsedDesk['refusal']>(null);
  useEffect(() => {
    desk.open();
    const look = (): void => {
      if (document.visibilityState === 'visible') desk.refresh(null);
    };
    // Whoever comes back to this window sees it at once.
    addEventListener('focus', look);
    const looking = setInterval(look, LOOK_EVERY_MS);
    return () => {
      clearInterval(looking);
      removeEventListener('focus', look);
      desk.close();
    };
  }, [desk]);
  const actions = useMemo<Pick<UsedDesk, 'act' | 'comeIn' | 'dismiss'>>(() => {
    const act: Act = async (send) => {
      const answer = await send();
      const outcome = outcomeOf(answer);
      setRefusal(outcome.kind === 'done' ? null : outcome);
      desk.refresh(outcome.kind === 'done' ? outcome.position : null);
      return answer.ok && outcome.kind === 'done' ? answer.data.result : null;
    };
    const comeIn: Act = async (send) => {
      const result = await act(send);
      if (result?.meet) session.claims.take(result.meet.id);
      return result;
    };
    return { act, comeIn, dismiss: () => setRefusal(null) };
  }, [desk, session]);
  return useMemo(() => ({ ...state, ...actions, session, refusal }), [state, actions, session, refusal]);
}
