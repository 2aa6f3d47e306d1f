import type { Timestamp } from '../decider.ts';
import { type Person, samePerson } from '../person.ts';
import type {
  ColleagueAnswered,
  ColleagueRang,
  Direction,
  LeaveReason,
  MeetAccepted,
  MeetEvent,
  MeetKind,
  MeetMissed,
  MeetRang,
  MeetStarted,
  ParticipantCameByRoomLink,
  ParticipantJoined,
  Place,
} from './events.ts';
import type { MissedReason } from './missed-reason.ts';

export type MeetPhase = 'QUEUED' | 'RINGING' | 'WAITING_FOR_CUSTOMER' | 'LIVE' | 'ENDED' | 'MISSED';
export type RingOutcome =
  'RINGING' | 'ACCEPTED' | 'DECLINED' | 'TIMED_OUT' | 'CANCELED' | 'ANSWERED_ELSEWHERE' | 'SKIPPED';

export interface Ring {
  readonly callee: Person;
  readonly startedAt: Timestamp;
  readonly deadline: Timestamp;
  readonly outcome: RingOutcome;
  /** Of a colleague whom a manager rings in a call by phone; null for every other ring. */
  readonly colleague: {
    readonly rungBy: Person;
    readonly handOver: boolean;
    /** The device that answered, where it told. */
    readonly answeredOnDevice: string | null;
  } | null;
}

