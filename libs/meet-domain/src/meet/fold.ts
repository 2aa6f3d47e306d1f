import { type Person, samePerson } from '../person.ts';
import type {
  MeetAccepted,
  MeetEvent,
  MeetMissed,
  MeetStarted,
  ParticipantCameByRoomLink,
  ParticipantJoined,
} from './events.ts';
import { evolveCall } from './fold-call.ts';
import { rang, RING_OUTCOME_OF, ringStopped, settleRings } from './fold-rings.ts';
import type { Meet, MeetState, Participant } from './state.ts';

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

function cameByRoomLink(meet: Meet, { data }: ParticipantCameByRoomLink): Meet {
  const one = { id: data.participant.id, edition: data.roomEdition };
  return { ...meet, cameByRoomLink: [...meet.cameByRoomLink, one] };
}

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

/** Changes the person's present stay; where they are not in, nothing. */
function changeStay(meet: Meet, person: Person, change: Partial<Participant>): Meet {
  return {
    ...meet,
    participants: meet.participants.map((stay) =>
      stay.leftAt === null && samePerson(stay.person, person) ? { ...stay, ...change } : stay,
    ),
  };
}
