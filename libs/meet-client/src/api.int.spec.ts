import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Answer, type Api, type ApiOptions, createApi } from './api.ts';
import { failureText } from './failure.ts';
import { AcceptMeet, type AcceptMeetMutation, ReadMeet } from './generated/operations.ts';

type Handle = (request: IncomingMessage & { body: string }, response: ServerResponse) => void;

describe('the API over HTTP', () => {
  let server: Server;
  let url: string;
  let handle: Handle;

  beforeEach(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => handle(Object.assign(request, { body: Buffer.concat(chunks).toString() }), response));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const api = (more: Partial<ApiOptions> = {}): Api => createApi({ url, token: async () => 'token-1', ...more });
  const answering =
    (status: number, body: unknown, headers: Record<string, string> = {}): Handle =>
    (_request, response) =>
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  const accept = (from: Api, signal?: AbortSignal): Promise<Answer<AcceptMeetMutation>> =>
    from.run(AcceptMeet, { input: { meetId: 'm-1' } }, signal ? { signal } : {});

  it('sends the operation with its variables and a token, and hands out the data', async () => {
    let sent: unknown;
    handle = (request, response) => {
      sent = {
        authorization: request.headers.authorization,
        path: request.url,
        ...(JSON.parse(request.body) as object),
      };
      answering(200, { data: { meet: null } })(request, response);
    };
    expect(await api().run(ReadMeet, { id: 'm-1' })).toEqual({ ok: true, data: { meet: null } });
    expect(sent).toEqual({
      authorization: 'Bearer token-1',
      path: '/graphql',
      query: ReadMeet,
      variables: { id: 'm-1' },
    });
  });

  it('speaks HTTP where the address is that of the socket', async () => {
    handle = answering(200, { data: { meet: null } });
    expect((await api({ url: url.replace('http', 'ws') }).run(ReadMeet, { id: 'm-1' })).ok).toBe(true);
  });

  it('hands a refusal out as an answer, told apart by its type', async () => {
    const result = { __typename: 'NotAllowed', message: 'no', reasons: ['NO_OPERATOR_SEAT'] };
    handle = answering(200, { data: { result } });
    const answer = await accept(api());
    const refusal = answer.ok && answer.data.result.__typename === 'NotAllowed' ? answer.data.result.reasons : null;
    expect(refusal).toEqual(['NO_OPERATOR_SEAT']);
  });

  it.each<[string, number, unknown, Record<string, string>, object]>([
    [
      'a refused token',
      401,
      { errors: [{ message: 'expired' }] },
      {},
      { status: 401, errors: [{ message: 'expired' }] },
    ],
    ['errors beside no data', 200, { data: null, errors: [{ message: 'x' }] }, {}, { errors: [{ message: 'x' }] }],
    ['too many requests', 429, { errors: [] }, { 'retry-after': '2' }, { status: 429, retryAfterMs: 2_000 }],
    ['a date to retry after', 503, {}, { 'retry-after': 'Fri, 01 Jan 2027 00:00:00 GMT' }, { retryAfterMs: null }],
    ['the page of a proxy', 502, '<h1>Bad Gateway</h1>', {}, { status: 502, errors: [], retryAfterMs: null }],
    ['JSON that is no answer', 200, '7', {}, { status: 200, errors: [] }],
  ])('tells %s as a failure of the server', async (_what, status, body, headers, expected) => {
    handle = answering(status, body, headers);
    expect(await accept(api())).toMatchObject({ ok: false, failure: { by: 'server', ...expected } });
  });

  it('tells a connection that breaks', async () => {
    handle = (request) => request.socket.destroy();
    expect(await accept(api())).toMatchObject({ ok: false, failure: { by: 'network' } });
  });

  it('waits for a whole answer, and no longer than it says', async () => {
    handle = (_request, response) => void response.writeHead(200).write('{');
    expect(await accept(api({ answerLimitMs: 50 }))).toEqual({ ok: false, failure: { by: 'time', limitMs: 50 } });
  });

  it('asks nothing where there is no token', async () => {
    let asked = 0;
    handle = () => (asked += 1);
    const error = new Error('logged out');
    const answer = await accept(api({ token: () => Promise.reject(error) }));
    expect([answer, asked]).toEqual([{ ok: false, failure: { by: 'token', error } }, 0]);
  });

  it('ends with the caller’s signal, before and after it was sent', async () => {
    const caller = new AbortController();
    handle = () => caller.abort();
    expect(await accept(api(), caller.signal)).toEqual({ ok: false, failure: { by: 'caller' } });
    expect(await accept(api(), caller.signal)).toEqual({ ok: false, failure: { by: 'caller' } });
  });

  it('refuses an address that is none at once', () => {
    expect(() => createApi({ url: '/graphql', token: async () => '' })).toThrow('"/graphql" is no URL');
  });
});

describe('the text of a failure', () => {
  it.each([
    [{ by: 'network', error: new Error('refused') }, 'the server was not reached: Error: refused'],
    [{ by: 'time', limitMs: 5 }, 'no answer came within 5 ms'],
    [{ by: 'token', error: 'none' }, 'there was no token: none'],
    [{ by: 'caller' }, 'the caller wants no answer any more'],
    [{ by: 'server', status: 502, errors: [], retryAfterMs: null }, 'the server answered 502'],
    [
      { by: 'server', status: 401, errors: [{ message: 'expired' }], retryAfterMs: null },
      'the server answered 401: expired',
    ],
  ] as const)('says what happened: %p', (failure, text) => {
    expect(failureText(failure)).toBe(text);
  });
});
