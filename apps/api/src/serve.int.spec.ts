import { connect } from 'node:net';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { eventually } from './testing/eventually.ts';
import { storeThatPausesBefore } from './testing/breaking-store.ts';
import { inMemory, runningService, type RunningService, type TestSocket } from './testing/running-service.ts';

const PREPARE = `mutation {
  putChannel(input: { name: "Shop", paidPlan: true }) { ...R }
  a: putManager(input: { id: "m-1", name: "Mina Kim", operatorSeat: true }) { ...R }
  putCustomer(input: { id: "c-1", name: "Chulsoo", phoneNumber: "+821012345678" }) { ...R }
  putUserChat(input: { id: "chat-1", customerId: "c-1", assigneeId: "m-1" }) { ...R }
  updateChannelMeetSettings(input: { customersMayStart: true }) { __typename }
  b: setPresence(input: { managerId: "m-1", online: true }) { ...R }
  c: setPresence(input: { customerId: "c-1", online: true }) { ...R }
} fragment R on PutResult { __typename ... on Put { position } ... on Problem { message } }`;
const PUT_MANAGER = 'mutation { r: putManager(input: { id: "m-1", name: "Mina", operatorSeat: true }) { __typename } }';
const START = `mutation($input: StartMeetInput!) { r: startMeet(input: $input) {
  __typename ... on MeetAccepted { position meet { id state } } ... on InvalidInput { fields } ... on NotAllowed { reasons } ... on Problem { message } } }`;
const onMeet = (
  mutation: string,
  input = 'MeetInput',
): string => `mutation($input: ${input}!) { r: ${mutation}(input: $input) {
  __typename ... on MeetAccepted { meet { id kind state endedAt missedReason } } ... on Problem { message } } }`;

