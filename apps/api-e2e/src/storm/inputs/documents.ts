import type { SeededRandom } from '../../seeded-random.ts';
import { bearer, type Generator, JSON_TYPE, overHttp, pick, request } from '../input.ts';

const GOOD =
  'query Q($n: Int = 3) { viewer { id role } meets(first: $n) { edges { node { id state place { __typename } } } } } fragment F on Meet { id }';
const nested = (times: number): string => 'edges { node { '.repeat(times) + 'id' + ' } }'.repeat(times);
const INTROSPECTION = (times: number): string =>
  `{ __schema { types { ${'fields { type { '.repeat(times)}name${' } }'.repeat(times)} } } }`;

const DOCUMENTS: readonly string[] = [
  ...([
    '',
    ' ',
    '#',
    ',',
    '{',
    '}',
    '{}',
    '{ }',
    '{ viewer',
    '{ viewer }',
    '{ viewer { id }',
    '{ viewer { id } } }',
    'viewer',
    'query',
    'query {',
  ] as const),
  ...[
    '{ nothing }',
    '{ viewer { nothing } }',
    '{ viewer { id { id } } }',
    '{ viewer(x: 1) { id } }',
    '{ meets(first: "x") { edges { cursor } } }',
  ],
  ...[
    '{ meets(first: -1) { edges { cursor } } }',
    '{ meets(first: 101) { edges { cursor } } }',
    `{ meets(first: ${'9'.repeat(400)}) { edges { cursor } } }`,
  ],
  ...[
    '{ meets(first: 1e99) { edges { cursor } } }',
    '{ meets(after: "nonsense") { edges { cursor } } }',
    '{ meets(after: "\\u0000") { edges { cursor } } }',
  ],
  ...[
    '{ meet(id: "a\\u0000b") { id } }',
    '{ meet(id: "x", minPosition: "99999999999999999999") { id } }',
    '{ meet(id: "m", asOf: {}) { id } }',
    '{ meet { id } }',
  ],
  ...[
    '{ meet(id: null) { id } }',
    '{ meet(id: []) { id } }',
    '{ meet(id: {}) { id } }',
    '{ meet(id: $x) { id } }',
    '{ meet(id: "unterminated) { id } }',
  ],
  ...[
    '{ viewer { id } } { viewer { id } }',
    'query A { viewer { id } } query A { viewer { id } }',
    'query A { viewer { id } } query B { viewer { id } }',
  ],
  ...[
    'fragment F on Viewer { id }',
    '{ viewer { ...Missing } }',
    '{ ...F } fragment F on Query { ...F }',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  ],
  ...[
    '{ viewer { ...F } } fragment F on Meet { id }',
    '{ viewer { ... on Nope { id } } }',
    '{ viewer { id @skip } }',
    '{ viewer { id @nope } }',
    '{ viewer { id @include(if: 1) } }',
  ],
  ...[
    `{ viewer { id ${'@skip(if: false) '.repeat(500)} } }`,
    `{ ${Array.from({ length: 500 }, (_, at) => `a${at}: viewer { id }`).join(' ')} }`,
  ],
  ...[
    `{ meets { ${nested(50)} } }`,
    INTROSPECTION(12),
    `{ viewer { id ${'id '.repeat(2_000)} } }`,
    `{ viewer { id } } ${'#'.repeat(100_000)}`,
    `{ a${'a'.repeat(50_000)} }`,
  ],
  ...[
    `${'{ viewer '.repeat(5_000)}`,
    `{ meet(id: ${'['.repeat(1_900)}`,
    `query(${Array.from({ length: 400 }, (_, at) => `$v${at}: Int`).join(' ')}) { viewer { id } }`,
  ],
  ...[
    'query($a: Nope) { viewer { id } }',
    'query($a: Viewer) { viewer { id } }',
    'query($a: Int, $a: Int) { viewer { id } }',
    'query($a: Int = "x") { viewer { id } }',
  ],
  ...[
    'type Query { a: Int }',
    'extend type Query { a: Int }',
    'schema { query: Query }',
    'directive @a on FIELD',
    'scalar X',
    'input I { a: Int }',
  ],
  ...[
    'mutation { nothing }',
    'mutation { endMeet }',
    'mutation { endMeet(input: {}) { __typename } }',
    'mutation { putCustomer(input: { id: 1.5 }) { __typename } }',
  ],
  ...[
    'mutation { startMeet(input: { place: {}, kind: NOPE }) { __typename } }',
    'mutation { putManager(input: null) { __typename } }',
    'mutation M { __typename nothing }',
  ],
  ...[
    'subscription { myRings { ringing } meetEvents { __typename } }',
    'subscription { nothing }',
    'subscription { __typename }',
    'subscription { meetEvents(after: 1) { __typename } }',
  ],
  ...[
    '{ viewer { id } } \\',
    '{ viewer { "id" } }',
    '{ viewer { id: } }',
    '{ : viewer { id } }',
    '{ viewer { ... } }',
    '{ viewer { ... on } }',
    '{ $ }',
    '{ ! }',
    '{ & }',
    '{ | }',
  ],
  ...[
    '{ meet(id: "\\u{110000}") { id } }',
    '{ meet(id: "\\uD83D") { id } }',
    '{ meet(id: "\\x") { id } }',
    '{ meet(id: """) { id } }',
    '{ meet(id: "a\nb") { id } }',
    '\ufeff{ nope }',
  ],
  ...[
    '{ __proto__ }',
    '{ constructor }',
    '{ viewer { __proto__ toString } }',
    '{ __type(name: 1) { name } }',
    '{ __type { name } }',
    '{ hasOwnProperty { id } }',
  ],
  ...[
    '{ meet(id: "m") { id history(first: 100) { edges { node { id } } } } meets(first: 100) { edges { node { history(first: 100) { edges { node { id } } } } } } }',
  ],
  ...[
    '{ événement }',
    '{ 미트 }',
    '{ 1a }',
    '{ viewer { id } }\0',
    '\u202e{ viewer { id } }',
    '{ viewer { id } } query',
    '{ viewer(id: 0123) { id } }',
    '{ viewer(id: 1.) { id } }',
  ],
];

