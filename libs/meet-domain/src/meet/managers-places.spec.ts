import {
  type Client,
  type GuardName,
  type ManagerFacts,
  type MeetEvent,
  type MeetKind,
  startGate,
  type StartFacts,
  type TeamRoomKind,
} from '../index.ts';
import {
  aChannel,
  aManager,
  at,
  aTeamRoom,
  aUserChat,
  bora,
  directCall,
  directLive,
  givenMeet,
  inRoom,
  inside,
  joined,
  juno,
  managerFacts,
  mina,
  mobileSdk,
  opened,
  order,
  orderAccept,
  orderJoin,
  orderStart,
  RING_ENDS,
  sol,
  startFacts,
  timer,
} from '../testing/index.ts';

const direct = aTeamRoom({ kind: 'DIRECT_MESSAGE', name: null });
const seatless = aManager(mina.id, { operatorSeat: false });
const unpaid = aChannel({ paidPlan: false });
const outsiders = aUserChat({ assigneeId: bora.id, managerIds: [sol.id] });
const entered = (id: string, change: Partial<ManagerFacts> = {}): ManagerFacts =>
  managerFacts(id, { teamRoom: aTeamRoom(), userChat: aUserChat({ managerIds: [bora.id] }), ...change });

interface Case {
  readonly rule: string;
  readonly kind?: MeetKind;
  readonly client?: Client;
  readonly facts?: Partial<StartFacts>;
  readonly fails: readonly GuardName[];
}

const internalCases: readonly Case[] = [
  { rule: 'R19: the assignee', fails: [] },
  { rule: 'R19: video', kind: 'VIDEO', fails: [] },
  {
    rule: 'R19: who takes part without being the assignee',
    facts: { userChat: aUserChat({ assigneeId: null, managerIds: [mina.id] }) },
    fails: [],
  },
  { rule: 'R19: who takes no part', facts: { userChat: outsiders }, fails: ['NOT_A_MEMBER'] },
  { rule: 'R3: phone', kind: 'PHONE', fails: ['KIND_NOT_ALLOWED'] },
  { rule: 'R4: no plan', facts: { channel: unpaid }, fails: ['PLAN_REQUIRED'] },
  { rule: 'R4: no seat', facts: { starter: seatless }, fails: ['SEAT_REQUIRED'] },
  { rule: 'R24: mobile SDK', client: mobileSdk, fails: ['CLIENT_UNSUPPORTED'] },
  {
    rule: 'R16, R9: the customer’s side does not stand in the way',
    facts: { userChat: aUserChat({ medium: 'EXTERNAL_MESSENGER', inputOpen: false }) },
    fails: [],
  },
];

const teamCases: readonly Case[] = [
  { rule: 'R20: a member', fails: [] },
  { rule: 'R20: video', kind: 'VIDEO', fails: [] },
  { rule: 'R20: no seat is needed', facts: { starter: seatless }, fails: [] },
  { rule: 'R4: a plan is', facts: { channel: unpaid }, fails: ['PLAN_REQUIRED'] },
  { rule: 'R3: phone', kind: 'PHONE', fails: ['KIND_NOT_ALLOWED'] },
  {
    rule: 'R20: no member of a public group',
    facts: { teamRoom: aTeamRoom({ memberIds: [bora.id] }) },
    fails: ['NOT_A_MEMBER'],
  },
  { rule: 'R24: mobile SDK', client: mobileSdk, fails: ['CLIENT_UNSUPPORTED'] },
];

