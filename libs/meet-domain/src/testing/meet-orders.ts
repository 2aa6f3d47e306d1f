import {
  type AcceptMeet,
  type Actor,
  DEFAULT_MEET_LIMITS,
  type JoinMeet,
  type MeetCommand,
  type StartMeet,
  type Timestamp,
} from '../index.ts';
import { inChat, managerFacts, MEET_ID, startFacts } from './cast.ts';

/** Orders with all that they carry, as permissive as may be; change what a test is about. */
export const orderStart = (by: Actor, when: Timestamp, change: Partial<StartMeet> = {}): StartMeet => ({
  type: 'StartMeet',
  at: when,
  by,
  meetId: MEET_ID,
  place: inChat,
  kind: 'VOICE',
  client: null,
  callbackOf: null,
  facts: startFacts(),
  limits: DEFAULT_MEET_LIMITS,
  ...change,
});

const entry = (by: Actor) => ({ client: null, facts: by.role === 'manager' ? managerFacts(by.id) : null });

export const orderAccept = (by: Actor, when: Timestamp, change: Partial<AcceptMeet> = {}): AcceptMeet => ({
  type: 'AcceptMeet',
  at: when,
  by,
  deviceId: null,
  ...entry(by),
  ...change,
});

export const orderJoin = (by: Actor, when: Timestamp, change: Partial<JoinMeet> = {}): JoinMeet => ({
  type: 'JoinMeet',
  at: when,
  by,
  ...entry(by),
  ...change,
});

/** An order that carries nothing but who and when. */
export const order = (
  type: 'DeclineMeet' | 'CancelMeet' | 'EndMeet' | 'TimeOutRing' | 'TimeOutWait',
  by: Actor,
  when: Timestamp,
): MeetCommand => ({ type, at: when, by });
