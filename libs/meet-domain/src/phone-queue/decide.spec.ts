import { CALLER_WINDOW_MS, type AdmissionFacts, type LetCallIn, plusMs } from '../index.ts';
import { aChannel, at, givenPhoneQueue, juno, stranger, timer } from '../testing/index.ts';
import { DEFAULT_PHONE_SETTINGS } from '../channel/phone-settings.ts';

/** Everything that stands in a call's way at once; each test takes away what it is about. */
const settings = { ...DEFAULT_PHONE_SETTINGS, callsPerCallerPerMinute: 1, concurrentCalls: 2, queueSize: 0 };
const open: AdmissionFacts = {
  channel: aChannel({ businessVerified: true, phoneSettings: settings }),
  inOperation: true,
  blocked: false,
  free: 1,
  ringing: 0,
  onDuty: 1,
};
const call = (meetId: string, facts: Partial<AdmissionFacts> = {}, change: Partial<LetCallIn> = {}): LetCallIn => ({
  type: 'LetCallIn',
  at: at(0),
  by: juno,
  meetId,
  customerId: juno.id,
  facts: { ...open, ...facts },
  ...change,
});
const letIn = (meetId: string, customerId = stranger.id, when = at(0)) =>
  ({ type: 'CallLetIn', at: when, by: juno, data: { meetId, customerId } }) as const;
const answered = (meetId: string) => ({ type: 'CallAnswered', at: at(5), by: timer, data: { meetId } }) as const;
const over = (meetId: string) => ({ type: 'CallOver', at: at(9), by: timer, data: { meetId } }) as const;
const turnedAway = (meetId: string, reason: string) => [
  { type: 'CallTurnedAway', at: at(0), by: juno, data: { meetId, customerId: juno.id, reason } },
];

describe('a call that comes in', () => {
  it('R37: is let in where nothing stands in its way', () => {
    givenPhoneQueue().when(call('a')).then(letIn('a', juno.id));
  });

  it('R41: is turned away for the first reason of the order, whatever else is wrong', () => {
    const before = [letIn('x', juno.id, at(-1)), letIn('y')];
    const everything = { channel: aChannel({ phoneSettings: settings }), inOperation: false, blocked: true };
    const nobody = { free: 0, onDuty: 0 };
    const verified = { ...everything, channel: open.channel };
    const steps = [
      [{ ...everything, ...nobody }, 'UNREGISTERED_NUMBER'],
      [{ ...verified, ...nobody }, 'NOT_IN_OPERATION'],
      [{ ...verified, inOperation: true, ...nobody }, 'BLOCKED_CUSTOMER'],
      [nobody, 'INBOUND_RATE_LIMIT'],
    ] as const;
    for (const [facts, reason] of steps) {
      expect(givenPhoneQueue(...before).when(call('z', facts)).decision).toMatchObject({
        events: turnedAway('z', reason),
      });
    }
    const others = [letIn('x'), letIn('y')];
    expect(givenPhoneQueue(...others).when(call('z', nobody)).decision).toMatchObject({
      events: turnedAway('z', 'CONCURRENCY_LIMIT'),
    });
    expect(givenPhoneQueue(letIn('x')).when(call('z', nobody)).decision).toMatchObject({
      events: turnedAway('z', 'NO_OPERATOR'),
    });
    expect(givenPhoneQueue(letIn('x')).when(call('z', { free: 0 })).decision).toMatchObject({
      events: turnedAway('z', 'EXCEEDED_QUEUE'),
    });
  });

  it('R41: has no reason where the channel is none', () => {
    expect(givenPhoneQueue().when(call('a', { channel: null })).decision).toMatchObject({
      events: turnedAway('a', 'UNREGISTERED_NUMBER'),
    });
  });

  it('R39: finds room in a queue of none while somebody is free or rung for who waits', () => {
    givenPhoneQueue(letIn('x'))
      .when(call('z', { free: 1, ringing: 1 }))
      .thenTypes('CallLetIn');
    givenPhoneQueue(letIn('x'), answered('x')).when(call('z')).thenTypes('CallLetIn');
    givenPhoneQueue(letIn('x'))
      .when(call('z', { free: 0, ringing: 1 }))
      .thenTypes('CallTurnedAway');
  });

  it('R41: counts calls of the last minute, let in or not, and those that are over as well', () => {
    const before = [letIn('x', juno.id), over('x')];
    const next = (ms: number) => call('z', {}, { at: plusMs(at(0), ms) });
    givenPhoneQueue(...before)
      .when(next(CALLER_WINDOW_MS - 1))
      .thenTypes('CallTurnedAway');
    givenPhoneQueue(...before)
      .when(next(CALLER_WINDOW_MS))
      .thenTypes('CallLetIn');
  });

  it.each([
    ['INBOUND_RATE_LIMIT', 'callsPerCallerPerMinute', juno.id, { free: 99 }],
    ['CONCURRENCY_LIMIT', 'concurrentCalls', stranger.id, { free: 99 }],
    ['EXCEEDED_QUEUE', 'queueSize', stranger.id, { free: 0 }],
  ] as const)('R41: is let in up to the limit, and turned away at it: %s', (reason, limit, customerId, facts) => {
    for (const most of [1, DEFAULT_PHONE_SETTINGS[limit]]) {
      const roomy = { callsPerCallerPerMinute: 99, concurrentCalls: 99, queueSize: 99, [limit]: most };
      const channel = aChannel({ businessVerified: true, phoneSettings: { ...DEFAULT_PHONE_SETTINGS, ...roomy } });
      const before = Array.from({ length: most }, (_, index) => letIn(`before-${index}`, customerId));
      const comes = call('z', { ...facts, channel });
      givenPhoneQueue(...before.slice(1))
        .when(comes)
        .thenTypes('CallLetIn');
      expect(givenPhoneQueue(...before).when(comes).decision).toMatchObject({ events: turnedAway('z', reason) });
    }
  });

  it('is decided once, however often it is told', () => {
    const turned = givenPhoneQueue().when(call('a', { blocked: true }));
    expect(turned.state.arrivals).toMatchObject([{ meetId: 'a', turnedAway: 'BLOCKED_CUSTOMER' }]);
    givenPhoneQueue(letIn('a', juno.id))
      .when(call('a', { blocked: true }))
      .thenNothing();
    givenPhoneQueue(letIn('a', juno.id), over('a'))
      .when(call('a', { blocked: true }))
      .thenNothing();
  });
});

describe('a call that was let in', () => {
  const note = (type: 'NoteCallAnswered' | 'NoteCallOver') => ({ type, at: at(9), by: timer, meetId: 'a' }) as const;

  it('waits until it is answered, and counts until it is over; each once', () => {
    givenPhoneQueue(letIn('a')).when(note('NoteCallAnswered')).thenTypes('CallAnswered');
    givenPhoneQueue(letIn('a'), answered('a')).when(note('NoteCallAnswered')).thenNothing();
    givenPhoneQueue(letIn('a'), answered('a')).when(note('NoteCallOver')).then(over('a'));
    givenPhoneQueue(letIn('a'), over('a')).when(note('NoteCallOver')).thenNothing();
    givenPhoneQueue().when(note('NoteCallAnswered')).thenNothing();
  });

  it('is forgotten once nobody asks for it any more', () => {
    const late = { ...letIn('b'), at: plusMs(at(0), CALLER_WINDOW_MS) };
    expect(givenPhoneQueue(letIn('a'), over('a'), late).state).toEqual({
      calls: [{ meetId: 'b', answered: false }],
      arrivals: [{ meetId: 'b', customerId: stranger.id, at: late.at, turnedAway: null }],
    });
  });
});