describe.each([
  { where: 'an internal chat', place: inside, cases: internalCases },
  { where: 'a team room', place: inRoom, cases: teamCases },
])('the gate before $where', ({ place, cases }) => {
  it.each(cases)(
    'names what fails, asked and acted alike — $rule: $fails',
    ({ kind = 'VOICE', client = null, facts, fails }) => {
      const known = startFacts(facts);
      expect(startGate({ by: mina, place, kind, client, facts: known })).toEqual(fails);
      const started = givenMeet().when(orderStart(mina, at(0), { place, kind, client, facts: known }));
      if (fails.length > 0) started.thenRefused({ reason: 'not-allowed', guards: fails });
      else expect(started.decision.accepted).toBe(true);
    },
  );

  it('R19, R20: is closed to customers, and does not say what is behind it', () => {
    const facts = startFacts({ userChat: null, teamRoom: null });
    expect(startGate({ by: juno, place, kind: 'VOICE', client: null, facts })).toEqual(['MANAGERS_ONLY']);
    givenMeet()
      .when(orderStart(juno, at(0), { place }))
      .thenRefused({ reason: 'unknown' });
  });
});

describe('an internal meet', () => {
  const start = orderStart(mina, at(0), { place: inside, meetId: 'ic.uc-1.1' });

  it('R19: is live at once with who started it, rings nobody, and names no customer', () => {
    givenMeet()
      .when(start)
      .then(...opened());
    expect(givenMeet(...opened()).state).toMatchObject({
      phase: 'LIVE',
      answeredAt: at(0),
      direction: null,
      customerId: null,
      rings: [],
    });
  });

  it('R7: is one, however often it is started', () => {
    givenMeet(...opened())
      .when({ ...start, by: bora })
      .thenRefused({ reason: 'begun' });
  });

  it('R19: lets in whoever takes part in the chat, and nobody else', () => {
    const meet = givenMeet(...opened());
    meet.when(orderJoin(bora, at(3), { facts: entered(bora.id) })).then(joined(bora, at(3)));
    meet
      .when(orderJoin(sol, at(3), { facts: entered(sol.id) }))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_A_MEMBER'] });
    meet
      .when(orderJoin(sol, at(3), { facts: entered(sol.id, { invited: true }) }))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_A_MEMBER'] });
  });

  it('R4: asks for a seat of who comes in', () => {
    const facts = entered(bora.id, { manager: aManager(bora.id, { operatorSeat: false }) });
    givenMeet(...opened())
      .when(orderJoin(bora, at(3), { facts }))
      .thenRefused({ reason: 'not-allowed', guards: ['SEAT_REQUIRED'] });
  });

  it('R19: is there for no customer, whatever they order', () => {
    const meet = givenMeet(...opened());
    for (const command of [orderJoin(juno, at(3)), orderAccept(juno, at(3)), order('EndMeet', juno, at(3))]) {
      meet.when(command).thenRefused({ reason: 'unknown' });
    }
  });

  it('invariant 6: cannot be called off or answered any more, and says what came first', () => {
    const meet = givenMeet(...opened());
    meet.when(order('CancelMeet', mina, at(3))).thenRefused({ reason: 'lost-race', winner: 'MeetOpened' });
    meet
      .when(orderAccept(bora, at(3), { facts: entered(bora.id) }))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
  });

  it('R32, R33: ends with the last one out, and for everyone by any who are in', () => {
    givenMeet(...opened())
      .when({ type: 'LeaveMeet', at: at(9), by: mina, reason: 'LEFT' })
      .thenTypes('ParticipantLeft', 'MeetEnded');
    givenMeet(...opened(), joined(bora, at(3)))
      .when(order('EndMeet', bora, at(9)))
      .thenTypes('ParticipantLeft', 'ParticipantLeft', 'MeetEnded');
    givenMeet(...opened())
      .when({ type: 'LoseConnection', at: at(60), by: timer, person: mina, lostSince: at(20) })
      .thenTypes('ParticipantLeft', 'MeetEnded');
  });
});

