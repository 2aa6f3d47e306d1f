import type {
  LoseConnection,
  MeetEvent,
  MissedReason,
  MoveRing,
  NoteMediaLost,
  Person,
  RecordFollowUp,
} from '../index.ts';
import {
  at,
  bora,
  ended,
  givenMeet,
  inbound,
  joined,
  juno,
  live,
  mina,
  missed,
  order,
  outbound,
  RING_ENDS,
  timer,
  WAIT_ENDS,
  waiting,
} from '../testing/index.ts';

const missedBecause = (when: string, reason: MissedReason): MeetEvent => ({
  type: 'MeetMissed',
  at: when,
  by: timer,
  data: { reason },
});

describe('the ring timer', () => {
  it.each([RING_ENDS, at(86_400)])('R12: misses a meet that still rings at its deadline or later (%s)', (when) => {
    const outcome = givenMeet(...inbound()).when(order('TimeOutRing', timer, when));
    outcome.then(missedBecause(when, 'RING_TIMED_OUT'));
    expect(outcome.state).toMatchObject({ phase: 'MISSED', rings: [{ outcome: 'TIMED_OUT' }] });
  });

  it('R12: changes nothing before the deadline, after an answer, or a second time', () => {
    givenMeet(...inbound())
      .when(order('TimeOutRing', timer, at(119.999)))
      .thenNothing();
    for (const story of [live, ended, missed, waiting]) {
      givenMeet(...story())
        .when(order('TimeOutRing', timer, RING_ENDS))
        .thenNothing();
    }
  });
});

describe('the wait timer', () => {
  it('R18: misses a meet whose customer never came', () => {
    givenMeet(...waiting())
      .when(order('TimeOutWait', timer, WAIT_ENDS))
      .then(missedBecause(WAIT_ENDS, 'UNREACHABLE_DEVICE'));
  });

  it('R18: changes nothing before the wait is over, or where nobody is waited for', () => {
    givenMeet(...waiting())
      .when(order('TimeOutWait', timer, at(3_600)))
      .thenNothing();
    for (const story of [inbound, live, ended, missed]) {
      givenMeet(...story())
        .when(order('TimeOutWait', timer, WAIT_ENDS))
        .thenNothing();
    }
  });
});

describe('a new assignee while a customer’s call rings', () => {
  const move = (to: Person | null, when = at(30)): MoveRing => ({ type: 'MoveRing', at: when, by: timer, to });

  it('R15: takes the ring over, with the same deadline', () => {
    const outcome = givenMeet(...inbound()).when(move(bora));
    outcome.then(
      { type: 'RingSkipped', at: at(30), by: timer, data: { callee: mina } },
      { type: 'MeetRang', at: at(30), by: timer, data: { callee: bora, deadline: RING_ENDS } },
    );
    expect(outcome.state).toMatchObject({
      ringDeadline: RING_ENDS,
      rings: [
        { callee: mina, outcome: 'SKIPPED' },
        { callee: bora, outcome: 'RINGING', startedAt: at(30) },
      ],
    });
  });

  it('R15: changes nothing where it is the same one, nobody, or no manager', () => {
    for (const to of [mina, null, juno])
      givenMeet(...inbound())
        .when(move(to))
        .thenNothing();
  });

  it('R12, R15: changes nothing once the deadline has come', () => {
    givenMeet(...inbound())
      .when(move(bora, RING_ENDS))
      .thenNothing();
  });

  it('R15: changes nothing where no customer’s call rings', () => {
    for (const story of [outbound, waiting, live, ended, missed])
      givenMeet(...story())
        .when(move(bora))
        .thenNothing();
  });
});

describe('the follow-up to an offline customer', () => {
  const record = (failure: string | null, via = 'sms'): RecordFollowUp => ({
    type: 'RecordFollowUp',
    at: at(2),
    by: timer,
    via,
    failure,
  });
  const sent: MeetEvent = { type: 'FollowUpSent', at: at(2), by: timer, data: { via: 'sms' } };
  const failed: MeetEvent = { type: 'FollowUpFailed', at: at(2), by: timer, data: { via: 'sms', why: 'no such line' } };

  it('R18: is recorded once, sent or failed', () => {
    givenMeet(...waiting())
      .when(record(null))
      .then(sent);
    givenMeet(...waiting())
      .when(record('no such line'))
      .then(failed);
    for (const first of [sent, failed]) {
      givenMeet(...waiting(), first)
        .when(record(null))
        .thenNothing();
      givenMeet(...waiting(), first)
        .when(record('no such line'))
        .thenNothing();
    }
    expect(givenMeet(...waiting(), sent).state?.followUp).toBe('sent');
    expect(givenMeet(...waiting(), failed).state?.followUp).toBe('failed');
  });

  it('R18: is recorded though the meet was settled in the meantime, for it was sent', () => {
    givenMeet(...waiting(), missedBecause(at(1), 'MANAGER_LEFT'))
      .when(record(null))
      .then(sent);
  });

  it('R18: is no matter of a meet that never waited', () => {
    givenMeet(...inbound())
      .when(record(null))
      .thenNothing();
  });

  it.each([
    ['to +821055550100: unknown', 'to [number]: unknown'],
    ['010-5555-0100 is no mobile', '[number] is no mobile'],
    ['+82 (0)10 5555 0100', '[number]'],
    ['status 404 after 3 tries', 'status 404 after 3 tries'],
  ])('R6: keeps no phone number that a provider quotes: %s', (why, kept) => {
    const outcome = givenMeet(...waiting()).when(record(why, `sms ${why}`));
    outcome.then({ type: 'FollowUpFailed', at: at(2), by: timer, data: { via: `sms ${kept}`, why: kept } });
  });
});

