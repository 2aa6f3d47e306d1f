import type { Duty, Meet } from '@meets/meet-client';
import {
  callsOfOthers,
  canBeLeft,
  customerAt,
  customerOf,
  dialledNumber,
  earlierWith,
  lastOwnCall,
  numberText,
  ownCall,
  ringingCalls,
  waitingCalls,
  withDuty,
} from './phone-calls.ts';

const manager = (id: string, leftAt: string | null = null) => ({ person: { __typename: 'Manager', id }, leftAt });
const customer = { __typename: 'Customer', id: 'chulsoo', customerName: 'Chulsoo' };
const call = (more: object): Meet =>
  ({
    ...{ state: 'LIVE', participants: [], startedBy: null, startedAt: '2026-01-01T00:00:00.000Z' },
    place: { __typename: 'UserChat', id: 'c-1', customer },
    ...more,
  }) as unknown as Meet;

describe('calls by phone on a desk', () => {
  it('are one’s own while one is in, or while one dials', () => {
    const talked = call({ participants: [manager('mina')] });
    const dialled = call({ state: 'RINGING', startedBy: { id: 'minjun' } });
    const calls = [dialled, talked];
    expect(['mina', 'minjun', 'nobody'].map((id) => ownCall(calls, id))).toEqual([talked, dialled, null]);
    expect(ownCall([call({ participants: [manager('mina', 'gone')] })], 'mina')).toBeNull();
    expect(callsOfOthers(calls, 'minjun')).toEqual([talked]);
    expect(callsOfOthers(calls, 'mina')).toEqual([]);
  });

  it('R39: wait longest first', () => {
    const [first, second] = ['10:00', '10:01'].map((time) =>
      call({ state: 'QUEUED', startedAt: `2026-01-01T${time}:00.000Z` }),
    );
    expect(waitingCalls([second, call({}), first] as Meet[])).toEqual([first, second]);
  });

  it('R39: ring somebody, unless a manager makes them', () => {
    const [came, dialled] = ['INBOUND', 'OUTBOUND'].map((direction) => call({ state: 'RINGING', direction }));
    expect(ringingCalls([came, dialled, call({ state: 'QUEUED', direction: 'INBOUND' })] as Meet[])).toEqual([came]);
  });

  it('were one’s own lately, where one was in or made them', () => {
    const at = (second: number) => `2026-01-01T10:00:${String(second).padStart(2, '0')}.000Z`;
    const over = (more: object) => call({ kind: 'PHONE', state: 'ENDED', endedAt: at(30), ...more });
    const talked = over({ participants: [manager('mina', at(30))] });
    const dialled = over({ state: 'MISSED', startedBy: { id: 'minjun' } });
    const meets = [
      call({ kind: 'PHONE', endedAt: null }),
      over({ kind: 'VOICE', startedBy: { id: 'mina' } }),
      dialled,
      talked,
    ];
    const last = (id: string, second: number) => lastOwnCall(meets, id, Date.parse(at(second)));
    expect([last('mina', 30), last('minjun', 0), last('mina', 31), last('nobody', 0)]).toEqual([
      talked,
      dialled,
      null,
      null,
    ]);
  });

  it('are known by the customer’s number', () => {
    const known = call({ phone: { customerNumber: '+821055550100' } });
    expect(['+821055550100', '+821000000000'].map((number) => customerAt([call({}), known], number))).toEqual([
      customer,
      null,
    ]);
  });

  it('can be left to a colleague who is in', () => {
    const both = [manager('mina'), manager('minjun')];
    expect(canBeLeft(call({ participants: both }), 'mina')).toBe(true);
    for (const participants of [
      [both[0]],
      [both[0], manager('minjun', 'gone')],
      [both[0], { person: customer, leftAt: null }],
    ]) {
      expect(canBeLeft(call({ participants }), 'mina')).toBe(false);
    }
  });

  it('know what there was with their customer before', () => {
    const over = call({ state: 'MISSED' });
    const elsewhere = call({ state: 'ENDED', place: { __typename: 'TeamRoom' } });
    expect(earlierWith([call({}), over, elsewhere], 'chulsoo')).toEqual([over]);
    expect([customerOf(over), customerOf(elsewhere)]).toEqual([customer, null]);
  });
});

describe('duties', () => {
  const duty = (id: string, state: string) => ({ manager: { id }, state }) as Duty;

  it('R39: are one a manager, the newest', () => {
    const known = [duty('mina', 'IN_CALL'), duty('minjun', 'AVAILABLE')];
    const now = withDuty(known, duty('mina', 'WRAP_UP'));
    expect(now.map(({ manager: { id }, state }) => [id, state])).toEqual([
      ['mina', 'WRAP_UP'],
      ['minjun', 'AVAILABLE'],
    ]);
  });
});

describe('what is dialled', () => {
  it.each([
    ['010-5555-0100', '+821055550100'],
    [' 02 123 4567', '+8221234567'],
    ['1588-0000', '+8215880000'],
    ['+1 (415) 555-0100', '+14155550100'],
    ['0', null],
    ['+0821', null],
    ['Mina', null],
    ['010*5', null],
    ['+1234567890123456', null],
    ['', null],
  ])('%p is %p', (typed, number) => expect(dialledNumber(typed)).toBe(number));
});

describe('a number', () => {
  it.each([
    ['+821055550100', '010-5555-0100'],
    ['+827012345678', '070-1234-5678'],
    ['+8221234567', '02-123-4567'],
    ['+14155550100', '+14155550100'],
    ['114', '114'],
  ])('%s is written %s', (number, text) => expect(numberText(number)).toBe(text));
});
