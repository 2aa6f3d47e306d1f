import { MAX_PARTICIPANTS, type LeaveMeet, type LeaveReason, type MeetEvent, type Person } from '../index.ts';
import {
  aChannel,
  at,
  bora,
  ended,
  givenMeet,
  host,
  inAppBrowser,
  inbound,
  joined,
  juno,
  live,
  managerFacts,
  mina,
  missed,
  mobileSdk,
  order,
  orderAccept,
  orderJoin,
  outbound,
  STAFF,
  stranger,
  WAIT_ENDS,
  waiting,
} from '../testing/index.ts';

const leave = (by: LeaveMeet['by'], when: string, reason: LeaveReason = 'LEFT'): LeaveMeet => ({
  type: 'LeaveMeet',
  at: when,
  by,
  reason,
});
const left = (by: Person, when: string, reason: LeaveReason = 'LEFT', participant = by): MeetEvent => ({
  type: 'ParticipantLeft',
  at: when,
  by,
  data: { participant, reason },
});
const lastOneLeft = (by: Person, when: string): MeetEvent => ({
  type: 'MeetEnded',
  at: when,
  by,
  data: { cause: 'last-one-left' },
});
/** Ten persons are in: Juno, Mina and eight more managers. */
const full = (): MeetEvent[] => [...live(), ...STAFF.slice(2, 10).map((manager) => joined(manager, at(6)))];

describe('joining', () => {
  it('R4: brings another manager with a seat into a live meet', () => {
    givenMeet(...live())
      .when(orderJoin(bora, at(9)))
      .then(joined(bora, at(9)));
    givenMeet(...live())
      .when(orderJoin(bora, at(9), { facts: managerFacts(bora.id, { manager: null }), client: mobileSdk }))
      .thenRefused({ reason: 'not-allowed', guards: ['SEAT_REQUIRED', 'CLIENT_UNSUPPORTED'] });
    givenMeet(...live())
      .when(orderJoin(bora, at(9), { facts: managerFacts(bora.id, { channel: aChannel({ paidPlan: false }) }) }))
      .thenRefused({ reason: 'not-allowed', guards: ['PLAN_REQUIRED'] });
  });

  it('R24: needs a client that has meets', () => {
    givenMeet(...live())
      .when(orderJoin(bora, at(9), { client: inAppBrowser }))
      .thenRefused({ reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] });
  });

  it('changes nothing for who is in already, on whatever device', () => {
    givenMeet(...live())
      .when(orderJoin(mina, at(9)))
      .thenNothing();
    givenMeet(...full())
      .when(orderJoin(mina, at(9), { facts: null }))
      .thenNothing();
  });

  it('R5: lets a tenth person in and no eleventh', () => {
    const nine = full().slice(0, -1);
    expect(givenMeet(...nine).when(orderJoin(STAFF[9] ?? mina, at(9))).decision.accepted).toBe(true);
    givenMeet(...full())
      .when(orderJoin(STAFF[10] ?? mina, at(9)))
      .thenRefused({ reason: 'full', limit: 10 });
    expect(MAX_PARTICIPANTS).toBe(10);
  });

  it('R5: counts who is in now, so that who left makes room', () => {
    const roomier = givenMeet(...full(), left(juno, at(8)));
    roomier.when(orderJoin(STAFF[10] ?? mina, at(9))).thenTypes('ParticipantJoined');
  });

  it('is a new stay for who comes back', () => {
    const back = givenMeet(...live(), left(juno, at(8))).when(orderJoin(juno, at(9)));
    back.then(joined(juno, at(9)));
    expect(back.state?.participants.map(({ person, leftAt }) => [person.id, leftAt])).toEqual([
      ['juno', at(8)],
      ['mina', null],
      ['juno', null],
    ]);
  });

  it('R14: is unknown to another customer, and to others no matter of theirs', () => {
    for (const story of [inbound, live, ended, missed]) {
      givenMeet(...story())
        .when(orderJoin(stranger, at(9)))
        .thenRefused({ reason: 'unknown' });
      givenMeet(...story())
        .when(orderJoin(host, at(9)))
        .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
    }
  });

  it.each([ended, missed])('R31: comes too late for a meet that is over (%p), the same for either end', (story) => {
    for (const by of [bora, juno]) {
      givenMeet(...story())
        .when(orderJoin(by, at(200)))
        .thenRefused({ reason: 'over' });
    }
  });

  it('is accepting, for who is rung', () => {
    givenMeet(...inbound())
      .when(orderJoin(mina, at(5)))
      .thenTypes('MeetAccepted', 'ParticipantJoined', 'ParticipantJoined');
    givenMeet(...inbound())
      .when(orderJoin(mina, at(120)))
      .thenRefused({ reason: 'ring-expired' });
  });

  it('R18: is answering, for the customer whom the meet waits for', () => {
    const waits = givenMeet(...waiting());
    waits.when(orderJoin(juno, at(5))).thenTypes('MeetAccepted', 'ParticipantJoined', 'ParticipantJoined');
    waits.when(orderJoin(juno, at(5), { starterAway: true })).thenTypes('MeetAccepted', 'ParticipantJoined');
    waits.when(orderJoin(juno, WAIT_ENDS)).thenRefused({ reason: 'ring-expired' });
  });

  it('is too early for everybody else before the answer', () => {
    givenMeet(...inbound())
      .when(orderJoin(juno, at(5)))
      .thenRefused({ reason: 'not-answered' });
    givenMeet(...inbound())
      .when(orderJoin(bora, at(5)))
      .thenRefused({ reason: 'not-answered' });
    givenMeet(...waiting())
      .when(orderJoin(mina, at(5)))
      .thenRefused({ reason: 'not-answered' });
  });
});

