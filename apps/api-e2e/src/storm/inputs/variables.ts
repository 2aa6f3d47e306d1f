import type { SeededRandom } from '../../seeded-random.ts';
import { bearer, type Generator, JSON_TYPE, overHttp, pick, request } from '../input.ts';

/** In the place of an id, and of anything else. None of them is the id of anything. */
const ODD: readonly unknown[] = [
  ...[
    '',
    ' ',
    'x'.repeat(201),
    'x'.repeat(100_000),
    'a\0b',
    '\ud800',
    '\u202e',
    'uc..',
    'uc.nowhere.1',
    'nowhere',
    '../x',
    "' or 1=1",
    '${7*7}',
    '%00',
  ],
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    -(2 ** 63),
    [],
    {},
    [[]],
    [null],
    { id: 'x' },
    { __proto__: null },
    ['a', 'b'],
  ],
  ...[
    JSON.parse('{"__proto__":{"role":"integrator"}}') as unknown,
    { constructor: { prototype: {} } },
    Array.from({ length: 1_000 }, () => 'x'),
  ],
  ...['VOICE', 'NOPE', '2026-13-45T99:99:99Z', '-1', 'PT1H', '{"a":1}', 'null', '0x10', '１', 'e\u0301'],
];
/** Never fine, whatever takes a string: with one of these no mutation can succeed. */
const NEVER_AN_ID = ['', 'x'.repeat(201), 'x'.repeat(100_000), null, 1.5, true, [], {}, [[]], { id: 'x' }] as const;

interface Operation {
  readonly document: string;
  /** The input with `id` where an id has to be, and `odd` in some other place. */
  input(id: unknown, odd: unknown): Record<string, unknown>;
}

const mutation = (name: string, type: string, input: Operation['input']): Operation => ({
  document: `mutation($input: ${type}!) { r: ${name}(input: $input) { __typename ... on Problem { message } } }`,
  input: (id, odd) => ({ input: input(id, odd) }),
});
const query = (document: string, input: Operation['input']): Operation => ({ document, input });

const MUTATIONS: readonly Operation[] = [
  mutation('startMeet', 'StartMeetInput', (id, odd) => ({ place: { userChatId: id }, kind: odd })),
  mutation('startMeet', 'StartMeetInput', (id, odd) => ({ place: odd, kind: id })),
  mutation('acceptMeet', 'MeetInput', (id, odd) => ({ meetId: id, idempotencyKey: odd })),
  mutation('endMeet', 'MeetInput', (id, odd) => ({ meetId: id, more: odd })),
  mutation('setCamera', 'SetDeviceInput', (id, odd) => ({ meetId: id, on: odd })),
  mutation('putChannel', 'PutChannelInput', (id, odd) => ({ name: id, paidPlan: odd })),
  mutation('putManager', 'PutManagerInput', (id, odd) => ({ id, name: odd, operatorSeat: odd })),
  mutation('putCustomer', 'PutCustomerInput', (id, odd) => ({ id, name: odd, phoneNumber: odd })),
  mutation('putUserChat', 'PutUserChatInput', (id, odd) => ({
    id,
    customerId: odd,
    assigneeId: odd,
    managerIds: [odd],
  })),
  mutation('issuePhoneNumber', 'PhoneNumberInput', (id) => ({ number: id })),
  mutation('updateChannelPhoneSettings', 'ChannelPhoneSettingsInput', (id, odd) => ({
    operatingHours: { timeZone: id, weekly: odd, exceptions: [{ date: odd, periods: odd }] },
    queueSize: odd,
  })),
  mutation('setCallLimit', 'CallLimitInput', (id, odd) => ({ managerId: id, callLimit: odd })),
  mutation('setPresence', 'SetPresenceInput', (id, odd) => ({ managerId: id, customerId: odd, online: true })),
];
const QUERIES: readonly Operation[] = [
  query('query($id: ID!, $at: Position) { meet(id: $id, minPosition: $at) { id state } }', (id, odd) => ({
    id,
    at: odd,
  })),
  query(
    'query($where: MeetFilter, $first: Int, $after: String) { meets(where: $where, first: $first, after: $after) { edges { cursor } } }',
    (id, odd) => ({ where: odd, first: id, after: odd }),
  ),
  query('query($where: MeetFilter) { meets(where: $where) { edges { cursor } } }', (id, odd) => ({
    where: { userChatId: id, states: odd },
  })),
  query(
    'query($after: Position, $where: EventFilter) { events(after: $after, where: $where) { edges { cursor } } }',
    (id, odd) => ({ after: id, where: odd }),
  ),
  query('query($place: PlaceInput!) { meetPermission(place: $place, kind: VOICE) { allowed } }', (id, odd) => ({
    place: { userChatId: id, teamRoomId: odd },
  })),
];

/** An operation as it should be, whose variables are not. */
export function badVariables(random: SeededRandom): { readonly query: string; readonly variables: unknown } {
  const changes = random.whole(0, 1) === 0;
  const { document, input } = pick(random, changes ? MUTATIONS : QUERIES);
  const id = changes ? pick<unknown>(random, NEVER_AN_ID) : pick(random, ODD);
  const variables = random.whole(1, 10) === 1 ? pick(random, ODD) : input(id, pick(random, ODD));
  return { query: document, variables };
}

export const variables: Generator = (random, { tokens }) => {
  const role = pick(random, ['manager', 'customer', 'integrator', 'analyst'] as const);
  const body = JSON.stringify(badVariables(random));
  return overHttp('variables', request({ headers: [JSON_TYPE, bearer(tokens[role])], body }), {
    answers: [200, 400, 413],
  });
};
