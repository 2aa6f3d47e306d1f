import type { MeetEvent, Person, Place } from '../index.ts';
import { at, bora, inRoom, inside, mina, sol, STORY_BEGINS } from './cast.ts';
import { joined, RING_ENDS } from './meet-stories.ts';

const started = (place: Place): MeetEvent => ({
  type: 'MeetStarted',
  at: STORY_BEGINS,
  by: mina,
  data: {
    meetId: place.type === 'team-room' ? 'tr.tr-1.1' : 'ic.uc-1.1',
    place,
    kind: 'VOICE',
    direction: null,
    customerId: null,
    startedBy: mina,
    callbackOf: null,
  },
});

/** Mina starts where nobody is rung, and is in: in an internal chat unless another place is given. */
export const opened = (place: Place = inside): MeetEvent[] => [
  started(place),
  { type: 'MeetOpened', at: STORY_BEGINS, by: mina, data: { openedBy: mina } },
  joined(mina, STORY_BEGINS),
];

const rang = (callee: Person): MeetEvent => ({
  type: 'MeetRang',
  at: STORY_BEGINS,
  by: mina,
  data: { callee, deadline: RING_ENDS },
});

/** Mina calls in the direct message of Mina, Bora and Sol. */
export const directCall = (): MeetEvent[] => [started(inRoom), rang(bora), rang(sol)];

/** As {@link directCall}, and Bora answered. */
export const directLive = (): MeetEvent[] => [
  ...directCall(),
  { type: 'MeetAccepted', at: at(5), by: bora, data: { acceptedBy: bora, deviceId: null } },
  joined(mina, at(5), bora),
  joined(bora, at(5)),
];
