import { type Generator, noise, overHttp, pick } from '../input.ts';

const HOST = '\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n';
const LONG = 'a'.repeat(20_000);

/** The first line of a request, wrong in one way or another. */
export const requestLines: Generator = (random) => {
  const line = pick(random, [
    ...[
      'GET',
      'GET /',
      'GET / HTTP',
      'GET / HTTP/',
      'GET / HTTP/1',
      'GET / HTTP/1.',
      'GET / HTTP/9.9',
      'GET / HTTP/2.0',
    ],
    ...['GET  / HTTP/1.1', 'GET\t/ HTTP/1.1', ' GET / HTTP/1.1', 'GET / HTTP/1.1 more', 'get /health/live HTTP/1.1'],
    ...['GET /\0 HTTP/1.1', 'GET /\x7f HTTP/1.1', 'GET /ÿþ HTTP/1.1', 'GET /a b HTTP/1.1', 'GET health HTTP/1.1'],
    ...[
      `GET /${LONG} HTTP/1.1`,
      `${LONG} / HTTP/1.1`,
      `GET / HTTP/1.1${LONG}`,
      'BREW /pot HTTP/1.1',
      'M-SEARCH * HTTP/1.1',
    ],
    ...['GET http://other.example/graphql HTTP/1.1', 'GET http:///graphql HTTP/1.1', 'GET http://[::/ HTTP/1.1'],
    ...['GET //graphql HTTP/1.1', 'GET ?query={viewer{id}} HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET * HTTP/1.1'],
    ...['CONNECT other.example:443 HTTP/1.1', 'CONNECT / HTTP/1.1', 'CONNECT 127.0.0.1 HTTP/1.1'],
    ...[
      'PRI * HTTP/2.0',
      'SSH-2.0-OpenSSH_9.9',
      'HELO mail.example',
      '{"query":"{viewer{id}}"}',
      '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
    ],
  ]);
  return random.whole(1, 8) === 1
    ? overHttp('noise', Buffer.concat([noise(random, 2_000), Buffer.from('\r\n\r\n')]), { ending: 'finishes' })
    : overHttp('request-line', Buffer.from(endings(line, random.whole(0, 9)), 'latin1'));
};

/** Mostly as it should be; now and then with the line ends of other systems. */
function endings(line: string, choice: number): string {
  if (choice === 0) return `${line}${HOST}`.replaceAll('\r\n', '\n');
  if (choice === 1) return `${line}${HOST}`.replaceAll('\r\n', '\r');
  return choice === 2 ? `\r\n\r\n${line}${HOST}` : `${line}${HOST}`;
}