describe('a connection that stayed lost', () => {
  const lose = (person: Person, lostSince: string, when = at(90)): LoseConnection => ({
    type: 'LoseConnection',
    at: when,
    by: timer,
    person,
    lostSince,
  });
  const gone = (participant: Person): MeetEvent => ({
    type: 'ParticipantLeft',
    at: at(90),
    by: timer,
    data: { participant, reason: 'CONNECTION_LOST' },
  });

  it('R33: takes the person out of a live meet', () => {
    givenMeet(...live())
      .when(lose(juno, at(60)))
      .then(gone(juno));
  });

  it('R33: ends the meet with the last one', () => {
    const alone: MeetEvent[] = [
      ...live(),
      { type: 'ParticipantLeft', at: at(50), by: juno, data: { participant: juno, reason: 'LEFT' } },
    ];
    givenMeet(...alone)
      .when(lose(mina, at(60)))
      .then(gone(mina), { type: 'MeetEnded', at: at(90), by: timer, data: { cause: 'last-one-left' } });
  });

  it('R33: leaves who came in anew after the loss', () => {
    const rejoined: MeetEvent[] = [
      ...live(),
      { type: 'ParticipantLeft', at: at(61), by: juno, data: { participant: juno, reason: 'PERMISSION_CHANGED' } },
      joined(juno, at(62)),
    ];
    givenMeet(...rejoined)
      .when(lose(juno, at(60)))
      .thenNothing();
    givenMeet(...live(), joined(bora, at(62)))
      .when(lose(bora, at(60)))
      .thenNothing();
  });

  it('R33: takes out a caller whom only the other’s answer brought in after the loss', () => {
    givenMeet(...live())
      .when(lose(juno, at(2)))
      .then(gone(juno));
    givenMeet(...live())
      .when(lose(mina, at(2)))
      .thenNothing();
  });

  it('R33, R41: gives up the call of a caller who was lost while it rings', () => {
    givenMeet(...inbound())
      .when(lose(juno, at(60)))
      .then(missedBecause(at(90), 'CUSTOMER_LEFT'));
    givenMeet(...outbound())
      .when(lose(mina, at(60)))
      .then(missedBecause(at(90), 'MANAGER_LEFT'));
  });

  it('R33: leaves a call that began after the loss, and one whose deadline has come to its timer', () => {
    givenMeet(...inbound())
      .when(lose(juno, at(-5)))
      .thenNothing();
    givenMeet(...inbound())
      .when(lose(juno, at(100), at(130)))
      .thenNothing();
  });

  it('R18: does not end the wait, nor anybody’s ring, nor what is over', () => {
    givenMeet(...waiting())
      .when(lose(mina, at(60)))
      .thenNothing();
    givenMeet(...inbound())
      .when(lose(mina, at(60)))
      .thenNothing();
    givenMeet(...live())
      .when(lose(bora, at(60)))
      .thenNothing();
    for (const story of [ended, missed])
      givenMeet(...story())
        .when(lose(juno, at(60)))
        .thenNothing();
  });
});

describe('a missed meet that was called back', () => {
  const handle = (callbackMeetId = 'uc.uc-1.2') =>
    ({ type: 'MarkMissedMeetHandled', at: at(600), by: timer, callbackMeetId }) as const;
  const handled: MeetEvent = {
    type: 'MissedMeetHandled',
    at: at(600),
    by: timer,
    data: { callbackMeetId: 'uc.uc-1.2' },
  };

  it('R13: is marked as handled, once', () => {
    const outcome = givenMeet(...missed()).when(handle());
    outcome.then(handled);
    expect(outcome.state).toMatchObject({ phase: 'MISSED', missedReason: 'RING_TIMED_OUT', handledAt: at(600) });
    givenMeet(...missed(), handled)
      .when(handle('uc.uc-1.3'))
      .thenNothing();
  });

  it('R13: is nothing that a meet which was not missed can be', () => {
    for (const story of [inbound, waiting, live, ended])
      givenMeet(...story())
        .when(handle())
        .thenNothing();
  });
});

describe('a meet whose sound and picture broke off', () => {
  const note = (when: string): NoteMediaLost => ({ type: 'NoteMediaLost', at: when, by: timer });
  const lost = (when: string): MeetEvent => ({
    ...{ type: 'MediaLost', at: when, by: timer },
    data: { cause: 'worker-died' },
  });

  it('says so, once for each time, while it is live', () => {
    givenMeet(...live())
      .when(note(at(9)))
      .then(lost(at(9)));
    givenMeet(...live(), lost(at(9)))
      .when(note(at(9)))
      .thenNothing();
    givenMeet(...live(), lost(at(9)))
      .when(note(at(10)))
      .then(lost(at(10)));
  });

  it('says nothing where it had none yet, or is over', () => {
    givenMeet(...inbound())
      .when(note(at(2)))
      .thenNothing();
    givenMeet(...ended())
      .when(note(at(90)))
      .thenNothing();
  });
});