describe('a team meet in a group room', () => {
  const start = orderStart(mina, at(0), { place: inRoom, meetId: 'tr.tr-1.1' });

  it.each(['PUBLIC_GROUP', 'PRIVATE_GROUP'] as const)('R20: simply becomes live in a %s', (kind) => {
    givenMeet()
      .when({ ...start, facts: startFacts({ teamRoom: aTeamRoom({ kind }) }) })
      .then(...opened(inRoom));
  });

  it('R20: does not know who is no member of a private group', () => {
    const teamRoom = aTeamRoom({ kind: 'PRIVATE_GROUP', memberIds: [bora.id] });
    givenMeet()
      .when({ ...start, facts: startFacts({ teamRoom }) })
      .thenRefused({ reason: 'unknown' });
  });

  it('R20, R27: lets in members without a seat, and who was invited, and nobody else', () => {
    const meet = givenMeet(...opened(inRoom));
    const outside = aTeamRoom({ memberIds: [mina.id] });
    const unseated = aManager(bora.id, { operatorSeat: false });
    meet.when(orderJoin(bora, at(3), { facts: entered(bora.id, { manager: unseated }) })).then(joined(bora, at(3)));
    meet
      .when(orderJoin(bora, at(3), { facts: entered(bora.id, { teamRoom: outside }) }))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_A_MEMBER'] });
    meet
      .when(orderJoin(bora, at(3), { facts: entered(bora.id, { teamRoom: outside, invited: true }) }))
      .then(joined(bora, at(3)));
  });

  it('R29: makes members of who come by the room’s link and are none, in the same breath, though they are in already', () => {
    const teamRoom = aTeamRoom({ memberIds: [mina.id], edition: 3 });
    const byLink = entered(bora.id, { teamRoom, invited: true, throughRoomLink: true });
    const came = (by: typeof bora): MeetEvent => ({
      type: 'ParticipantCameByRoomLink',
      at: at(3),
      by,
      data: { participant: by, teamRoomId: 'tr-1', roomEdition: 3 },
    });
    const join = orderJoin(bora, at(3), { facts: byLink });
    givenMeet(...opened(inRoom))
      .when(join)
      .then(joined(bora, at(3)), came(bora));
    givenMeet(...opened(inRoom), joined(bora, at(1)))
      .when(join)
      .then(came(bora));
    givenMeet(...opened(inRoom))
      .when(orderJoin(bora, at(3), { facts: { ...byLink, teamRoom: aTeamRoom({ memberIds: [bora.id] }) } }))
      .then(joined(bora, at(3)));
    givenMeet(...directLive())
      .when(
        orderJoin(sol, at(3), {
          facts: entered(sol.id, { ...byLink, teamRoom: { ...direct, memberIds: [mina.id, bora.id] } }),
        }),
      )
      .then(joined(sol, at(3)));
  });

  it('R31: is started by a public group’s link by who is no member; a private group’s is for members', () => {
    const byLink = (kind: TeamRoomKind, memberIds: string[]) =>
      startFacts({ teamRoom: aTeamRoom({ kind, memberIds }), throughRoomLink: true });
    givenMeet()
      .when({ ...start, facts: byLink('PUBLIC_GROUP', [bora.id]) })
      .thenTypes('MeetStarted', 'MeetOpened', 'ParticipantJoined', 'ParticipantCameByRoomLink');
    for (const kind of ['PUBLIC_GROUP', 'PRIVATE_GROUP'] as const) {
      givenMeet()
        .when({ ...start, facts: byLink(kind, [mina.id]) })
        .then(...opened(inRoom));
    }
    givenMeet()
      .when({ ...start, facts: byLink('PRIVATE_GROUP', [bora.id]) })
      .thenRefused({ reason: 'unknown' });
  });

  it('R21, R22: becomes a video meet for ever when somebody turns the camera on', () => {
    givenMeet(...opened(inRoom))
      .when({ type: 'SetCamera', at: at(4), by: mina, on: true, client: null })
      .thenTypes('MeetUpgradedToVideo', 'CameraTurnedOn');
  });
});

