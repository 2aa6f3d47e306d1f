import { bearer, type Generator, JSON_TYPE, overHttp, pick } from '../input.ts';

const GET = 'GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
const BODY = '{"query":"{ viewer { id } }"}';
const CHUNKED = 'Transfer-Encoding: chunked';

/** Lengths that contradict each other, and chunks that are none: what makes two servers see two different requests. */
export const smuggling: Generator = (random, { tokens }) => {
  const head = ['POST /graphql HTTP/1.1', 'Host: a', JSON_TYPE, bearer(tokens.manager)];
  if (random.whole(0, 1) === 0) {
    const lengths = pick(random, [
      ...[`Content-Length: 4\r\n${CHUNKED}`, `${CHUNKED}\r\nContent-Length: 4`, `${CHUNKED}\r\n${CHUNKED}`],
      ...['Content-Length: 4\r\nContent-Length: 5', 'Content-Length: 4, 4', 'Content-Length: -1', 'Content-Length: +4'],
      ...[
        'Content-Length: 0x4',
        'Content-Length: 4 4',
        'Content-Length: 4e1',
        'Content-Length:',
        'Content-Length: 99999999999999999999',
      ],
      ...[
        'Content-Length : 4',
        ' Content-Length: 4',
        'Content-Length:\v4',
        'Content_Length: 4',
        'Content-Length: 1e999',
      ],
      ...[
        'Transfer-Encoding: gzip',
        'Transfer-Encoding: chunked, gzip',
        'Transfer-Encoding: xchunked',
        'Transfer-Encoding:\vchunked',
      ],
      ...[
        'Transfer-Encoding : chunked',
        'Transfer-Encoding: identity',
        'Transfer-Encoding: \x01chunked',
        'Transfer-Encoding:\r\n chunked',
      ],
    ]);
    const text = `${[...head, lengths].join('\r\n')}\r\n\r\n0\r\n\r\n${GET}`;
    return overHttp('smuggling', Buffer.from(text, 'latin1'));
  }
  const size = BODY.length.toString(16);
  const chunks = pick(random, [
    ...[
      'zz\r\n',
      '-1\r\nx\r\n',
      `0x${size}\r\n${BODY}\r\n0\r\n\r\n`,
      'ffffffffffffffffff\r\nx',
      `${size}\r\n${BODY}x\r\n0\r\n\r\n`,
    ],
    ...[
      `${size}\n${BODY}\n0\n\n`,
      `${size}\r\n${BODY}0\r\n\r\n`,
      `${size};${'x'.repeat(20_000)}\r\n`,
      `${size} \r\n${BODY}\r\n0\r\n\r\n`,
    ],
    ...[
      `${size}\r\n${BODY}\r\n0\r\nTrailer\r\n\r\n`,
      `${size}\r\n${BODY}\r\n0\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
      '\r\n\r\n',
      '5',
    ],
    ...[
      `${size}\r\n${BODY}\r\n0\r\nContent-Length: 4\r\n\r\n${GET}`,
      `${size}\r\n${BODY}\r\n00\r\n\r\n`,
      '1;a=";"\r\nx\r\n0\r\n\r\n',
    ],
    ...[
      Array.from(BODY, (letter) => `1\r\n${letter}\r\n`).join(''),
      `7fffffff\r\n${'x'.repeat(300_000)}`,
      `1\r\n{\r\n`.repeat(20_000),
    ],
  ]);
  const text = `${[...head, CHUNKED].join('\r\n')}\r\n\r\n${chunks}`;
  return overHttp('chunks', Buffer.from(text, 'latin1'));
};
