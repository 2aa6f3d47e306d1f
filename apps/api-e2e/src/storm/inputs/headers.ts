import { bearer, type Generator, type Ground, JSON_TYPE, overHttp, pick, request } from '../input.ts';

const BODY = '{"query":"{ viewer { id } }"}';
const LONG = 'x'.repeat(20_000);

/** One header of an otherwise good request is wrong. */
export const headers: Generator = (random, ground) => {
  const { tokens } = ground;
  const odd = pick(random, [
    ...[
      ': nothing',
      'No Colon',
      'Name : space',
      ' Folded: x',
      'X-Nul: a\0b',
      'X-Cr: a\rb',
      'X-Bare: a\nb',
      'X-Del: \x7f',
    ],
    ...['X-Ÿ: 1', '(x): 1', '"x": 1', 'X\0: 1', `X-Long: ${LONG}`, `${LONG}: 1`, 'X: 1\r\n folded', 'X:\r\n\tfolded'],
    ...[Array.from({ length: 3_000 }, (_, index) => `X-${index}: 1`).join('\r\n'), 'X-High: \xff\xfe\xfd'],
    ...['Expect: miracles', 'Expect: 100-continue, miracles', 'Upgrade: h2c', 'Connection: Upgrade\r\nUpgrade: h2c'],
    ...['Connection: , ,close', 'TE: \xff', 'Trailer: Content-Length', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'],
    ...['Accept: */*;q=x', `Accept: ${'a/b,'.repeat(2_000)}`, 'Accept: text/html', 'Accept-Language: \xff;q=9'],
    ...[
      'Origin: null',
      'Origin: https://evil.example',
      'Origin: %%',
      'X-Request-Id: <script>',
      'X-Forwarded-For: a,,\0',
    ],
    ...[
      'Cookie: \x01',
      'Range: bytes=9-1',
      'If-None-Match: "',
      'If-Modified-Since: yesterday',
      'Access-Control-Request-Method: \x7f',
    ],
    ...[
      'Content-Encoding: gzip',
      'Content-Encoding: br, br',
      'Content-Type:',
      'Content-Type: application/json\r\nContent-Type: text/plain',
    ],
    ...['Apollo-Require-Preflight:', 'Authorization: Bearer a\r\nAuthorization: Bearer b', 'Keep-Alive: timeout=-1'],
  ]);
  return random.whole(1, 4) === 1
    ? hosts(random, ground)
    : overHttp('header', request({ headers: [JSON_TYPE, bearer(tokens.manager), odd], body: BODY }));
};

/** A host that is none, missing, or there more than once. */
function hosts(random: Parameters<Generator>[0], { tokens }: Ground) {
  const host = pick(random, [
    ...[
      '',
      'Host:\r\n',
      'Host: \r\n',
      'Host: a b\r\n',
      'Host: [::\r\n',
      'Host: %%%\r\n',
      'Host: "><script>\r\n',
      'Host: a:99999\r\n',
    ],
    ...[
      'Host: a/b\r\n',
      'Host: u@a\r\n',
      'Host: a\r\nHost: b\r\n',
      'Host: a\r\nhost: a\r\n',
      `Host: ${'a'.repeat(15_000)}%\r\n`,
    ],
    ...['Host: \xff\xfe\r\n', 'Host: a,b:c\r\n', 'Host: 127.0.0.1:-1\r\n', 'Host: a#b\r\n', 'Host: a\\b\r\n'],
  ]);
  const path = pick(random, ['/graphql', '/health/live', '/metrics', '/m/token', '/nowhere', '/dev/token']);
  const head = [`POST ${path} HTTP/1.1\r\n${host}Connection: close`, JSON_TYPE, bearer(tokens.manager)];
  const text = `${[...head, `Content-Length: ${BODY.length}`].join('\r\n')}\r\n\r\n${BODY}`;
  return overHttp('host', Buffer.from(text, 'latin1'), { answers: [400] });
}