describe('leaving', () => {
  it('R32: takes out only who leaves, and a customer’s leaving does not end it', () => {
    const outcome = givenMeet(...live()).when(leave(juno, at(60)));
    outcome.then(left(juno, at(60)));
    expect(outcome.state?.phase).toBe('LIVE');
  });

  it('R32, R33: ends the meet with the last one out, in one decision', () => {
    const outcome = givenMeet(...live(), left(juno, at(60))).when(leave(mina, at(61)));
    outcome.then(left(mina, at(61)), lastOneLeft(mina, at(61)));
    expect(outcome.state).toMatchObject({ phase: 'ENDED', endedAt: at(61), missedReason: null });
  });

  it.each(['PERMISSION_CHANGED', 'CONNECTION_LOST'] as const)(
    'R33: is recorded as %s where the client says so',
    (reason) => {
      givenMeet(...live())
        .when(leave(juno, at(60), reason))
        .then(left(juno, at(60), reason));
    },
  );

  it.each(['ENDED_FOR_EVERYONE', 'HUNG_UP'] as const)(
    'R32: is plain LEFT where somebody says %s of themselves',
    (reason) => {
      givenMeet(...live())
        .when(leave(juno, at(60), reason))
        .then(left(juno, at(60), 'LEFT'));
    },
  );

  it('turns all devices off', () => {
    const outcome = givenMeet(...live()).when(leave(juno, at(60)));
    expect(outcome.state?.participants[0]).toMatchObject({
      leftAt: at(60),
      leaveReason: 'LEFT',
      microphone: false,
      camera: false,
      screen: false,
    });
  });

  it('is giving up or declining before the answer', () => {
    const missedBy = (by: Person, reason: 'CUSTOMER_LEFT' | 'REJECTED_BY_MANAGER'): MeetEvent => ({
      type: 'MeetMissed',
      at: at(9),
      by,
      data: { reason },
    });
    givenMeet(...inbound())
      .when(leave(juno, at(9)))
      .then(missedBy(juno, 'CUSTOMER_LEFT'));
    givenMeet(...inbound())
      .when(leave(mina, at(9)))
      .then(missedBy(mina, 'REJECTED_BY_MANAGER'));
    givenMeet(...inbound())
      .when(leave(bora, at(9)))
      .thenRefused({ reason: 'not-in-meet' });
  });

  it('R18: does not end the wait where the customer only closes the link’s page', () => {
    givenMeet(...waiting())
      .when(leave(juno, at(9)))
      .thenRefused({ reason: 'not-in-meet' });
  });

  it('is nothing for who is not in, and too late once it is over', () => {
    givenMeet(...live())
      .when(leave(bora, at(9)))
      .thenRefused({ reason: 'not-in-meet' });
    givenMeet(...live(), left(juno, at(8)))
      .when(leave(juno, at(9)))
      .thenRefused({ reason: 'not-in-meet' });
    for (const story of [ended, missed]) {
      givenMeet(...story())
        .when(leave(juno, at(200)))
        .thenRefused({ reason: 'over' });
    }
    givenMeet(...live())
      .when(leave(stranger, at(9)))
      .thenRefused({ reason: 'unknown' });
    givenMeet(...live())
      .when(leave(host, at(9)))
      .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  });
});

