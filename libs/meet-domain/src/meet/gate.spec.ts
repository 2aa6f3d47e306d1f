import { type Client, type GuardName, type MeetKind, startGate, type StartFacts } from '../index.ts';
import {
  aChannel,
  aCustomer,
  aManager,
  analyst,
  at,
  aUserChat,
  desktop,
  givenMeet,
  host,
  inAppBrowser,
  inChat,
  juno,
  mina,
  mobileSdk,
  mobileWeb,
  orderStart,
  startFacts,
  timer,
} from '../testing/index.ts';

interface Case {
  readonly rule: string;
  readonly kind?: MeetKind;
  readonly client?: Client;
  readonly facts?: Partial<StartFacts>;
  readonly fails: readonly GuardName[];
}

const unpaid = { channel: aChannel({ paidPlan: false }) };
const blocked = { customer: aCustomer({ blocked: true }) };
const seatless = { assignee: aManager(mina.id, { operatorSeat: false }) };

const customerCases: readonly Case[] = [
  { rule: 'R9: all well', fails: [] },
  { rule: 'R8: setting off', facts: { channel: aChannel({ customersMayStart: false }) }, fails: ['SETTING_OFF'] },
  {
    rule: 'R6: no assignee',
    facts: { userChat: aUserChat({ assigneeId: null }), assignee: null },
    fails: ['NO_ASSIGNEE'],
  },
  { rule: 'R9: input closed', facts: { userChat: aUserChat({ inputOpen: false }) }, fails: ['INPUT_CLOSED'] },
  {
    rule: 'R16: messenger',
    facts: { userChat: aUserChat({ medium: 'EXTERNAL_MESSENGER' }) },
    fails: ['EXTERNAL_MESSENGER'],
  },
  { rule: 'R9: not native', facts: { userChat: aUserChat({ medium: 'PHONE' }) }, fails: ['EXTERNAL_MESSENGER'] },
  { rule: 'R10: video', kind: 'VIDEO', fails: ['KIND_NOT_ALLOWED'] },
  { rule: 'R10: phone', kind: 'PHONE', fails: ['KIND_NOT_ALLOWED'] },
  { rule: 'R24: mobile SDK', client: mobileSdk, fails: ['CLIENT_UNSUPPORTED'] },
  { rule: 'R24: in-app browser', client: inAppBrowser, fails: ['CLIENT_UNSUPPORTED'] },
  { rule: 'R24: mobile web', client: mobileWeb, fails: [] },
  { rule: 'R4: no plan', facts: unpaid, fails: ['FEATURE_NOT_AVAILABLE'] },
  { rule: 'R4: assignee without a seat', facts: seatless, fails: ['FEATURE_NOT_AVAILABLE'] },
  { rule: 'R4: assignee never put', facts: { assignee: null }, fails: ['FEATURE_NOT_AVAILABLE'] },
  { rule: 'R14: blocked', facts: blocked, fails: ['FEATURE_NOT_AVAILABLE'] },
  { rule: 'R14: all of these', facts: { ...unpaid, ...blocked, ...seatless }, fails: ['FEATURE_NOT_AVAILABLE'] },
  {
    rule: 'R9: everything at once, in a fixed order',
    kind: 'VIDEO',
    client: mobileSdk,
    facts: {
      channel: aChannel({ paidPlan: false, customersMayStart: false }),
      userChat: aUserChat({ assigneeId: null, inputOpen: false, medium: 'EXTERNAL_MESSENGER' }),
      assignee: null,
    },
    fails: [
      'KIND_NOT_ALLOWED',
      'SETTING_OFF',
      'NO_ASSIGNEE',
      'INPUT_CLOSED',
      'EXTERNAL_MESSENGER',
      'FEATURE_NOT_AVAILABLE',
      'CLIENT_UNSUPPORTED',
    ],
  },
];