describe('the service', () => {
  let service: RunningService;
  const open: TestSocket[] = [];
  beforeAll(async () => {
    service = await runningService();
  });
  afterEach(() => open.splice(0).forEach(({ socket }) => socket.terminate()));
  afterAll(() => service.close());

  /** A socket that has been let in. */
  async function socketOf(
    role: 'manager' | 'customer' | 'integrator',
    sub: string,
    channel?: string,
  ): Promise<TestSocket> {
    const socket = service.socket();
    open.push(socket);
    socket.send({
      type: 'connection_init',
      payload: { authorization: `Bearer ${await service.token(role, sub, channel)}` },
    });
    await eventually('connection_ack', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    return socket;
  }
  const subscribe = (socket: TestSocket, id: string, query: string): void =>
    socket.send({ type: 'subscribe', id, payload: { query } });
  const ended = (socket: TestSocket) => eventually('the end of the socket', () => socket.ended());

  it('walks a meet from ring to end, and tells subscribers of every step', async () => {
    const host = await service.token('integrator', 'host');
    const manager = await service.token('manager', 'm-1');
    const customer = await service.token('customer', 'c-1');
    const prepared = await service.ask(host, PREPARE);
    expect(JSON.stringify(prepared.body)).not.toMatch(/errors|Problem|NotAllowed/);
    const rings = await socketOf('manager', 'm-1');
    subscribe(rings, 'rings', 'subscription { myRings { ringing outcome meet { id state } } }');

    const started = await service.ask(customer, START, { input: { place: { userChatId: 'chat-1' }, kind: 'VOICE' } });
    expect(started.body).toEqual({
      data: {
        r: { __typename: 'MeetAccepted', position: expect.any(String), meet: { id: 'uc.chat-1.1', state: 'RINGING' } },
      },
    });
    const input = { meetId: 'uc.chat-1.1' };
    await eventually('the ring', () =>
      rings.messages.some(({ payload }) => JSON.stringify(payload)?.includes('"ringing":true')),
    );

    const accepted = await service.ask(manager, onMeet('acceptMeet'), { input });
    expect(accepted.body.data).toMatchObject({
      r: { __typename: 'MeetAccepted', meet: { kind: 'VOICE', state: 'LIVE' } },
    });
    const on = await service.ask(customer, onMeet('setCamera', 'SetDeviceInput'), { input: { ...input, on: true } });
    expect(on.body.data).toMatchObject({ r: { meet: { kind: 'VIDEO' } } });
    const off = await service.ask(customer, onMeet('setCamera', 'SetDeviceInput'), { input: { ...input, on: false } });
    expect(off.body.data).toMatchObject({ r: { meet: { kind: 'VIDEO' } } });
    const end = await service.ask(manager, onMeet('endMeet'), { input });
    expect(end.body.data).toMatchObject({ r: { meet: { state: 'ENDED', endedAt: expect.stringMatching(/Z$/) } } });

    const analyst = await socketOf('integrator', 'host');
    subscribe(
      analyst,
      'log',
      'subscription { meetEvents { __typename ... on MeetEvent { type } ... on CaughtUp { position } } }',
    );
    await eventually('CaughtUp', () =>
      analyst.messages.some(({ payload }) => JSON.stringify(payload)?.includes('CaughtUp')),
    );
    const types = analyst.messages.flatMap(
      ({ payload }) => /"type":"(\w+)"/.exec(JSON.stringify(payload) ?? '')?.[1] ?? [],
    );
    expect(types.slice(0, 3)).toEqual(['MeetStarted', 'MeetRang', 'MeetAccepted']);
    expect(types).toContain('MeetUpgradedToVideo');
    expect(types.at(-1)).toBe('MeetEnded');
  });

  it('answers everything without a viewer with 401, introspection included', async () => {
    for (const query of ['{ viewer { id } }', '{ __schema { queryType { name } } }']) {
      const { status, body } = await service.ask(null, query);
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
    }
    expect((await service.ask('garbage', '{ viewer { id } }')).status).toBe(401);
    expect(
      (await service.ask(await service.token('analyst', 'a-1'), '{ __typename viewer { role } }')).body.data,
    ).toEqual({
      __typename: 'Query',
      viewer: { role: 'analyst' },
    });
  });

  it('answers input that cannot be meant so with the fields that are wrong', async () => {
    const customer = await service.token('customer', 'c-1');
    const mutation = await service.ask(customer, START, { input: { place: {}, kind: 'VOICE', idempotencyKey: '' } });
    expect(mutation.body.data).toEqual({
      r: { __typename: 'InvalidInput', fields: ['place.userChatId', 'idempotencyKey'], message: expect.any(String) },
    });
    const query = await service.ask(customer, '{ meets(where: { userChatId: "" }) { edges { cursor } } }');
    expect(query.body.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields: ['userChatId'] });
    const page = await service.ask(customer, '{ meets(first: 101) { edges { cursor } } }');
    expect(page.body.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', fields: ['first'] });
  });

  it.each([
    ['{ meet(id: "m", minPosition: "nonsense") { id } }', 'UNKNOWN_POSITION'],
    ['{ meets(after: "nonsense") { edges { cursor } } }', 'UNKNOWN_CURSOR'],
    ['{ events(after: "nonsense") { edges { cursor } } }', 'UNKNOWN_POSITION'],
    ['{ meet(id: "m", asOf: {}) { id } }', 'BAD_USER_INPUT'],
    ['{ meetPermission(place: { userChatId: "nowhere" }, kind: VOICE) { allowed } }', 'NOT_FOUND'],
    ['{ viewer { id }', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { myRings { ringing } }', 'BAD_USER_INPUT'],
    [`{ ${'a: viewer { id } '.repeat(31)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    [`{ viewer { id ${'id '.repeat(2_000)} } }`, 'GRAPHQL_PARSE_FAILED'],
    [`{ meet(id: ${'['.repeat(1_900)}`, 'GRAPHQL_PARSE_FAILED'],
  ])('answers %s with the code %s, and no stack', async (query, code) => {
    const { body } = await service.ask(await service.token('manager', 'm-1'), query);
    expect(body.errors?.[0]?.extensions['code']).toBe(code);
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|stacktrace/);
    expect(service.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it('refuses bodies beyond the limit, and requests that a web page could send unasked', async () => {
    const authorization = `Bearer ${await service.token('manager', 'm-1')}`;
    const post = (contentType: string, body: string) =>
      fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': contentType, authorization },
        body,
      });
    expect((await post('application/json', JSON.stringify({ query: 'x'.repeat(300_000) }))).status).toBe(413);
    expect((await post('text/plain', '{ viewer { id } }')).status).toBe(400);
    expect((await fetch(`${service.url}/graphql?query={viewer{id}}`)).status).toBe(400);
    // No page can send a token without asking first.
    expect((await fetch(`${service.url}/graphql?query={viewer{id}}`, { headers: { authorization } })).status).toBe(200);
  });

  it('closes a socket that does not say who it is, or says so wrongly', async () => {
    const nobody = service.socket();
    nobody.send({ type: 'connection_init' });
    expect((await ended(nobody)).code).toBe(4401);
    const forged = service.socket();
    forged.send({ type: 'connection_init', payload: { authorization: 'Bearer forged' } });
    expect(await ended(forged)).toEqual({ code: 4403, reason: 'the token cannot be verified' });
    const hasty = service.socket();
    hasty.send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { id } }' } });
    expect((await ended(hasty)).code).toBe(4401);
    const stranger = service.socket({ protocol: 'mqtt' });
    expect((await ended(stranger)).reason).toMatch(/subprotocol|Server sent no/i);
  });

  it('answers upgrades to other paths and from other pages, and closes them', async () => {
    expect((await ended(service.socket({ path: '/nowhere' }))).reason).toMatch(/404/);
    expect((await ended(service.socket({ origin: 'https://evil.example' }))).reason).toMatch(/403/);
  });

  it('fails an operation that cannot be read, and leaves the socket and its other operations alone', async () => {
    const socket = await socketOf('manager', 'm-1');
    subscribe(socket, 'bad', 'subscription { nothing');
    subscribe(socket, 'wrong', 'subscription { nothing }');
    subscribe(socket, 'good', '{ viewer { id } }');
    await eventually('three answers', () => socket.messages.length >= 4);
    const answers = Object.fromEntries(socket.messages.filter(({ id }) => id).map(({ id, type }) => [id, type]));
    expect(answers).toMatchObject({ bad: 'error', wrong: 'error' });
    await eventually('the good one', () =>
      socket.messages.some(({ id, type }) => id === 'good' && type === 'complete'),
    );
    expect(socket.ended()).toBeNull();
  });

  it('tells who subscribes from a position that nobody gave out where to begin anew, and ends that subscription', async () => {
    const socket = await socketOf('integrator', 'host');
    const document =
      'subscription { meetEvents(after: "nonsense") { __typename ... on ResyncRequired { reason position } } }';
    subscribe(socket, 'lost', document);
    await eventually('its end', () => socket.messages.some(({ id, type }) => id === 'lost' && type === 'complete'));
    const [told, ...others] = socket.messages.filter(({ id }) => id === 'lost');
    expect(told?.payload).toEqual({
      data: {
        meetEvents: { __typename: 'ResyncRequired', reason: 'unknown-position', position: expect.stringMatching(/0$/) },
      },
    });
    expect(others).toEqual([{ id: 'lost', type: 'complete' }]);
    expect(socket.ended()).toBeNull();
  });

  it('closes a socket that sends what only servers send, or no protocol at all', async () => {
    for (const message of [{ type: 'connection_ack' }, 'hello', { type: 'what' }]) {
      const socket = await socketOf('manager', 'm-1');
      socket.send(message);
      expect((await ended(socket)).code).toBe(4400);
    }
  });

  it('takes requests by a name of their own, and gives every answer one', async () => {
    const named = await fetch(`${service.url}/health/live`, { headers: { 'x-request-id': 'trace-7' } });
    expect(named.headers.get('x-request-id')).toBe('trace-7');
    const odd = await fetch(`${service.url}/health/live`, { headers: { 'x-request-id': '<script>' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const ready = await fetch(`${service.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
  });

  it('counts meets, appends and sockets, and names nobody in metrics or log', async () => {
    await socketOf('manager', 'm-1');
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/^meets_started_total\{kind="VOICE"\} 1$/m);
    expect(metrics).toMatch(/^meets_ws_sockets [1-9]/m);
    expect(metrics).toMatch(/^meets_append_seconds_count\{outcome="appended"\} \d+$/m);
    expect(metrics).toMatch(/^meets_read_model_lag_positions 0$/m);
    expect(metrics + service.logged.join('')).not.toMatch(/Mina Kim|Chulsoo|1012345678|eyJ/);
  });

  it('hands development tokens out by name only', async () => {
    const ask = (body: unknown) =>
      fetch(`${service.url}/dev/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const refused = await ask({ channel: 'shop', role: 'boss' });
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ fields: ['role', 'sub'] })]);
  });

  it('shows browsers GraphiQL, from nowhere but here', async () => {
    const page = await fetch(`${service.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml' } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('{"development":true}');
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, path]) => path ?? '')
      .filter((path) => !path.startsWith('data:'));
    expect(assets).toHaveLength(7);
    for (const path of assets) {
      expect(path).toMatch(/^\/graphql\/assets\//);
      const asset = await fetch(service.url + path);
      expect([asset.status, (await asset.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
    }
    const nothing = await fetch(`${service.url}/graphql/assets/package.json`);
    expect([nothing.status, await nothing.json()]).toMatchObject([404, { message: 'there is nothing here' }]);
    expect((await fetch(`${service.url}/graphql/assets/..%2fpage.html`)).status).toBe(404);
  });
});

describe('a service with a secret of the host’s', () => {
  it('hands out no tokens', async () => {
    const service = await runningService({ AUTH_JWT_SECRET: 'a secret of at least thirty-two bytes' });
    const answer = await fetch(`${service.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'shop', role: 'manager', sub: 'm-1' }),
    });
    expect(answer.status).toBe(404);
    await service.close();
  });
});

describe('a service that is told to stop', () => {
  it('says that it is not ready, closes sockets with 1001 and their last position, and ends', async () => {
    const service = await runningService();
    const socket = service.socket();
    socket.send({
      type: 'connection_init',
      payload: { authorization: `Bearer ${await service.token('integrator', 'host')}` },
    });
    await eventually('connection_ack', () => socket.messages.length > 0);
    socket.send({
      type: 'subscribe',
      id: '1',
      payload: { query: 'subscription { meetEvents { ... on CaughtUp { position } } }' },
    });
    await eventually('CaughtUp', () => socket.messages.find(({ type }) => type === 'next'));
    const { payload } = socket.messages.find(({ type }) => type === 'next') ?? {};
    const position = /"position":"([^"]+)"/.exec(JSON.stringify(payload))?.[1];
    await Promise.all([service.close(), service.close()]);
    expect(await eventually('the close', () => socket.ended())).toEqual({
      code: 1001,
      reason: `going away; last position ${position}`,
    });
    expect(socket.messages.some(({ type }) => type === 'complete')).toBe(false);
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  });

  it('answers the commands that are under way before it ends, and takes no others', async () => {
    let underWay = false;
    let goOn = (): void => undefined;
    const store = storeThatPausesBefore(createMemoryEventStore(), 'ManagerPut', () => {
      underWay = true;
      return new Promise<void>((resolve) => (goOn = resolve));
    });
    // A connection that was kept for a next request would be waited for, longer than a test may take.
    const service = await runningService({ SHUTDOWN_TIMEOUT_MS: '600000' }, () => ({ ...inMemory(), store }));
    const host = await service.token('integrator', 'host');
    const answer = service.ask(host, PUT_MANAGER);
    await eventually('the append', () => underWay);
    const closed = service.close();
    await eventually('no way in', () =>
      fetch(`${service.url}/health/live`).then(
        () => false,
        () => true,
      ),
    );
    goOn();
    expect(await answer).toMatchObject({ status: 200, body: { data: { r: { __typename: 'Put' } } } });
    await closed;
  });

  it('does not wait for ever for a client that never finishes its request', async () => {
    const service = await runningService({ SHUTDOWN_TIMEOUT_MS: '200' });
    const { hostname, port } = new URL(service.url);
    const client = connect(Number(port), hostname);
    let gone = false;
    client
      .resume()
      .on('close', () => (gone = true))
      .on('error', () => undefined);
    client.write(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    await eventually('the connection', () => client.readyState === 'open' && client.bytesWritten > 0);
    await service.close();
    expect(await eventually('its end', () => gone)).toBe(true);
  });
});
