import type { Order } from '../decider.ts';
import type { Person } from '../person.ts';
import type { ManagerFacts } from './commands.ts';
import type { MeetEvent } from './events.ts';

/** Somebody comes in: with the microphone on, unless they chose to come in muted (R34). */
export function entering({ at, by }: Order<string>, participant: Person, muted: boolean): readonly MeetEvent[] {
  const joined: MeetEvent = { type: 'ParticipantJoined', at, by, data: { participant } };
  return muted ? [joined, { type: 'MicrophoneTurnedOff', at, by, data: { participant } }] : [joined];
}

/** R34: what the manager chose who comes in; a customer has nothing to choose, and no facts. */
export const isMutedOnJoin = (facts: ManagerFacts | null): boolean => facts?.manager?.settings.muteOnJoin === true;