describe('a team meet in a direct message', () => {
  const start = orderStart(mina, at(0), {
    place: inRoom,
    meetId: 'tr.tr-1.1',
    facts: startFacts({ teamRoom: direct }),
  });
  const declined = (by: typeof bora, when: string): MeetEvent => ({
    type: 'RingDeclined',
    at: when,
    by,
    data: { callee: by },
  });
  const accept = orderAccept(bora, at(5), { facts: entered(bora.id, { teamRoom: direct }) });

  it('R20, R12: rings every other member, all until the same moment', () => {
    givenMeet()
      .when(start)
      .then(...directCall());
  });

  it('R20: has one accept for all; the others stop with "answered elsewhere" and may come in', () => {
    const answered = givenMeet(...directCall()).when(accept);
    answered.then(...directLive().slice(3));
    expect(answered.state?.rings.map(({ outcome }) => outcome)).toEqual(['ACCEPTED', 'ANSWERED_ELSEWHERE']);
    const solAccepts = orderAccept(sol, at(6), { facts: entered(sol.id, { teamRoom: direct }) });
    givenMeet(...directLive())
      .when(solAccepts)
      .thenRefused({ reason: 'lost-race', winner: 'MeetAccepted' });
    givenMeet(...directLive())
      .when(orderJoin(sol, at(6), { facts: entered(sol.id, { teamRoom: direct }) }))
      .then(joined(sol, at(6)));
  });

  it('R20: is joined by answering, by any who are rung', () => {
    givenMeet(...directCall())
      .when(orderJoin(sol, at(5), { facts: entered(sol.id, { teamRoom: direct }) }))
      .thenTypes('MeetAccepted', 'ParticipantJoined', 'ParticipantJoined');
  });

  it('R41: rings on where one of several declines, and is missed when the last one does', () => {
    const one = givenMeet(...directCall()).when(order('DeclineMeet', bora, at(3)));
    one.then(declined(bora, at(3)));
    expect(one.state?.rings.map(({ outcome }) => outcome)).toEqual(['DECLINED', 'RINGING']);
    const rest = givenMeet(...directCall(), declined(bora, at(3)));
    rest.when(order('DeclineMeet', bora, at(4))).thenNothing();
    rest
      .when({ type: 'LeaveMeet', at: at(4), by: sol, reason: 'LEFT' })
      .then({ type: 'MeetMissed', at: at(4), by: sol, data: { reason: 'REJECTED_BY_MANAGER' } });
  });

  it('invariant 6: lets who declined not answer after all while others ring, but join once somebody has', () => {
    givenMeet(...directCall(), declined(bora, at(3)))
      .when(accept)
      .thenRefused({ reason: 'lost-race', winner: 'RingDeclined' });
    const live = directLive().slice(3);
    givenMeet(...directCall(), declined(sol, at(3)), ...live)
      .when(orderJoin(sol, at(8), { facts: entered(sol.id, { teamRoom: direct }) }))
      .then(joined(sol, at(8)));
  });

  it('R12, R41: is missed when nobody answers, when the caller gives up, and when their connection is lost', () => {
    const meet = givenMeet(...directCall(), declined(bora, at(3)));
    const timedOut = meet.when(order('TimeOutRing', timer, RING_ENDS));
    timedOut.then({ type: 'MeetMissed', at: RING_ENDS, by: timer, data: { reason: 'RING_TIMED_OUT' } });
    expect(timedOut.state?.rings.map(({ outcome }) => outcome)).toEqual(['DECLINED', 'TIMED_OUT']);
    meet
      .when(order('CancelMeet', mina, at(9)))
      .then({ type: 'MeetMissed', at: at(9), by: mina, data: { reason: 'MANAGER_LEFT' } });
    meet
      .when({ type: 'LoseConnection', at: at(50), by: timer, person: mina, lostSince: at(10) })
      .then({ type: 'MeetMissed', at: at(50), by: timer, data: { reason: 'MANAGER_LEFT' } });
  });

  it('R15: has its rings moved by no change of any assignee', () => {
    givenMeet(...directCall())
      .when({ type: 'MoveRing', at: at(3), by: timer, to: mina })
      .thenNothing();
  });

  it('R20: is not answered by who is no member any more', () => {
    const facts = entered(bora.id, { teamRoom: aTeamRoom({ kind: 'DIRECT_MESSAGE', memberIds: [mina.id, sol.id] }) });
    givenMeet(...directCall())
      .when({ ...accept, facts })
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_A_MEMBER'] });
  });
});
