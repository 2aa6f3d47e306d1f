import { bearer, type Generator, JSON_TYPE, noise, overHttp, pick, request } from '../input.ts';

const deep = (open: string, close: string, times: number): string => open.repeat(times) + close.repeat(times);
const wide = (count: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"k${index}":${index}`).join(',')}}`;
const FORM = [
  '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query":"{viewer{id}}","variables":{"f":null}}',
  '\r\n--x\r\nContent-Disposition: form-data; name="map"\r\n\r\n{"0":["variables.f"]}',
  '\r\n--x\r\nContent-Disposition: form-data; name="0"; filename="../../a"\r\n\r\nx\r\n--x--\r\n',
].join('');

/** JSON, or what claims to be: none of it an operation that can be run. */
export const jsonBodies: Generator = (random, { tokens }) => {
  const body = pick<string | Buffer>(random, [
    ...[
      '',
      ' ',
      'null',
      'true',
      '1',
      '"text"',
      '[]',
      '[[]]',
      '{}',
      '{',
      '}',
      '{"query"',
      '{"query":}',
      "{'query':'x'}",
      '{query:1}',
    ],
    ...[
      'NaN',
      '{"query":NaN}',
      '{"query":undefined}',
      '//x\n{}',
      '{"a":1,}',
      '[1,2',
      '\ufeff{"query":"{viewer{id}}"',
      '{"query":"\\u12"}',
    ],
    ...[
      '{"query":"\\ud800"}',
      '{"query":"\n"}',
      '{"query":"a\0b"}',
      '{"query":1e999}',
      '{"query":-0}',
      '{"query":1e-999}',
    ],
    ...[
      `{"query":${'9'.repeat(100_000)}}`,
      deep('[', ']', 50_000),
      `{"query":${deep('[', ']', 10_000)}}`,
      deep('{"a":', '1}', 20_000),
    ],
    ...[deep('[', '', 100_000), wide(20_000), `{"variables":${wide(10_000)},"query":1}`, `"${'x'.repeat(250_000)}`],
    ...[
      '{"__proto__":{"query":"{viewer{id}}"}}',
      '{"constructor":{"prototype":{"query":"x"}}}',
      '{"query":{"__proto__":null}}',
    ],
    ...[
      '{"\\u005f_proto__":{"admin":true}}',
      '{"query":"{ nope }","query":"{ nope }"}',
      '[{"query":"{viewer{id}}"},{"query":"{viewer{id}}"}]',
    ],
    ...[`{"query":"query($id: ID!) { meet(id: $id) { id } }","variables":{"id":${deep('[', ']', 50_000)}}}`],
    ...[`{"query":"{ viewer { id } }","extensions":${deep('{"a":', '1}', 20_000)}}`],
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    Buffer.concat([Buffer.from('{"query":"'), noise(random, 300), Buffer.from('"}')]),
    Buffer.from('{"query":"{ nope }"}', 'utf16le'),
    noise(random, 5_000),
    Buffer.alloc(262_145, '{'),
  ]);
  const path = pick(random, ['/graphql', '/graphql', '/dev/token']);
  return overHttp('json', request({ path, headers: [JSON_TYPE, bearer(tokens.manager)], body }));
};

/** A body under a type that it is not of, or that nobody here reads. */
export const contentTypes: Generator = (random, { tokens }) => {
  const type = pick(random, [
    ...[
      'text/plain',
      'text/html',
      'application/xml',
      'application/graphql',
      'application/x-www-form-urlencoded',
      'image/png',
    ],
    ...[
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'multipart/mixed; boundary="',
      'application/json; charset=utf-16',
    ],
    ...[
      'application/json; charset=klingon',
      'application/jsonx',
      'application/json/json',
      ';;;',
      '/',
      'json',
      'a/b; c="',
      '*/*',
      '\xff',
    ],
    ...[
      'application/json; charset="utf-8',
      'application/graphql-response+json',
      'application/octet-stream',
      `a/${'b'.repeat(8_000)}`,
    ],
  ]);
  const body = pick(random, [
    FORM,
    '{"query":"{ viewer { id } }"}',
    'query=%7Bviewer%7Bid%7D%7D',
    '{ viewer { id } }',
    '<a/>',
    '\0',
  ]);
  const path = pick(random, ['/graphql', '/dev/token', '/health/live', '/m/token']);
  return overHttp('content-type', request({ path, headers: [`Content-Type: ${type}`, bearer(tokens.manager)], body }));
};
