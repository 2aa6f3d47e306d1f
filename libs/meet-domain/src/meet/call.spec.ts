import {
  type MeetCommand,
  meetDecider,
  type MeetEvent,
  type Person,
  plusMs,
  type ReceiveCall,
  RING_TIMEOUT_MS,
} from '../index.ts';
import {
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

const NUMBER = '+827012345678';
const WAIT_MS = 300_000;
const RING_ENDS = plusMs(at(10), RING_TIMEOUT_MS);
const receive = (change: Partial<ReceiveCall> = {}): ReceiveCall => ({
  ...{ type: 'ReceiveCall', at: at(0), by: juno, meetId: MEET_ID, userChatId: USER_CHAT_ID, customerId: juno.id },
  ...{ number: NUMBER, line: 'here', headers: [], turnedAway: null, waitMs: WAIT_MS },
  ...change,
});
const fact = <Type extends MeetEvent['type']>(
  type: Type,
  data: Extract<MeetEvent, { type: Type }>['data'],
  when = at(0),
  by: MeetEvent['by'] = timer,
) => ({ type, at: when, by, data }) as MeetEvent;

const queued = (): MeetEvent[] => [
  fact('MeetStarted', {
    ...{ meetId: MEET_ID, place: { type: 'user-chat', userChatId: USER_CHAT_ID }, kind: 'PHONE' },
    ...{ direction: 'INBOUND', customerId: juno.id, startedBy: juno, callbackOf: null },
  }),
  fact('CallCameIn', { number: NUMBER, line: 'here', customerId: juno.id, headers: [] }),
  fact('MeetQueued', { until: plusMs(at(0), WAIT_MS) }),
];
const rung = (callee = mina, when = at(10)): MeetEvent[] => [fact('MeetRang', { callee, deadline: RING_ENDS }, when)];
const backAgain = (): MeetEvent => fact('MeetQueued', { until: RING_ENDS }, at(20));
const declined = (by = mina): MeetEvent[] => [fact('RingDeclined', { callee: by }, at(20)), backAgain()];
const passed = (by = mina): MeetEvent[] => [fact('RingUnanswered', { callee: by }, at(40)), backAgain()];
const live = (): MeetEvent[] => [
  ...queued(),
  ...rung(),
  fact('MeetAccepted', { acceptedBy: mina, deviceId: null }, at(15)),
  fact('ParticipantJoined', { participant: juno }, at(15)),
  fact('ParticipantJoined', { participant: mina }, at(15)),
];
const order = <Type extends MeetCommand['type']>(
  type: Type,
  when: string,
  rest: Omit<Extract<MeetCommand, { type: Type }>, 'type' | 'at' | 'by'>,
) => ({ type, at: when, by: timer, ...rest }) as MeetCommand;
const ring = (managerId: string, when = at(30)) =>
  order('RingManager', when, { managerId, ringTimeoutMs: RING_TIMEOUT_MS });
const hangUp = (when = at(20), lost = false) => order('HangUpCall', when, { lost });
const missedBy = (...history: MeetEvent[]) => ({
  when: (command: MeetCommand) => givenMeet(...history).when(command).state?.missedReason,
});

describe('a call by phone', () => {
  it('R37: tells what its carrier said besides, whether it is let in or not, and its state knows nothing of it', () => {
    const headers = [{ name: 'x-campaign', value: 'spring' }];
    for (const turnedAway of [null, 'BLOCKED_CUSTOMER'] as const) {
      const command = receive({ headers, turnedAway });
      const decision = meetDecider.decide(command, null);
      expect(decision).toMatchObject({ events: { 1: { type: 'CallCameIn', data: { customerId: juno.id, headers } } } });
      expect(JSON.stringify(givenMeet().when(command).state)).not.toContain('spring');
    }
  });

  it('R37: waits where it is let in, and is missed at once where it is turned away', () => {
    givenMeet().when(receive()).thenTypes('MeetStarted', 'CallCameIn', 'MeetQueued');
    expect(givenMeet().when(receive()).state).toMatchObject({ phase: 'QUEUED', kind: 'PHONE', rings: [] });
    expect(givenMeet().when(receive({ turnedAway: 'NOT_IN_OPERATION' })).state).toMatchObject({
      phase: 'MISSED',
      missedReason: 'NOT_IN_OPERATION',
    });
    givenMeet(...queued())
      .when(receive())
      .thenNothing();
    givenMeet(...queued())
      .when(receive({ customerId: 'somebody' }))
      .thenRefused({ reason: 'begun' });
  });

  it('R12, R39: rings one manager at a time, for 120 s from the first ring on', () => {
    givenMeet(...queued())
      .when(ring('mina', at(10)))
      .then(...rung());
    givenMeet(...queued(), ...rung())
      .when(ring('bora'))
      .thenNothing();
    expect(givenMeet(...queued(), ...rung(), ...declined()).when(ring('bora')).state).toMatchObject({
      phase: 'RINGING',
      ringDeadline: RING_ENDS,
      rings: [{ outcome: 'DECLINED' }, { outcome: 'RINGING', deadline: RING_ENDS }],
    });
  });

  it('R39: rings nobody twice, and nobody once its time is over', () => {
    givenMeet(...queued(), ...rung(), ...declined())
      .when(ring('mina'))
      .thenNothing();
    givenMeet(...queued(), ...rung(), ...declined())
      .when(ring('bora', RING_ENDS))
      .thenNothing();
    givenMeet(...live())
      .when(ring('bora'))
      .thenNothing();
  });

  it('R39: goes on to the next where it is declined, with the same deadline', () => {
    givenMeet(...queued(), ...rung())
      .when({ type: 'DeclineMeet', at: at(20), by: mina })
      .then(
        fact('RingDeclined', { callee: mina }, at(20), mina),
        fact('MeetQueued', { until: RING_ENDS }, at(20), mina),
      );
    givenMeet(...queued(), ...rung(), ...declined())
      .when({ type: 'DeclineMeet', at: at(21), by: mina })
      .thenNothing();
  });

  it('R39: goes on to the next where it is not answered, and tells who comes too late', () => {
    givenMeet(...queued(), ...rung())
      .when(order('PassRing', at(40), { managerId: 'mina' }))
      .thenTypes('RingUnanswered', 'MeetQueued');
    givenMeet(...queued(), ...rung())
      .when(order('PassRing', at(40), { managerId: 'bora' }))
      .thenNothing();
    givenMeet(...queued(), ...rung(), ...passed())
      .when(order('PassRing', at(41), { managerId: 'mina' }))
      .thenNothing();
    const accept = { type: 'AcceptMeet', at: at(41), client: null, deviceId: null } as const;
    givenMeet(...queued(), ...rung(), ...passed())
      .when({ ...accept, by: mina, facts: managerFacts('mina') })
      .thenRefused({ reason: 'lost-race', winner: 'RingUnanswered' });
    givenMeet(...queued(), ...rung(), ...declined())
      .when({ ...accept, by: mina, facts: managerFacts('mina') })
      .thenRefused({ reason: 'lost-race', winner: 'RingDeclined' });
    givenMeet(...queued())
      .when({ ...accept, by: mina, facts: managerFacts('mina') })
      .thenRefused({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
  });

  it('R37: is live with its customer and who accepted', () => {
    const accept = { type: 'AcceptMeet', at: at(15), by: mina, client: null, deviceId: null } as const;
    givenMeet(...queued(), ...rung())
      .when({ ...accept, facts: managerFacts('mina') })
      .thenTypes('MeetAccepted', 'ParticipantJoined', 'ParticipantJoined');
  });

  it('R32, R41: is missed by the caller who hangs up, and by a line that breaks', () => {
    expect(missedBy(...queued()).when(hangUp())).toBe('ABANDONED_IN_QUEUE');
    expect(missedBy(...queued(), ...rung()).when(hangUp())).toBe('CUSTOMER_LEFT');
    expect(missedBy(...queued()).when(hangUp(at(20), true))).toBe('SYSTEM_FAILURE');
    expect(missedBy(...queued(), ...rung()).when(hangUp(at(20), true))).toBe('SYSTEM_FAILURE');
    expect(missedBy(...queued()).when({ type: 'CancelMeet', at: at(20), by: juno })).toBe('ABANDONED_IN_QUEUE');
  });

  it('R12: is the timer’s to tell of once its time is over, whoever hangs up', () => {
    givenMeet(...queued(), ...rung())
      .when(hangUp(RING_ENDS))
      .thenNothing();
    expect(missedBy(...queued(), ...rung()).when({ type: 'TimeOutRing', at: RING_ENDS, by: timer })).toBe(
      'RING_TIMED_OUT',
    );
  });

  it('R41: is missed by its admission before any act, by an act before its time, and by its time before a line that breaks', () => {
    const act = hangUp();
    const time = { type: 'TimeOutRing', at: RING_ENDS, by: timer } as const;
    const broken = hangUp(RING_ENDS, true);
    const reasonAfter = (events: readonly MeetEvent[], ...commands: MeetCommand[]) =>
      commands.reduce(
        (state, command) => {
          const decision = meetDecider.decide(command, state);
          return decision.accepted ? decision.events.reduce(meetDecider.evolve, state) : state;
        },
        events.reduce(meetDecider.evolve, meetDecider.initial),
      )?.missedReason;
    const ringing = [...queued(), ...rung()];
    const turnedAway = receive({ turnedAway: 'CONCURRENCY_LIMIT' });
    expect(reasonAfter([], turnedAway, act, time, broken)).toBe('CONCURRENCY_LIMIT');
    expect(reasonAfter(ringing, act, time, broken)).toBe('CUSTOMER_LEFT');
    expect(reasonAfter(ringing, time, broken)).toBe('RING_TIMED_OUT');
    // Once the time is over the line's end leaves the telling to the timer, whichever comes round first.
    expect(reasonAfter(ringing, broken, time)).toBe('RING_TIMED_OUT');
    expect(reasonAfter(ringing, hangUp(at(20), true), time)).toBe('SYSTEM_FAILURE');
  });

  it('R39, R41: is missed at the end of its wait, and not before', () => {
    const timeOut = (when: string, staffed: boolean) => order('TimeOutQueue', when, { staffed });
    givenMeet(...queued())
      .when(timeOut(plusMs(at(0), WAIT_MS - 1), true))
      .thenNothing();
    expect(missedBy(...queued()).when(timeOut(plusMs(at(0), WAIT_MS), true))).toBe('EXCEEDED_QUEUE');
    expect(missedBy(...queued()).when(timeOut(plusMs(at(0), WAIT_MS), false))).toBe('NO_OPERATOR');
    expect(missedBy(...queued(), ...rung(), ...declined()).when(timeOut(RING_ENDS, true))).toBe('RING_TIMED_OUT');
    givenMeet(...queued(), ...rung())
      .when(timeOut(plusMs(at(0), WAIT_MS), true))
      .thenNothing();
  });

  it('R41: is missed by the last one’s answer where nobody is left whom it has not rung', () => {
    const end = order('EndQueue', at(50), {});
    expect(missedBy(...queued(), ...rung(), ...declined()).when(end)).toBe('REJECTED_BY_MANAGER');
    expect(missedBy(...queued(), ...rung(), ...passed()).when(end)).toBe('RING_TIMED_OUT');
    givenMeet(...queued())
      .when(end)
      .thenNothing();
    givenMeet(...queued(), ...rung())
      .when(end)
      .thenNothing();
  });

  it('R32: ends for everyone when the customer hangs up, or their line breaks', () => {
    const leaves = (lost: boolean) => givenMeet(...live()).when(hangUp(at(60), lost));
    leaves(false).thenTypes('ParticipantLeft', 'ParticipantLeft', 'MeetEnded');
    expect(leaves(false).state?.participants.map(({ leaveReason }) => leaveReason)).toEqual([
      'HUNG_UP',
      'ENDED_FOR_EVERYONE',
    ]);
    expect(leaves(true).state?.participants[0]?.leaveReason).toBe('CONNECTION_LOST');
    const left = givenMeet(...live()).when({ type: 'LeaveMeet', at: at(60), by: juno, reason: 'LEFT' });
    left.thenTypes('ParticipantLeft', 'ParticipantLeft', 'MeetEnded');
  });

  it('R32, R33: goes on while a manager is in it, and leaves nobody alone on the phone', () => {
    const two = [...live(), fact('ParticipantJoined', { participant: bora }, at(30))];
    givenMeet(...two)
      .when({ type: 'LeaveMeet', at: at(60), by: mina, reason: 'LEFT' })
      .thenTypes('ParticipantLeft');
    const lost = { type: 'LoseConnection', at: at(60), by: timer, person: mina, lostSince: at(30) } as const;
    givenMeet(...live())
      .when(lost)
      .thenTypes('ParticipantLeft', 'ParticipantLeft', 'MeetEnded');
  });

  it('R33: does not depend on the customer’s devices', () => {
    const lost = { type: 'LoseConnection', at: at(60), by: timer, person: juno, lostSince: at(20) } as const;
    givenMeet(...live())
      .when(lost)
      .thenNothing();
    givenMeet(...queued())
      .when(lost)
      .thenNothing();
    givenMeet(...queued(), ...rung())
      .when(lost)
      .thenNothing();
  });

  it('R23: gives the customer nothing but the phone, and stays a call whatever managers turn on', () => {
    givenMeet(...live())
      .when({ type: 'SetMicrophone', at: at(60), by: juno, on: false })
      .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
    const camera = givenMeet(...live()).when({ type: 'SetCamera', at: at(60), by: mina, on: true, client: null });
    camera.thenTypes('CameraTurnedOn');
    expect(camera.state?.kind).toBe('PHONE');
  });

  it('is on hold for managers who are in it, and no meet of another kind is', () => {
    const hold = (by: MeetCommand['by'], on: boolean): MeetCommand => ({ type: 'HoldCall', at: at(60), by, on });
    givenMeet(...live())
      .when(hold(mina, true))
      .thenTypes('CallHeld');
    givenMeet(...live())
      .when(hold(mina, false))
      .thenNothing();
    givenMeet(...live(), fact('CallHeld', { participant: mina }))
      .when(hold(timer, false))
      .thenTypes('CallResumed');
    givenMeet(...live())
      .when(hold(bora, true))
      .thenRefused({ reason: 'not-in-meet' });
    givenMeet(...live())
      .when(hold(juno, true))
      .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
    givenMeet(...queued(), ...rung())
      .when(hold(mina, true))
      .thenRefused({ reason: 'not-answered' });
    givenMeet(...liveByVoice())
      .when(hold(mina, true))
      .thenRefused({ reason: 'not-allowed', guards: ['KIND_NOT_ALLOWED'] });
  });

  it('R38: has digits pressed by managers who are in it, and says of none of them which it was', () => {
    const send = (by: MeetCommand['by']): MeetCommand => ({ type: 'SendDigits', at: at(60), by });
    givenMeet(...live())
      .when(send(mina))
      .thenNothing();
    givenMeet(...live())
      .when(send(bora))
      .thenRefused({ reason: 'not-in-meet' });
    givenMeet(...live())
      .when(send(juno))
      .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
    givenMeet(...live())
      .when(send(timer))
      .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
    givenMeet(...queued(), ...rung())
      .when(send(mina))
      .thenRefused({ reason: 'not-answered' });
    givenMeet(...liveByVoice())
      .when(send(mina))
      .thenRefused({ reason: 'not-allowed', guards: ['KIND_NOT_ALLOWED'] });
  });

  it('R37: keeps how many digits were pressed, by whom, from its start to its end', () => {
    const note = (person: Person, count: number): MeetCommand => ({
      ...{ type: 'NoteDigits', at: at(60), by: timer, pressId: 'p-1', person, count },
    });
    givenMeet(...live())
      .when(note(mina, 4))
      .then({
        ...fact('DigitsPressed', { pressId: 'p-1', person: { role: 'manager', id: mina.id }, count: 4 }),
        at: at(60),
        by: timer,
      });
    givenMeet(...queued())
      .when(note(juno, 1))
      .thenTypes('DigitsPressed');
    givenMeet(...live())
      .when(note(juno, 0))
      .thenNothing();
    givenMeet(...live())
      .when(note({ role: 'customer', id: 'c-9' }, 1))
      .thenRefused({ reason: 'unknown' });
    givenMeet(...liveByVoice())
      .when(note(juno, 1))
      .thenNothing();
    givenMeet(...live(), fact('MeetEnded', { cause: 'hung-up' }))
      .when(note(juno, 1))
      .thenNothing();
  });

  it('R15, R39: rings on whoever the chat’s assignee comes to be', () => {
    givenMeet(...queued(), ...rung())
      .when({ type: 'MoveRing', at: at(20), by: timer, to: bora })
      .thenNothing();
  });
});