/** A GraphQL document that is wrong, but for the few that chance left right; none of them changes anything. */
export function badDocument(random: SeededRandom): string {
  return random.whole(0, 2) === 0 ? mutated(random) : pick(random, DOCUMENTS);
}

/** A good query with a few of its letters lost, doubled or replaced. */
function mutated(random: SeededRandom): string {
  const letters = Array.from(GOOD);
  for (let times = random.whole(1, 6); times > 0; times -= 1) {
    const at = random.whole(0, letters.length - 1);
    letters.splice(
      at,
      random.whole(0, 3),
      pick(random, ['', '{', '}', '(', ')', '"', '$', '@', ':', '!', '\0', 'é', '…', 'id', '9'.repeat(30), '[[', '&']),
    );
  }
  return letters.join('');
}

/** Documents over HTTP, by POST and by GET. */
export const documents: Generator = (random, { tokens }) => {
  const query = badDocument(random);
  const role = pick(random, ['manager', 'customer', 'integrator', 'analyst'] as const);
  const accept = pick(random, ['Accept: application/json', 'Accept: application/graphql-response+json', 'Accept: */*']);
  const headers = [JSON_TYPE, bearer(tokens[role]), accept];
  const byGet = query.length < 2_000 && random.whole(0, 4) === 0;
  const asked = byGet
    ? request({ method: 'GET', path: `/graphql?query=${encodeURIComponent(query.toWellFormed())}`, headers })
    : request({ headers, body: JSON.stringify({ query }) });
  return overHttp('document', asked, { answers: [200, 400, 405] });
};

/** The request around the document: members of the wrong types, operations that are not there, batches, persisted queries. */
export const graphqlRequests: Generator = (random, { tokens }) => {
  const query = '{ viewer { id } }';
  const body = pick<unknown>(random, [
    ...[
      {},
      { query: null },
      { query: 1 },
      { query: [] },
      { query: {} },
      { query: '' },
      { query, variables: [] },
      { query, variables: 'x' },
    ],
    ...[
      { query, variables: 1 },
      { query, operationName: 'Nope' },
      { query, operationName: 1 },
      { query, operationName: [] },
      { query, extensions: 1 },
    ],
    ...[
      { query, extensions: [] },
      { query, variables: '{"a":' },
      [],
      [{ query }],
      [{ query }, { query }],
      Array.from({ length: 1_000 }, () => ({ query })),
    ],
    ...[
      { id: 'abc' },
      {
        extensions: {
          persistedQuery: {
            version: 1,
            sha256Hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          },
        },
      },
    ],
    ...[
      { query, extensions: { persistedQuery: { version: 9, sha256Hash: 1 } } },
      { query, extensions: { persistedQuery: null } },
      { documentId: '1' },
    ],
    ...[
      { query: 'query A { viewer { id } } query B { viewer { id } }', operationName: '' },
      { query, variables: { ['x'.repeat(50_000)]: 1 } },
    ],
  ]);
  const headers = [JSON_TYPE, bearer(tokens.manager)];
  const search = pick(random, [
    ...[
      '',
      '?',
      '?query',
      '?query=',
      '?query=%',
      '?query=%ff',
      '?query={viewer{id}}&query={nope}',
      '?query[]=a',
      '?query[a]=b',
      '?variables={',
    ],
    ...[
      '?query={viewer{id}}&variables={',
      '?query={viewer{id}}&variables=[]',
      '?query={viewer{id}}&operationName=Nope',
      '?query={viewer{id}}&extensions=x',
    ],
    ...[
      '?query=mutation{__typename}',
      '?query=subscription{__typename}',
      '?__proto__[query]=x',
      `?query=${'{'.repeat(5_000)}`,
      '?query={viewer{id}}#x',
    ],
  ]);
  return random.whole(0, 2) === 0
    ? overHttp('graphql-get', request({ method: 'GET', path: `/graphql${search}`, headers }), {
        answers: [200, 400, 405],
      })
    : overHttp('graphql-request', request({ headers, body: JSON.stringify(body) }), { answers: [200, 400] });
};
