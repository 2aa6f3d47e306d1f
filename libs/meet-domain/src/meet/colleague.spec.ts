import { MANAGER_RING_MS, MAX_PARTICIPANTS, type MeetCommand, type MeetEvent, plusMs } from '../index.ts';
import {
  aManager,
  at,
  bora,
  givenMeet,
  juno,
  live as liveByVoice,
  managerFacts,
  MEET_ID,
  mina,
  timer,
  USER_CHAT_ID,
} from '../testing/index.ts';

const DEADLINE = plusMs(at(60), MANAGER_RING_MS);
const fact = <Type extends MeetEvent['type']>(
  type: Type,
  data: Extract<MeetEvent, { type: Type }>['data'],
  seconds = 0,
  by: MeetEvent['by'] = mina,
) => ({ type, at: at(seconds), by, data }) as MeetEvent;

/** Mina dialled Juno, who picked up. */
const live = (): MeetEvent[] => [
  fact('MeetStarted', {
    ...{ meetId: MEET_ID, place: { type: 'user-chat', userChatId: USER_CHAT_ID }, kind: 'PHONE' },
    ...{ direction: 'OUTBOUND', customerId: juno.id, startedBy: mina, callbackOf: null },
  }),
  fact('CallDialled', { number: '+827012345678', line: 'here', deadline: at(120) }),
  fact('MeetAccepted', { acceptedBy: juno, deviceId: null }, 5, juno),
  fact('ParticipantJoined', { participant: mina }, 5, juno),
  fact('ParticipantJoined', { participant: juno }, 5, juno),
];
const rung = (handOver = false): MeetEvent[] => [
  ...live(),
  fact('ColleagueRang', { callee: bora, rungBy: mina, deadline: DEADLINE, handOver }, 60),
];
const came = (handOver = false): MeetEvent[] => [
  ...rung(handOver),
  fact('ColleagueAnswered', { callee: bora, deviceId: 'desk' }, 70, bora),
  fact('ParticipantJoined', { participant: bora }, 70, bora),
];
const crowd = (count: number): MeetEvent[] =>
  Array.from({ length: count }, (_, n) =>
    fact('ParticipantJoined', { participant: { role: 'manager', id: `m-${n}` } }, 30),
  );
const ring = (by: MeetCommand['by'] = mina, managerId = bora.id, handOver = false): MeetCommand => ({
  ...{ type: 'RingColleague', at: at(60), by, managerId, handOver, deadline: DEADLINE },
});
const stop = (when = at(70), managerId = bora.id): MeetCommand => ({
  ...{ type: 'StopRingingColleague', at: when, by: mina, managerId },
});
const accept = (when = at(70), deviceId: string | null = 'desk'): MeetCommand => ({
  ...{ type: 'AcceptMeet', at: when, by: bora, client: null, deviceId, facts: managerFacts(bora.id) },
});
const decline = (when = at(70)): MeetCommand => ({ type: 'DeclineMeet', at: when, by: bora });
const leave = (by: MeetCommand['by'] = mina): MeetCommand => ({ type: 'LeaveMeet', at: at(80), by, reason: 'LEFT' });
const outcomeOf = (...events: MeetEvent[]) =>
  givenMeet(...events)
    .when(leave(juno))
    .state?.rings.at(-1)?.outcome;