describe('ending for everyone', () => {
  it('R32: takes everybody out and ends the meet, in one decision', () => {
    const outcome = givenMeet(...live(), joined(bora, at(9))).when(order('EndMeet', mina, at(60)));
    outcome.then(
      left(mina, at(60), 'ENDED_FOR_EVERYONE', juno),
      left(mina, at(60), 'ENDED_FOR_EVERYONE', mina),
      left(mina, at(60), 'ENDED_FOR_EVERYONE', bora),
      { type: 'MeetEnded', at: at(60), by: mina, data: { cause: 'ended-for-everyone' } },
    );
    expect(outcome.state).toMatchObject({ phase: 'ENDED', endedAt: at(60) });
  });

  it('R32: is never a customer’s to do, whatever the meet’s state', () => {
    for (const story of [inbound, outbound, waiting, live, ended, missed]) {
      givenMeet(...story())
        .when(order('EndMeet', juno, at(60)))
        .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
    }
  });

  it('is for managers who are in', () => {
    givenMeet(...live())
      .when(order('EndMeet', bora, at(60)))
      .thenRefused({ reason: 'not-in-meet' });
    givenMeet(...live())
      .when(order('EndMeet', host, at(60)))
      .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
    givenMeet(...live())
      .when(order('EndMeet', stranger, at(60)))
      .thenRefused({ reason: 'unknown' });
    givenMeet(...ended())
      .when(order('EndMeet', mina, at(90)))
      .thenRefused({ reason: 'over' });
  });

  it('is giving up or declining before the answer', () => {
    givenMeet(...outbound())
      .when(order('EndMeet', mina, at(9)))
      .then({ type: 'MeetMissed', at: at(9), by: mina, data: { reason: 'MANAGER_LEFT' } });
    givenMeet(...inbound())
      .when(order('EndMeet', mina, at(9)))
      .then({ type: 'MeetMissed', at: at(9), by: mina, data: { reason: 'REJECTED_BY_MANAGER' } });
    givenMeet(...inbound())
      .when(order('EndMeet', bora, at(9)))
      .thenRefused({ reason: 'not-in-meet' });
  });
});

describe('ending a meet that waits for its customer', () => {
  const calledOff = (by: Person, when: string): MeetEvent => ({
    type: 'MeetMissed',
    at: when,
    by,
    data: { reason: 'MANAGER_LEFT' },
  });

  it('R7, R32: is any manager’s to do, so that a chat is not blocked by who started and went away', () => {
    for (const by of [mina, bora]) {
      const outcome = givenMeet(...waiting()).when(order('EndMeet', by, at(9)));
      outcome.then(calledOff(by, at(9)));
      expect(outcome.state).toMatchObject({ phase: 'MISSED', missedReason: 'MANAGER_LEFT' });
    }
    givenMeet(...waiting(), calledOff(bora, at(9)))
      .when(order('EndMeet', bora, at(10)))
      .thenRefused({ reason: 'over' });
  });

  it('R18, R32: is too late once the wait is over, and never the customer’s', () => {
    givenMeet(...waiting())
      .when(order('EndMeet', bora, WAIT_ENDS))
      .thenRefused({ reason: 'ring-expired' });
    givenMeet(...waiting())
      .when(order('EndMeet', stranger, at(9)))
      .thenRefused({ reason: 'unknown' });
    givenMeet(...waiting())
      .when(leave(bora, at(9)))
      .thenRefused({ reason: 'not-in-meet' });
  });
});

describe('a meet that a second person answered after the first left', () => {
  it('stays one meet: the answer is given once', () => {
    givenMeet(...live(), left(mina, at(8)))
      .when(orderAccept(mina, at(9)))
      .thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
    givenMeet(...live(), left(mina, at(8)))
      .when(orderJoin(mina, at(9)))
      .then(joined(mina, at(9)));
  });
});