const managerCases: readonly Case[] = [
  { rule: 'R17: voice', fails: [] },
  { rule: 'R17: video', kind: 'VIDEO', fails: [] },
  { rule: 'R17: phone is no start', kind: 'PHONE', fails: ['KIND_NOT_ALLOWED'] },
  { rule: 'R6: no assignee', facts: { userChat: aUserChat({ assigneeId: null }) }, fails: ['NO_ASSIGNEE'] },
  {
    rule: 'R16: messenger',
    facts: { userChat: aUserChat({ medium: 'EXTERNAL_MESSENGER' }) },
    fails: ['EXTERNAL_MESSENGER'],
  },
  { rule: 'R16: a chat that a call opened', facts: { userChat: aUserChat({ medium: 'PHONE' }) }, fails: [] },
  { rule: 'R4: no plan', facts: unpaid, fails: ['PLAN_REQUIRED'] },
  { rule: 'R4: no seat', facts: { starter: aManager(mina.id, { operatorSeat: false }) }, fails: ['SEAT_REQUIRED'] },
  { rule: 'R4: never put', facts: { starter: null }, fails: ['SEAT_REQUIRED'] },
  { rule: 'R4: somebody else’s seat', facts: { starter: aManager('bora') }, fails: ['SEAT_REQUIRED'] },
  { rule: 'R4: the assignee’s seat is not asked for', facts: seatless, fails: [] },
  { rule: 'R9: blocked', facts: blocked, fails: ['CUSTOMER_BLOCKED'] },
  { rule: 'R8: the setting is about customers', facts: { channel: aChannel({ customersMayStart: false }) }, fails: [] },
  { rule: 'R9: the input box is about customers', facts: { userChat: aUserChat({ inputOpen: false }) }, fails: [] },
  { rule: 'R24: mobile SDK', client: mobileSdk, fails: ['CLIENT_UNSUPPORTED'] },
  { rule: 'R24: desktop', client: desktop, fails: [] },
];

describe.each([
  { who: 'a customer', by: juno, cases: customerCases },
  { who: 'a manager', by: mina, cases: managerCases },
])('the gate before $who', ({ by, cases }) => {
  it.each(cases)('names what fails and no more — $rule: $fails', ({ kind = 'VOICE', client = null, facts, fails }) => {
    expect(startGate({ by, place: inChat, kind, client, facts: startFacts(facts) })).toEqual(fails);
  });

  it.each(cases)(
    'R9: answers the same where a meet is really started — $rule',
    ({ kind = 'VOICE', client = null, facts, fails }) => {
      const started = givenMeet().when(orderStart(by, at(0), { kind, client, facts: startFacts(facts) }));
      if (fails.length > 0) started.thenRefused({ reason: 'not-allowed', guards: fails });
      else expect(started.decision.accepted).toBe(true);
    },
  );
});

describe('the gate before everybody else', () => {
  it.each([host, analyst, timer])('lets nobody in as $role', (by) => {
    expect(startGate({ by, place: inChat, kind: 'VOICE', client: null, facts: startFacts() })).toEqual([
      'ROLE_NOT_ALLOWED',
    ]);
    givenMeet()
      .when(orderStart(by, at(0)))
      .thenRefused({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  });
});

describe('a gate that was told nothing', () => {
  it('lets neither side in', () => {
    const facts: StartFacts = {
      channel: null,
      userChat: null,
      teamRoom: null,
      customer: null,
      assignee: null,
      starter: null,
    };
    const ask = { place: inChat, kind: 'VOICE', client: null, facts } as const;
    expect(startGate({ by: juno, ...ask })).toEqual([
      'SETTING_OFF',
      'NO_ASSIGNEE',
      'INPUT_CLOSED',
      'EXTERNAL_MESSENGER',
      'FEATURE_NOT_AVAILABLE',
    ]);
    expect(startGate({ by: mina, ...ask })).toEqual(['NO_ASSIGNEE', 'PLAN_REQUIRED', 'SEAT_REQUIRED']);
  });
});