describe('a colleague who is rung into a live call by phone', () => {
  it('R12, R39: rings for 30 s, and once, whoever asks again', () => {
    givenMeet(...live())
      .when(ring())
      .then(fact('ColleagueRang', { callee: bora, rungBy: mina, deadline: DEADLINE, handOver: false }, 60));
    givenMeet(...rung())
      .when(ring())
      .thenNothing();
    givenMeet(...rung())
      .when(ring(mina, bora.id, true))
      .thenRefused({ reason: 'not-allowed', guards: ['COLLEAGUE_BUSY'] });
    givenMeet(...came())
      .when(ring())
      .thenRefused({ reason: 'not-allowed', guards: ['COLLEAGUE_BUSY'] });
  });

  it('R39: is rung by managers who are in it, and into no meet of another kind', () => {
    givenMeet(...live())
      .when(ring(bora, 'm-9'))
      .thenRefused({ reason: 'not-in-meet' });
    givenMeet(...live())
      .when(ring(juno))
      .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
    givenMeet(...live())
      .when(ring(timer))
      .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
    givenMeet(...liveByVoice())
      .when(ring())
      .thenRefused({ reason: 'not-allowed', guards: ['KIND_NOT_ALLOWED'] });
    givenMeet(...live().slice(0, 2))
      .when(ring())
      .thenRefused({ reason: 'not-answered' });
  });

  it('R5: is not rung, and does not come, where ten persons are in', () => {
    const full = { reason: 'full', limit: MAX_PARTICIPANTS } as const;
    givenMeet(...live(), ...crowd(8))
      .when(ring())
      .thenRefused(full);
    givenMeet(...live(), ...crowd(7))
      .when(ring())
      .thenTypes('ColleagueRang');
    // Who is rung counts, too.
    givenMeet(...rung(), ...crowd(7))
      .when(ring(mina, 'another'))
      .thenRefused(full);
    givenMeet(...rung(), ...crowd(6))
      .when(ring(mina, 'another'))
      .thenTypes('ColleagueRang');
    givenMeet(...rung(), ...crowd(8))
      .when(accept())
      .thenRefused(full);
  });

  it('R11: comes by accepting, on one device, or by joining', () => {
    givenMeet(...rung())
      .when(accept())
      .thenTypes('ColleagueAnswered', 'ParticipantJoined');
    givenMeet(...rung())
      .when({ type: 'JoinMeet', at: at(70), by: bora, client: null, facts: managerFacts(bora.id) })
      .thenTypes('ColleagueAnswered', 'ParticipantJoined');
    givenMeet(...came())
      .when(accept())
      .thenNothing();
    givenMeet(...came())
      .when(accept(at(71), 'phone'))
      .thenRefused({ reason: 'lost-race', winner: 'ColleagueAnswered' });
    givenMeet(...rung())
      .when({
        ...accept(),
        facts: managerFacts(bora.id, { manager: aManager(bora.id, { operatorSeat: false }) }),
      } as MeetCommand)
      .thenRefused({ reason: 'not-allowed', guards: ['SEAT_REQUIRED'] });
  });

  it('R39: may say no, and the call goes on as it was', () => {
    const no = givenMeet(...rung()).when(decline());
    no.thenTypes('RingDeclined');
    expect(no.state).toMatchObject({ phase: 'LIVE', missedReason: null });
    const declined = [...rung(), fact('RingDeclined', { callee: bora }, 65, bora)];
    givenMeet(...declined)
      .when(decline())
      .thenNothing();
    givenMeet(...declined)
      .when(accept())
      .thenRefused({ reason: 'lost-race', winner: 'RingDeclined' });
    givenMeet(...declined)
      .when(ring())
      .thenTypes('ColleagueRang');
  });

  it('R12, R39: is rung no longer than their time, and the call goes on', () => {
    const late: MeetCommand = { type: 'PassRing', at: DEADLINE, by: timer, managerId: bora.id };
    const over = givenMeet(...rung()).when(late);
    over.thenTypes('RingUnanswered');
    expect(over.state).toMatchObject({ phase: 'LIVE', rings: [{ outcome: 'TIMED_OUT' }] });
    givenMeet(...came())
      .when(late)
      .thenNothing();
    for (const act of [accept(DEADLINE), decline(DEADLINE), stop(DEADLINE)]) {
      givenMeet(...rung())
        .when(act)
        .thenRefused({ reason: 'ring-expired' });
    }
    givenMeet(...rung(), fact('RingUnanswered', { callee: bora }, 90, timer))
      .when(accept(at(91)))
      .thenRefused({ reason: 'lost-race', winner: 'RingUnanswered' });
    givenMeet(...rung())
      .when({ type: 'JoinMeet', at: DEADLINE, by: bora, client: null, facts: managerFacts(bora.id) })
      .thenTypes('ParticipantJoined');
  });

  it('is called off by who is in the call, and learns who was faster', () => {
    givenMeet(...rung())
      .when(stop())
      .thenTypes('ColleagueRingWithdrawn');
    const withdrawn = [...rung(), fact('ColleagueRingWithdrawn', { callee: bora }, 65)];
    givenMeet(...withdrawn)
      .when(stop())
      .thenNothing();
    givenMeet(...withdrawn)
      .when(accept())
      .thenRefused({ reason: 'lost-race', winner: 'ColleagueRingWithdrawn' });
    givenMeet(...came())
      .when(stop())
      .thenRefused({ reason: 'lost-race', winner: 'ColleagueAnswered' });
    givenMeet(...live())
      .when(stop(at(70), 'm-9'))
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
  });

  it('takes the call over where whoever rang them leaves it to them, then or later, and its customer off hold', () => {
    givenMeet(...rung(true))
      .when(accept())
      .thenTypes('ColleagueAnswered', 'ParticipantJoined', 'CallHandedOver', 'ParticipantLeft');
    givenMeet(...rung(true), fact('CallHeld', { participant: mina }, 61))
      .when(accept())
      .thenTypes('ColleagueAnswered', 'ParticipantJoined', 'CallHandedOver', 'CallResumed', 'ParticipantLeft');
    const left = givenMeet(...came(), fact('CallHeld', { participant: mina }, 71)).when(leave());
    left.then(
      fact('CallHandedOver', { from: mina, to: bora }, 80),
      fact('CallResumed', { participant: bora }, 80),
      fact('ParticipantLeft', { participant: mina, reason: 'LEFT' }, 80),
    );
    expect(left.state).toMatchObject({ phase: 'LIVE', onHold: false });
  });

  it('takes nothing over where they left before, or whoever leaves had rung nobody', () => {
    givenMeet(...came(), fact('ParticipantJoined', { participant: { role: 'manager', id: 'm-9' } }, 71))
      .when(leave(bora))
      .thenTypes('ParticipantLeft');
    const gone = [
      ...came(),
      fact('ParticipantJoined', { participant: { role: 'manager', id: 'm-9' } }, 71),
      fact('ParticipantLeft', { participant: bora, reason: 'LEFT' }, 72, bora),
    ];
    givenMeet(...gone)
      .when(leave())
      .thenTypes('ParticipantLeft');
  });

  it('R32: is rung no more once the call is over', () => {
    expect(outcomeOf(...rung())).toBe('CANCELED');
    const over = [...rung(), fact('ParticipantLeft', { participant: juno, reason: 'HUNG_UP' }, 65, juno)];
    const ended = [...over, fact('MeetEnded', { cause: 'hung-up' }, 65, juno)];
    for (const act of [accept(), decline(), stop(), ring()]) {
      givenMeet(...ended)
        .when(act)
        .thenRefused({ reason: 'over' });
    }
  });
});
