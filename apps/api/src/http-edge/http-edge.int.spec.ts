import { connect } from 'node:net';
import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService } from '../testing/running-service.ts';

const ERROR = 50;
const REQUEST_TIMEOUT_MS = 300;
const BODY = JSON.stringify({ query: '{ viewer { id } }' });

/** A TCP connection on which a test writes what no client library would. */
interface Line {
  write(text: string): void;
  /** Says nothing more. */
  finish(): void;
  /** Goes away without a word. */
  reset(): void;
  pause(): void;
  resume(): void;
  received(): string;
  closed(): boolean;
}

function openLine(service: RunningService): Line {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let received = '';
  let closed = false;
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  // Being cut off is among what is tested here.
  socket.on('error', () => (closed = true));
  socket.on('close', () => (closed = true));
  return {
    write: (text) => void socket.write(text),
    finish: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    received: () => received,
    closed: () => closed,
  };
}

const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));

describe('what is no proper HTTP request', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({
      REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS),
      ANSWER_STALL_TIMEOUT_MS: '2000',
    });
  });
  afterEach(() => expect(levelsIn(service.logged)).not.toContain(ERROR));
  afterAll(() => service.close());

  const levelsIn = (lines: readonly string[]): number[] =>
    lines.map((line) => (JSON.parse(line) as { level: number }).level);

  /** All that comes until the service closes the connection. */
  async function answerTo(text: string): Promise<string> {
    const line = openLine(service);
    line.write(text);
    await eventually('the end of the connection', () => line.closed());
    return line.received();
  }
  const post = async (host: string): Promise<string> =>
    `POST /graphql HTTP/1.1\r\n${host}Connection: close\r\nAuthorization: Bearer ${await service.token('manager', 'm-1')}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

  it.each(['Host: a b\r\n', 'Host: [::\r\n', 'Host:\r\n', 'Host: a/b\r\n', '', 'Host: a\r\nHost: b\r\n'])(
    'is answered 400 where its host is %j',
    async (host) => {
      const answer = await answerTo(await post(host));
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(bodyOf(answer)).toEqual({
        statusCode: 400,
        error: 'Bad Request',
        message: expect.stringMatching(/host/i),
      });
    },
  );

  it('is not what HTTP/1.0 sends, which knows no Host', async () => {
    const request = (await post('')).replace('HTTP/1.1', 'HTTP/1.0');
    expect(await answerTo(request)).toMatch(/^HTTP\/1\.1 200 .*\{"data":\{"viewer":\{"id":"m-1"\}\}\}/s);
  });

  it('is answered 405 where it takes this for a proxy', async () => {
    const answer = await answerTo('CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example:443\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n.*\r\nAllow: GET, HEAD, POST, OPTIONS\r\n/s);
    expect(bodyOf(answer)).toEqual({ statusCode: 405, error: 'Method Not Allowed', message: 'this is no proxy' });
  });

  it('is answered 417 where it expects what nobody knows', async () => {
    const answer = await answerTo('GET /health/live HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 417 /);
    expect(bodyOf(answer)).toMatchObject({ statusCode: 417 });
  });

  it.each([
    ['\x16\x03\x01\x02\x00\x01', 400],
    ['POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(300_000)}\r\n\r\n`, 431],
    [`POST /graphql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`, 413],
  ])('is answered in JSON where it is no HTTP or too large (case %#)', async (text, status) => {
    const answer = await answerTo(text);
    // The last one is of an operation without a token, which is answered before its body has come.
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(bodyOf(answer.slice(answer.lastIndexOf('HTTP/1.1')))).toMatchObject({ statusCode: status });
  });

  it.each(['/graphql', '/dev/token'])('is answered 413 where its body comes in crumbs, at %s', async (path) => {
    const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const answer = await answerTo(head + '1\r\n{\r\n'.repeat(20_000));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(bodyOf(answer)).toMatchObject({ statusCode: 413 });
    expect(await answerTo(head.replace('POST', 'GET') + '1\r\n{\r\n'.repeat(2_000))).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it.each([
    ['head', 'GET /health/live HTTP/1.1\r\nHost'],
    ['body', `POST /dev/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`],
  ])('is answered 408 where its %s does not come to an end, and soon', async (_part, text) => {
    const began = performance.now();
    const answer = await answerTo(text);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(bodyOf(answer)).toMatchObject({ statusCode: 408, message: expect.stringMatching(/in time/) });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('is no error where its client leaves in the middle', async () => {
    const head =
      'POST /dev/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';
    const oversized = 'POST /dev/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n{';
    for (const request of [head, oversized]) {
      for (const leave of ['finish', 'reset'] as const) {
        const before = service.logged.length;
        const line = openLine(service);
        line.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
        await eventually('an answer', () => line.received().includes('"up"'));
        line.write(request);
        line[leave]();
        await eventually('its end in the log', () =>
          service.logged.slice(before).some((line) => /client left|"status":413|could not be read/.test(line)),
        );
      }
    }
  });

  it('is cut off where its client does not read the answer', async () => {
    const line = openLine(service);
    line.pause();
    line.write('GET /graphql/assets/graphiql.js HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(100));
    await eventually('the cut', () => service.logged.some((logged) => logged.includes('stood still')));
    line.resume();
    await eventually('the end of the connection', () => line.closed());
    const { length } = await (await fetch(`${service.url}/graphql/assets/graphiql.js`)).text();
    expect(line.received().length).toBeLessThan(100 * length);
  });
});