/** One stay in the meet; who comes back has another. Devices are all off once `leftAt` is set. */
export interface Participant {
  readonly person: Person;
  readonly joinedAt: Timestamp;
  readonly leftAt: Timestamp | null;
  readonly leaveReason: LeaveReason | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

/** A meet as its history tells it. */
export interface Meet {
  readonly id: string;
  readonly place: Place;
  readonly kind: MeetKind;
  readonly phase: MeetPhase;
  /** Null for internal and team meets, which no customer is in; so is `customerId`. */
  readonly direction: Direction | null;
  readonly customerId: string | null;
  readonly startedBy: Person;
  readonly startedAt: Timestamp;
  readonly callbackOf: string | null;
  readonly ringDeadline: Timestamp | null;
  readonly waitUntil: Timestamp | null;
  /** The channel's own number that was called or is called from, and whose line holds the call; null where it is no call by phone. */
  readonly call: { readonly number: string; readonly line: string } | null;
  /** Is the customer of a call by phone on hold? */
  readonly onHold: boolean;
  /** Which digits were noted last, by the id of their pressing: told again, they are not noted again. */
  readonly lastPressId: string | null;
  /** Until when a call waits for a manager; null where it never did. */
  readonly queueUntil: Timestamp | null;
  readonly rings: readonly Ring[];
  readonly followUp: 'none' | 'sent' | 'failed';
  /** When it went live: by an answer, or (where nobody is rung) by its start. */
  readonly answeredAt: Timestamp | null;
  readonly acceptedBy: Person | null;
  /** The device that answered, where it told; its siblings stop with "answered elsewhere" (R11). */
  readonly acceptedOnDevice: string | null;
  readonly upgradedToVideoAt: Timestamp | null;
  /** When its sound and picture last broke off. */
  readonly mediaLostAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly missedReason: MissedReason | null;
  readonly handledAt: Timestamp | null;
  readonly participants: readonly Participant[];
  /** R29: whom the room's link made a member, and of which edition of the room. */
  readonly cameByRoomLink: readonly { readonly id: string; readonly edition: number }[];
}

/** Null before `MeetStarted`. */
export type MeetState = Meet | null;

/** The meet after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolveMeet(state: MeetState, event: MeetEvent): MeetState {
  if (event.type === 'MeetStarted') return state ?? begun(event);
  return state && evolveBegun(state, event);
}

function begun({ at, data }: MeetStarted): Meet {
  return {
    id: data.meetId,
    place: data.place,
    kind: data.kind,
    phase: 'RINGING',
    direction: data.direction,
    customerId: data.customerId,
    startedBy: data.startedBy,
    startedAt: at,
    callbackOf: data.callbackOf,
    ringDeadline: null,
    waitUntil: null,
    call: null,
    onHold: false,
    lastPressId: null,
    queueUntil: null,
    rings: [],
    followUp: 'none',
    answeredAt: null,
    acceptedBy: null,
    acceptedOnDevice: null,
    upgradedToVideoAt: null,
    mediaLostAt: null,
    endedAt: null,
    missedReason: null,
    handledAt: null,
    participants: [],
    cameByRoomLink: [],
  };
}

function evolveBegun(meet: Meet, event: Exclude<MeetEvent, MeetStarted>): Meet {
  switch (event.type) {
    case 'MeetRang':
      return rang(meet, event);
    case 'RingSkipped':
      return ringStopped(meet, event.data.callee, 'SKIPPED');
    case 'RingDeclined':
      return ringStopped(meet, event.data.callee, 'DECLINED');
    case 'CallCameIn':
    case 'CallDialled':
    case 'CallHeld':
    case 'CallResumed':
    case 'ColleagueRang':
    case 'ColleagueAnswered':
    case 'ColleagueRingWithdrawn':
    case 'CallHandedOver':
    case 'DigitsPressed':
      return evolveCall(meet, event);
    case 'MeetQueued':
      return { ...meet, phase: 'QUEUED', queueUntil: event.data.until };
    case 'RingUnanswered':
      return ringStopped(meet, event.data.callee, 'TIMED_OUT');
    case 'MeetOpened':
      return { ...meet, phase: 'LIVE', answeredAt: event.at };
    case 'CustomerAwaited':
      return { ...meet, phase: 'WAITING_FOR_CUSTOMER', waitUntil: event.data.until };
    case 'FollowUpSent':
      return { ...meet, followUp: 'sent' };
    case 'FollowUpFailed':
      return { ...meet, followUp: 'failed' };
    case 'MeetAccepted':
      return accepted(meet, event);
    case 'MeetMissed':
      return missed(meet, event);
    case 'MissedMeetHandled':
      return { ...meet, handledAt: event.at };
    case 'ParticipantJoined':
      return joined(meet, event);
    case 'ParticipantCameByRoomLink':
      return cameByRoomLink(meet, event);
    case 'ParticipantLeft':
      return changeStay(meet, event.data.participant, {
        leftAt: event.at,
        leaveReason: event.data.reason,
        microphone: false,
        camera: false,
        screen: false,
      });
    case 'MicrophoneTurnedOn':
      return changeStay(meet, event.data.participant, { microphone: true });
    case 'MicrophoneTurnedOff':
      return changeStay(meet, event.data.participant, { microphone: false });
    case 'CameraTurnedOn':
      return changeStay(meet, event.data.participant, { camera: true });
    case 'CameraTurnedOff':
      return changeStay(meet, event.data.participant, { camera: false });
    case 'ScreenShareStarted':
      return changeStay(meet, event.data.participant, { screen: true });
    case 'ScreenShareStopped':
      return changeStay(meet, event.data.participant, { screen: false });
    case 'MeetUpgradedToVideo':
      return { ...meet, kind: 'VIDEO', upgradedToVideoAt: event.at };
    case 'MediaLost':
      return { ...meet, mediaLostAt: event.at };
    case 'MeetEnded':
      // A colleague may be rung up to the end.
      return { ...meet, phase: 'ENDED', endedAt: event.at, rings: settleRings(meet.rings, () => 'CANCELED') };
  }
}

/** What only calls by phone have. */
function evolveCall(meet: Meet, event: CallEvent): Meet {
  switch (event.type) {
    case 'CallCameIn':
      return { ...meet, call: { number: event.data.number, line: event.data.line } };
    case 'CallDialled': {
      const { number, line, deadline } = event.data;
      return { ...meet, call: { number, line }, ringDeadline: deadline };
    }
    case 'CallHeld':
      return { ...meet, onHold: true };
    case 'CallResumed':
      return { ...meet, onHold: false };
    case 'ColleagueRang':
      return colleagueRang(meet, event);
    case 'ColleagueAnswered':
      return colleagueAnswered(meet, event);
    case 'ColleagueRingWithdrawn':
      return ringStopped(meet, event.data.callee, 'CANCELED');
    case 'CallHandedOver':
      return meet;
    case 'DigitsPressed':
      return { ...meet, lastPressId: event.data.pressId };
  }
}

type CallEvent = Extract<
  MeetEvent,
  {
    type:
      | 'CallCameIn'
      | 'CallDialled'
      | 'CallHeld'
      | 'CallResumed'
      | 'ColleagueRang'
      | 'ColleagueAnswered'
      | 'ColleagueRingWithdrawn'
      | 'CallHandedOver'
      | 'DigitsPressed';
  }
>;

function cameByRoomLink(meet: Meet, { data }: ParticipantCameByRoomLink): Meet {
  const one = { id: data.participant.id, edition: data.roomEdition };
  return { ...meet, cameByRoomLink: [...meet.cameByRoomLink, one] };
}

function rang(meet: Meet, { at, data }: MeetRang): Meet {
  const ring: Ring = {
    callee: data.callee,
    startedAt: at,
    deadline: data.deadline,
    outcome: 'RINGING',
    colleague: null,
  };
  return { ...meet, phase: 'RINGING', ringDeadline: data.deadline, rings: [...meet.rings, ring] };
}

/** The call goes on meanwhile. */
function colleagueRang(meet: Meet, { at, data: { callee, rungBy, deadline, handOver } }: ColleagueRang): Meet {
  const colleague = { rungBy, handOver, answeredOnDevice: null };
  return { ...meet, rings: [...meet.rings, { callee, startedAt: at, deadline, outcome: 'RINGING', colleague }] };
}

function colleagueAnswered(meet: Meet, { data: { callee, deviceId } }: ColleagueAnswered): Meet {
  const rings = meet.rings.map((ring): Ring =>
    ring.outcome === 'RINGING' && ring.colleague !== null && samePerson(ring.callee, callee)
      ? { ...ring, outcome: 'ACCEPTED', colleague: { ...ring.colleague, answeredOnDevice: deviceId } }
      : ring,
  );
  return { ...meet, rings };
}

/** One ring is over, and the meet is not. */
const ringStopped = (meet: Meet, who: Person, outcome: RingOutcome): Meet => ({
  ...meet,
  rings: settleRings(meet.rings, ({ callee }) => (samePerson(callee, who) ? outcome : 'RINGING')),
});

function accepted(meet: Meet, { at, data }: MeetAccepted): Meet {
  return {
    ...meet,
    phase: 'LIVE',
    answeredAt: at,
    acceptedBy: data.acceptedBy,
    acceptedOnDevice: data.deviceId,
    rings: settleRings(meet.rings, ({ callee }) =>
      samePerson(callee, data.acceptedBy) ? 'ACCEPTED' : 'ANSWERED_ELSEWHERE',
    ),
  };
}

function missed(meet: Meet, { at, data }: MeetMissed): Meet {
  const outcome = RING_OUTCOME_OF[data.reason];
  return {
    ...meet,
    phase: 'MISSED',
    endedAt: at,
    missedReason: data.reason,
    rings: settleRings(meet.rings, () => outcome),
  };
}

/** Everybody comes in with the microphone on and nothing to be seen, into a video meet too. */
function joined(meet: Meet, { at, data }: ParticipantJoined): Meet {
  const stay: Participant = {
    person: data.participant,
    joinedAt: at,
    leftAt: null,
    leaveReason: null,
    microphone: true,
    camera: false,
    screen: false,
  };
  return { ...meet, participants: [...meet.participants, stay] };
}

/** What becomes of a ring that still sounds when the meet is missed. */
const RING_OUTCOME_OF = {
  NOT_IN_OPERATION: 'CANCELED',
  UNREGISTERED_NUMBER: 'CANCELED',
  BLOCKED_CUSTOMER: 'CANCELED',
  INBOUND_RATE_LIMIT: 'CANCELED',
  CONCURRENCY_LIMIT: 'CANCELED',
  NO_OPERATOR: 'CANCELED',
  EXCEEDED_QUEUE: 'CANCELED',
  ABANDONED_IN_QUEUE: 'CANCELED',
  ABANDONED_IN_GREETING: 'CANCELED',
  ABANDONED_IN_IVR: 'CANCELED',
  IVR_INPUT_TIMEOUT: 'CANCELED',
  VOICEMAIL: 'CANCELED',
  REJECTED_BY_MANAGER: 'DECLINED',
  REJECTED_BY_CUSTOMER: 'DECLINED',
  CUSTOMER_LEFT: 'CANCELED',
  MANAGER_LEFT: 'CANCELED',
  RING_TIMED_OUT: 'TIMED_OUT',
  UNREACHABLE_DEVICE: 'CANCELED',
  BUSY: 'DECLINED',
  SYSTEM_FAILURE: 'CANCELED',
} as const satisfies Record<MissedReason, RingOutcome>;

/** Settled rings stay as they are; for each that still sounds `outcomeOf` says what becomes of it. */
function settleRings(rings: readonly Ring[], outcomeOf: (ring: Ring) => RingOutcome): readonly Ring[] {
  return rings.map((ring) => (ring.outcome === 'RINGING' ? { ...ring, outcome: outcomeOf(ring) } : ring));
}

/** Changes the person's present stay; where they are not in, nothing. */
function changeStay(meet: Meet, person: Person, change: Partial<Participant>): Meet {
  return {
    ...meet,
    participants: meet.participants.map((stay) =>
      stay.leftAt === null && samePerson(stay.person, person) ? { ...stay, ...change } : stay,
    ),
  };
}
