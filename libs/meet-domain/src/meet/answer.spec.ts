import type { MeetEvent } from '../index.ts';
import {
  aChannel,
  aManager,
  at,
  bora,
  ended,
  givenMeet,
  host,
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
  outbound,
  RING_ENDS,
  stranger,
  timer,
  WAIT_ENDS,
  waiting,
} from '../testing/index.ts';

/** The chat went from Mina to Bora while Juno's call rang. */
const moved = (): MeetEvent[] => [
  ...inbound(),
  { type: 'RingSkipped', at: at(3), by: timer, data: { callee: mina } },
  { type: 'MeetRang', at: at(3), by: timer, data: { callee: bora, deadline: RING_ENDS } },
];

const missedBecause = (
  by: MeetEvent['by'],
  when: string,
  reason: 'REJECTED_BY_MANAGER' | 'REJECTED_BY_CUSTOMER' | 'CUSTOMER_LEFT' | 'MANAGER_LEFT',
): MeetEvent => ({
  type: 'MeetMissed',
  at: when,
  by,
  data: { reason },
});

describe('accepting a ring', () => {
  it('R11: makes the meet live, with who called and who answered in it', () => {
    const outcome = givenMeet(...inbound()).when(orderAccept(mina, at(5), { deviceId: 'd-1' }));
    outcome.then(
      { type: 'MeetAccepted', at: at(5), by: mina, data: { acceptedBy: mina, deviceId: 'd-1' } },
      joined(juno, at(5), mina),
      joined(mina, at(5)),
    );
    expect(outcome.state).toMatchObject({
      phase: 'LIVE',
      answeredAt: at(5),
      acceptedBy: mina,
      acceptedOnDevice: 'd-1',
      rings: [{ callee: mina, outcome: 'ACCEPTED' }],
    });
  });

  it('starts everybody with the microphone on, the camera and screen off, even in a VIDEO meet', () => {
    const meet = givenMeet(...outbound('VIDEO')).when(orderAccept(juno, at(5))).state;
    const devices = { microphone: true, camera: false, screen: false };
    expect(meet).toMatchObject({ kind: 'VIDEO', upgradedToVideoAt: null, participants: [devices, devices] });
  });

  it('R4: needs a paid plan and a seat of a manager, each named', () => {
    givenMeet(...inbound())
      .when(orderAccept(mina, at(5), { facts: managerFacts(mina.id, { channel: aChannel({ paidPlan: false }) }) }))
      .thenRefused({ reason: 'not-allowed', guards: ['PLAN_REQUIRED'] });
    const seatless = aManager(mina.id, { operatorSeat: false });
    givenMeet(...inbound())
      .when(orderAccept(mina, at(5), { facts: managerFacts(mina.id, { manager: seatless }), client: mobileSdk }))
      .thenRefused({ reason: 'not-allowed', guards: ['SEAT_REQUIRED', 'CLIENT_UNSUPPORTED'] });
    givenMeet(...inbound())
      .when(orderAccept(mina, at(5), { facts: null }))
      .thenRefused({ reason: 'not-allowed', guards: ['PLAN_REQUIRED', 'SEAT_REQUIRED'] });
  });

  it('R24: needs a client that has meets', () => {
    givenMeet(...outbound())
      .when(orderAccept(juno, at(5), { client: mobileSdk }))
      .thenRefused({ reason: 'not-allowed', guards: ['CLIENT_UNSUPPORTED'] });
  });

  it('is for whom it rings: not for another manager, the caller, or somebody who is nobody', () => {
    for (const by of [bora, juno]) {
      for (const story of [inbound, live, ended, missed]) {
        givenMeet(...story())
          .when(orderAccept(by, at(5)))
          .thenRefused({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
      }
    }
    for (const by of [host, timer]) {
      givenMeet(...inbound())
        .when(orderAccept(by, at(5)))
        .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
    }
  });

  it('R14: is unknown to another customer', () => {
    for (const story of [outbound, inbound, live, missed]) {
      givenMeet(...story())
        .when(orderAccept(stranger, at(5)))
        .thenRefused({ reason: 'unknown' });
    }
  });
});

describe('a ring whose deadline has come', () => {
  it('R12: can be answered a millisecond before', () => {
    const outcome = givenMeet(...inbound()).when(orderAccept(mina, at(119.999)));
    expect(outcome.state?.phase).toBe('LIVE');
  });

  it.each([at(120), at(500)])(
    'R12, invariant 4: is not answered, declined or canceled at %s: the timer decides',
    (when) => {
      const ringing = givenMeet(...inbound());
      ringing.when(orderAccept(mina, when)).thenRefused({ reason: 'ring-expired' });
      ringing.when(order('DeclineMeet', mina, when)).thenRefused({ reason: 'ring-expired' });
      ringing.when(order('CancelMeet', juno, when)).thenRefused({ reason: 'ring-expired' });
    },
  );
});

describe('a ring that was settled', () => {
  it('invariant 6, R11: tells a second device that the meet was answered', () => {
    givenMeet(...live('d-1'))
      .when(orderAccept(mina, at(6), { deviceId: 'd-2' }))
      .thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
    givenMeet(...live())
      .when(orderAccept(mina, at(6)))
      .thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
  });

  it('takes the answering device’s retry without an event', () => {
    givenMeet(...live('d-1'))
      .when(orderAccept(mina, at(6), { deviceId: 'd-1' }))
      .thenNothing();
  });

  it('invariant 6: tells whoever comes later what settled it', () => {
    const answered = givenMeet(...live());
    answered.when(order('DeclineMeet', mina, at(6))).thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
    answered.when(order('CancelMeet', juno, at(6))).thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
    const timedOut = givenMeet(...missed());
    timedOut.when(orderAccept(mina, at(121))).thenRefused({ reason: 'lost-race', winner: 'MeetMissed' });
    timedOut.when(order('DeclineMeet', mina, at(121))).thenRefused({ reason: 'lost-race', winner: 'MeetMissed' });
    timedOut.when(order('CancelMeet', juno, at(121))).thenRefused({ reason: 'lost-race', winner: 'MeetMissed' });
    givenMeet(...ended())
      .when(orderAccept(mina, at(70)))
      .thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
  });

  it('R15: tells the old assignee that the ring went on, whatever became of it later', () => {
    const answeredByBora: MeetEvent[] = [
      ...moved(),
      { type: 'MeetAccepted', at: at(6), by: bora, data: { acceptedBy: bora, deviceId: null } },
      joined(juno, at(6), bora),
      joined(bora, at(6)),
    ];
    for (const history of [moved(), answeredByBora]) {
      givenMeet(...history)
        .when(orderAccept(mina, at(7)))
        .thenRefused({ reason: 'lost-race', winner: 'RingSkipped' });
      givenMeet(...history)
        .when(order('DeclineMeet', mina, at(7)))
        .thenRefused({ reason: 'lost-race', winner: 'RingSkipped' });
    }
    expect(givenMeet(...moved()).when(orderAccept(bora, at(7))).state).toMatchObject({
      phase: 'LIVE',
      rings: [{ outcome: 'SKIPPED' }, { outcome: 'ACCEPTED' }],
    });
  });

  it('R15: rings an assignee anew who had it before', () => {
    const back: MeetEvent[] = [
      ...moved(),
      { type: 'RingSkipped', at: at(4), by: timer, data: { callee: bora } },
      { type: 'MeetRang', at: at(4), by: timer, data: { callee: mina, deadline: RING_ENDS } },
    ];
    const outcome = givenMeet(...back).when(orderAccept(mina, at(7)));
    expect(outcome.state?.rings.map((ring) => ring.outcome)).toEqual(['SKIPPED', 'SKIPPED', 'ACCEPTED']);
  });
});

describe('a meet that waits for its customer', () => {
  it('R18: goes live when the customer answers', () => {
    givenMeet(...waiting())
      .when(orderAccept(juno, at(3_600)))
      .then(
        { type: 'MeetAccepted', at: at(3_600), by: juno, data: { acceptedBy: juno, deviceId: null } },
        joined(mina, at(3_600), juno),
        joined(juno, at(3_600)),
      );
  });

  it('R33: does not count a manager in who has been away for longer than the grace', () => {
    givenMeet(...waiting())
      .when(orderAccept(juno, at(3_600), { starterAway: true }))
      .then(
        { type: 'MeetAccepted', at: at(3_600), by: juno, data: { acceptedBy: juno, deviceId: null } },
        joined(juno, at(3_600)),
      );
  });

  it('R18: is not answered once the wait is over', () => {
    const waits = givenMeet(...waiting());
    waits.when(orderAccept(juno, WAIT_ENDS)).thenRefused({ reason: 'ring-expired' });
    waits.when(order('CancelMeet', mina, WAIT_ENDS)).thenRefused({ reason: 'ring-expired' });
  });

  it('rings no manager', () => {
    givenMeet(...waiting())
      .when(orderAccept(bora, at(5)))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
  });

  it('R41: is missed where the customer declines or the manager gives up', () => {
    const waits = givenMeet(...waiting());
    waits.when(order('DeclineMeet', juno, at(9))).then(missedBecause(juno, at(9), 'REJECTED_BY_CUSTOMER'));
    waits.when(order('CancelMeet', mina, at(9))).then(missedBecause(mina, at(9), 'MANAGER_LEFT'));
  });
});

describe('declining', () => {
  it('R41: misses the meet, named after who declined', () => {
    const byManager = givenMeet(...inbound()).when(order('DeclineMeet', mina, at(9)));
    byManager.then(missedBecause(mina, at(9), 'REJECTED_BY_MANAGER'));
    expect(byManager.state).toMatchObject({
      phase: 'MISSED',
      missedReason: 'REJECTED_BY_MANAGER',
      endedAt: at(9),
      rings: [{ outcome: 'DECLINED' }],
    });
    givenMeet(...outbound())
      .when(order('DeclineMeet', juno, at(9)))
      .then(missedBecause(juno, at(9), 'REJECTED_BY_CUSTOMER'));
  });

  it('changes nothing the second time', () => {
    givenMeet(...inbound(), missedBecause(mina, at(9), 'REJECTED_BY_MANAGER'))
      .when(order('DeclineMeet', mina, at(10)))
      .thenNothing();
  });

  it('is for whom it rings', () => {
    givenMeet(...inbound())
      .when(order('DeclineMeet', bora, at(9)))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
    givenMeet(...inbound())
      .when(order('DeclineMeet', host, at(9)))
      .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
    givenMeet(...inbound())
      .when(order('DeclineMeet', stranger, at(9)))
      .thenRefused({ reason: 'unknown' });
  });
});

describe('giving up a call', () => {
  it('R41: misses the meet, named after the side that called', () => {
    const byCustomer = givenMeet(...inbound()).when(order('CancelMeet', juno, at(9)));
    byCustomer.then(missedBecause(juno, at(9), 'CUSTOMER_LEFT'));
    expect(byCustomer.state?.rings).toMatchObject([{ outcome: 'CANCELED' }]);
    givenMeet(...outbound())
      .when(order('CancelMeet', mina, at(9)))
      .then(missedBecause(mina, at(9), 'MANAGER_LEFT'));
  });

  it('is for who called, and for nobody else on their side', () => {
    for (const by of [bora, mina]) {
      givenMeet(...inbound())
        .when(order('CancelMeet', by, at(9)))
        .thenRefused({ reason: 'not-allowed', guards: ['NOT_THE_CALLER'] });
    }
    givenMeet(...outbound())
      .when(order('CancelMeet', bora, at(9)))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_THE_CALLER'] });
    givenMeet(...inbound())
      .when(order('CancelMeet', stranger, at(9)))
      .thenRefused({ reason: 'unknown' });
  });

  it('changes nothing the second time', () => {
    givenMeet(...outbound(), missedBecause(mina, at(9), 'MANAGER_LEFT'))
      .when(order('CancelMeet', mina, at(10)))
      .thenNothing();
  });

  it('R14: is refused alike to a customer once the meet was missed, whatever the reason, their own included', () => {
    for (const reason of ['CUSTOMER_LEFT', 'REJECTED_BY_MANAGER'] as const)
      givenMeet(...inbound(), missedBecause(juno, at(9), reason))
        .when(order('CancelMeet', juno, at(10)))
        .thenRefused({ reason: 'lost-race', winner: 'MeetMissed' });
    for (const reason of ['REJECTED_BY_CUSTOMER', 'MANAGER_LEFT'] as const)
      givenMeet(...outbound(), missedBecause(juno, at(9), reason))
        .when(order('DeclineMeet', juno, at(10)))
        .thenRefused({ reason: 'lost-race', winner: 'MeetMissed' });
  });
});
