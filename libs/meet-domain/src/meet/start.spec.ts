import { CUSTOMER_WAIT_MS, type MeetEvent, plusMs, RING_TIMEOUT_MS } from '../index.ts';
import {
  aCustomer,
  at,
  aUserChat,
  ended,
  givenMeet,
  inbound,
  juno,
  MEET_ID,
  mina,
  missed,
  orderStart,
  startFacts,
  stranger,
  USER_CHAT_ID,
} from '../testing/index.ts';

const started = (change: Partial<Extract<MeetEvent, { type: 'MeetStarted' }>['data']>) => ({
  meetId: MEET_ID,
  place: { type: 'user-chat', userChatId: USER_CHAT_ID } as const,
  kind: 'VOICE' as const,
  direction: 'INBOUND' as const,
  customerId: juno.id,
  startedBy: juno,
  callbackOf: null,
  ...change,
});

describe('a customer who calls', () => {
  it('R11, R12: rings the chat’s assignee for 120 s', () => {
    givenMeet()
      .when(orderStart(juno, at(0)))
      .then(
        { type: 'MeetStarted', at: at(0), by: juno, data: started({}) },
        { type: 'MeetRang', at: at(0), by: juno, data: { callee: mina, deadline: at(120) } },
      );
    expect(RING_TIMEOUT_MS).toBe(120_000);
  });

  it('R14: hears of no chat but their own', () => {
    givenMeet()
      .when(orderStart(stranger, at(0)))
      .thenRefused({ reason: 'unknown' });
    givenMeet(...inbound())
      .when(orderStart(stranger, at(0)))
      .thenRefused({ reason: 'unknown' });
  });

  it('R13: cannot call a missed meet back', () => {
    givenMeet()
      .when(orderStart(juno, at(0), { callbackOf: MEET_ID }))
      .thenRefused({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  });

  it('has nobody in the meet before it is answered', () => {
    expect(givenMeet(...inbound()).state).toMatchObject({ phase: 'RINGING', participants: [], ringDeadline: at(120) });
  });
});

describe('a manager who calls', () => {
  it.each(['VOICE', 'VIDEO'] as const)('R17, R18: rings the customer who is online, for a %s meet', (kind) => {
    givenMeet()
      .when(orderStart(mina, at(0), { kind }))
      .then(
        {
          type: 'MeetStarted',
          at: at(0),
          by: mina,
          data: started({ kind, direction: 'OUTBOUND', startedBy: mina }),
        },
        { type: 'MeetRang', at: at(0), by: mina, data: { callee: juno, deadline: at(120) } },
      );
  });

  it.each([aCustomer({ online: false }), null])('R18: waits 24 h for a customer who is not online', (customer) => {
    const outcome = givenMeet().when(orderStart(mina, at(0), { facts: startFacts({ customer }) }));
    outcome.then(
      { type: 'MeetStarted', at: at(0), by: mina, data: started({ direction: 'OUTBOUND', startedBy: mina }) },
      { type: 'CustomerAwaited', at: at(0), by: mina, data: { until: plusMs(at(0), CUSTOMER_WAIT_MS) } },
    );
    expect(outcome.state).toMatchObject({
      phase: 'WAITING_FOR_CUSTOMER',
      waitUntil: '2026-02-01T09:00:00.000Z',
      rings: [],
    });
  });

  it('R13: calls a missed meet back with a new meet that points at it', () => {
    const meet = givenMeet().when(orderStart(mina, at(0), { meetId: 'uc.uc-1.2', callbackOf: MEET_ID })).state;
    expect(meet).toMatchObject({ id: 'uc.uc-1.2', callbackOf: MEET_ID, phase: 'RINGING' });
  });
});

describe('a meet’s stream', () => {
  it.each([inbound, ended, missed])('R7: takes one start and no more (%p)', (story) => {
    givenMeet(...story())
      .when(orderStart(juno, at(300)))
      .thenRefused({ reason: 'begun' });
    givenMeet(...story())
      .when(orderStart(mina, at(300)))
      .thenRefused({ reason: 'begun' });
  });

  it('is refused where the chat was never put', () => {
    givenMeet()
      .when(orderStart(mina, at(0), { facts: startFacts({ userChat: null }) }))
      .thenRefused({ reason: 'unknown' });
  });

  it('R12: takes the deadline from the limits, which only tests shorten', () => {
    const limits = { ringTimeoutMs: 1_500, customerWaitMs: 1 };
    const meet = givenMeet().when(orderStart(juno, at(0), { limits })).state;
    expect(meet?.ringDeadline).toBe(at(1.5));
  });

  it('knows no order before it began', () => {
    for (const type of ['DeclineMeet', 'CancelMeet', 'EndMeet', 'TimeOutRing', 'TimeOutWait'] as const) {
      givenMeet()
        .when({ type, at: at(0), by: mina })
        .thenRefused({ reason: 'unknown' });
    }
  });

  it('folds nothing where its history does not begin with a start', () => {
    const [, ...headless] = inbound();
    expect(givenMeet(...headless).state).toBeNull();
  });

  it('keeps its first start where a log should hold two', () => {
    const [first] = inbound();
    const second = { ...first, at: at(9) } as MeetEvent;
    expect(givenMeet(...inbound(), second).state).toEqual(givenMeet(...inbound()).state);
  });

  it('takes the place from the order', () => {
    const userChat = aUserChat({ id: 'uc-9' });
    const meet = givenMeet().when(
      orderStart(juno, at(0), {
        place: { type: 'user-chat', userChatId: 'uc-9' },
        facts: startFacts({ userChat }),
      }),
    ).state;
    expect(meet?.place).toEqual({ type: 'user-chat', userChatId: 'uc-9' });
  });
});
