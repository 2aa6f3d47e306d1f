import {
  CUSTOMER_WAIT_MS,
  type MeetEvent,
  type MeetKind,
  type Person,
  plusMs,
  RING_TIMEOUT_MS,
  type Timestamp,
} from '../index.ts';
import { at, juno, MEET_ID, mina, STORY_BEGINS, USER_CHAT_ID } from './cast.ts';

/** When the ring of every story below ends. */
export const RING_ENDS: Timestamp = plusMs(STORY_BEGINS, RING_TIMEOUT_MS);
/** When the wait of {@link waiting} ends. */
export const WAIT_ENDS: Timestamp = plusMs(STORY_BEGINS, CUSTOMER_WAIT_MS);

const started = (by: Person, kind: MeetKind): MeetEvent => ({
  type: 'MeetStarted',
  at: STORY_BEGINS,
  by,
  data: {
    meetId: MEET_ID,
    place: { type: 'user-chat', userChatId: USER_CHAT_ID },
    kind,
    direction: by.role === 'customer' ? 'INBOUND' : 'OUTBOUND',
    customerId: juno.id,
    startedBy: by,
    callbackOf: null,
  },
});

const rang = (by: Person, callee: Person): MeetEvent => ({
  type: 'MeetRang',
  at: STORY_BEGINS,
  by,
  data: { callee, deadline: RING_ENDS },
});

/** Juno calls, and Mina's devices ring. */
export const inbound = (): MeetEvent[] => [started(juno, 'VOICE'), rang(juno, mina)];

/** Mina calls, and Juno's devices ring. */
export const outbound = (kind: MeetKind = 'VOICE'): MeetEvent[] => [started(mina, kind), rang(mina, juno)];

/** Mina calls while Juno is offline, and the meet waits. */
export const waiting = (): MeetEvent[] => [
  started(mina, 'VOICE'),
  { type: 'CustomerAwaited', at: STORY_BEGINS, by: mina, data: { until: WAIT_ENDS } },
];

export const joined = (participant: Person, when: Timestamp = at(5), by: Person = participant): MeetEvent => ({
  type: 'ParticipantJoined',
  at: when,
  by,
  data: { participant },
});

/** Juno called and Mina answered after five seconds; both are in. */
export const live = (deviceId: string | null = null): MeetEvent[] => [
  ...inbound(),
  { type: 'MeetAccepted', at: at(5), by: mina, data: { acceptedBy: mina, deviceId } },
  joined(juno, at(5), mina),
  joined(mina, at(5)),
];

/** As {@link live}, and both left again. */
export const ended = (): MeetEvent[] => [
  ...live(),
  { type: 'ParticipantLeft', at: at(60), by: juno, data: { participant: juno, reason: 'LEFT' } },
  { type: 'ParticipantLeft', at: at(61), by: mina, data: { participant: mina, reason: 'LEFT' } },
  { type: 'MeetEnded', at: at(61), by: mina, data: { cause: 'last-one-left' } },
];

/** Juno called and nobody answered. */
export const missed = (): MeetEvent[] => [
  ...inbound(),
  { type: 'MeetMissed', at: RING_ENDS, by: { role: 'system', id: 'ring-timer' }, data: { reason: 'RING_TIMED_OUT' } },
];
