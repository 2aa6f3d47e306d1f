import {
  type DialCustomer,
  type DialFacts,
  type DialFailure,
  type MeetCommand,
  type MeetEvent,
  plusMs,
  RING_TIMEOUT_MS,
} from '../index.ts';
import { DEFAULT_MEET_LIMITS } from '../index.ts';
import {
  aChannel,
  aCustomer,
  aManager,
  at,
  bora,
  desktop,
  givenMeet,
  inAppBrowser,
  juno,
  managerFacts,
  MEET_ID,
  mina,
  timer,
  USER_CHAT_ID,
} from '../testing/index.ts';

const NUMBER = '+827012345678';
const DEADLINE = plusMs(at(0), RING_TIMEOUT_MS);
const facts: DialFacts = {
  channel: aChannel({ businessVerified: true }),
  starter: aManager(mina.id),
  customer: aCustomer(),
  lineThere: true,
};
const dial = (change: Partial<DialCustomer> = {}): DialCustomer => ({
  ...{ type: 'DialCustomer', at: at(0), by: mina, meetId: MEET_ID, userChatId: USER_CHAT_ID, customerId: juno.id },
  ...{ number: NUMBER, line: 'here', callbackOf: null, client: desktop, facts, limits: DEFAULT_MEET_LIMITS },
  ...change,
});
const dialled = (): MeetEvent[] => {
  const { decision } = givenMeet().when(dial());
  return decision.accepted ? [...decision.events] : [];
};
const pickUp = (when = at(9)): MeetCommand => ({ type: 'PickUpCall', at: when, by: juno, starterMuted: true });
const fail = (reason: DialFailure, when = at(9)): MeetCommand => ({
  type: 'FailDialledCall',
  at: when,
  by: timer,
  reason,
});

describe('a call by phone that a manager makes', () => {
  it('R2, R38: rings a telephone for 120 s at most, and no device of anybody’s', () => {
    givenMeet().when(dial()).thenTypes('MeetStarted', 'CallDialled');
    expect(givenMeet().when(dial()).state).toMatchObject({
      ...{ kind: 'PHONE', direction: 'OUTBOUND', phase: 'RINGING', ringDeadline: DEADLINE, rings: [] },
      call: { number: NUMBER, line: 'here' },
    });
    givenMeet(...dialled())
      .when(dial())
      .thenNothing();
    givenMeet(...dialled())
      .when(dial({ by: bora }))
      .thenRefused({ reason: 'begun' });
  });

  it('R3, R4, R24: is not for everybody, and says all that stands in its way', () => {
    const nothing = { channel: null, starter: null, customer: null, lineThere: false };
    givenMeet()
      .when(dial({ facts: nothing, client: inAppBrowser }))
      .thenRefused({
        reason: 'not-allowed',
        guards: [
          ...(['PLAN_REQUIRED', 'BUSINESS_NOT_VERIFIED', 'SEAT_REQUIRED', 'NUMBER_UNKNOWN', 'NO_PHONE_LINE'] as const),
          'CLIENT_UNSUPPORTED',
        ],
      });
    givenMeet()
      .when(dial({ facts: { ...facts, customer: aCustomer({ blocked: true }) } }))
      .thenRefused({ reason: 'not-allowed', guards: ['CUSTOMER_BLOCKED'] });
    givenMeet()
      .when(dial({ by: juno }))
      .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  });

  it('R38: is live with both once the customer picks up, and before its deadline only', () => {
    const live = givenMeet(...dialled()).when(pickUp());
    live.thenTypes('MeetAccepted', 'ParticipantJoined', 'MicrophoneTurnedOff', 'ParticipantJoined');
    expect(live.state?.participants.map(({ person }) => person)).toEqual([mina, juno]);
    givenMeet(...dialled())
      .when(pickUp(DEADLINE))
      .thenNothing();
  });

  it.each(['BUSY', 'REJECTED_BY_CUSTOMER', 'UNREACHABLE_DEVICE', 'RING_TIMED_OUT', 'SYSTEM_FAILURE'] as const)(
    'R38, R41: is missed by %s where the line says so, and for nothing afterwards',
    (reason) => {
      const missed = givenMeet(...dialled()).when(fail(reason));
      expect(missed.state).toMatchObject({ phase: 'MISSED', missedReason: reason });
      const events = missed.decision.accepted ? missed.decision.events : [];
      givenMeet(...dialled(), ...events)
        .when(fail('BUSY'))
        .thenNothing();
      givenMeet(...dialled(), ...events)
        .when(pickUp())
        .thenNothing();
    },
  );

  it('R12, R38: is the timer’s to tell of from its deadline on, whatever the line says', () => {
    givenMeet(...dialled())
      .when({ ...fail('BUSY'), at: DEADLINE })
      .thenNothing();
    const justBefore = { ...fail('BUSY'), at: plusMs(DEADLINE, -1) };
    expect(givenMeet(...dialled()).when(justBefore).state).toMatchObject({ missedReason: 'BUSY' });
  });

  it('R12, R41: is missed by its time, or by who dialled and gave up or went', () => {
    const missedBy = (command: MeetCommand) => givenMeet(...dialled()).when(command).state?.missedReason;
    expect(missedBy({ type: 'TimeOutRing', at: DEADLINE, by: timer })).toBe('RING_TIMED_OUT');
    expect(missedBy({ type: 'CancelMeet', at: at(9), by: mina })).toBe('MANAGER_LEFT');
    expect(missedBy({ type: 'LoseConnection', at: at(40), by: timer, person: mina, lostSince: at(9) })).toBe(
      'MANAGER_LEFT',
    );
    expect(missedBy({ type: 'HangUpCall', at: at(9), by: timer, lost: true })).toBe('SYSTEM_FAILURE');
  });

  it('R23, R38: is the telephone’s to answer: no device of the customer’s can, nor another manager’s', () => {
    const accept = { type: 'AcceptMeet', at: at(9), client: null, deviceId: null } as const;
    const refused = { reason: 'not-allowed', guards: ['NOT_RUNG'] } as const;
    givenMeet(...dialled())
      .when({ ...accept, by: juno, facts: null })
      .thenRefused(refused);
    givenMeet(...dialled())
      .when({ ...accept, by: bora, facts: managerFacts(bora.id) })
      .thenRefused(refused);
  });
});
