import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FollowUp, NotifierFailure } from '@meets/meet-domain';
import { notifierContract } from '@meets/meet-domain/testing';
import { Webhook } from 'standardwebhooks';
import { httpNotifier } from './http-notifier.ts';

const OLD_SECRET = `whsec_${Buffer.from('an old secret of the gateway').toString('base64')}`;
const NEW_SECRET = `whsec_${Buffer.from('a new secret of the gateway').toString('base64')}`;

interface Message {
  readonly type: string;
  readonly data: FollowUp;
}
/** What the gateway does with a request once it has been read; by default it takes the message. */
type Behaviour = (response: ServerResponse) => void;

/** A messaging gateway on this machine: checks signatures, and drops ids that it knows. */
async function openGateway(secret = OLD_SECRET) {
  const taken = new Map<string, Message>();
  const requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const state: { behaviour: Behaviour | null } = { behaviour: null };
  const server: Server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      requests.push({ headers: request.headers, body });
      if (state.behaviour) return state.behaviour(response);
      const message = new Webhook(secret).verify(body, request.headers as Record<string, string>) as Message;
      taken.set(String(request.headers['webhook-id']), message);
      response.writeHead(204).end();
    })().catch(() => response.writeHead(401).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    taken,
    requests,
    behave: (behaviour: Behaviour | null) => void (state.behaviour = behaviour),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end('{"to":"+821012345678"}');
const FAILURES = { unavailable: answer(500), refused: answer(422) } as const satisfies Record<
  NotifierFailure['kind'],
  Behaviour
>;

notifierContract('the gateway over HTTP', async () => {
  const gateway = await openGateway();
  return {
    notifier: httpNotifier({ url: gateway.url, secrets: [OLD_SECRET] }),
    received: async () => [...gateway.taken].map(([idempotencyKey, { data }]) => ({ ...data, idempotencyKey })),
    fail: async (kind) => gateway.behave(kind && FAILURES[kind]),
    close: () => gateway.close(),
  };
});

const followUp: FollowUp = {
  channelId: 'ch-1',
  customerId: 'juno',
  userChatId: 'uc-1',
  meetId: 'uc.uc-1.1',
  recipient: { name: 'Juno Park', phoneNumber: '+821055550100' },
  link: 'https://example.test/m/1',
  waitUntil: '2026-02-01T09:00:00.000Z',
  idempotencyKey: 'event-1',
};

describe('follow-ups to a messaging gateway (R18)', () => {
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  beforeEach(async () => {
    gateway = await openGateway();
  });
  afterEach(() => gateway.close());
  const send = (more: Partial<Parameters<typeof httpNotifier>[0]> = {}) =>
    httpNotifier({ url: gateway.url, secrets: [OLD_SECRET], ...more }).sendFollowUp(followUp);

  it('R18: say whom to tell of which link, and how long it is good for', async () => {
    expect(await send()).toEqual({ sent: true, via: 'gateway' });
    const { idempotencyKey: _, ...data } = followUp;
    expect(gateway.taken.get('event-1')).toMatchObject({ type: 'meet.follow_up', data });
  });

  it('R18: are signed with every secret, so that the gateway may hold the old one or the new one', async () => {
    const secrets = [OLD_SECRET, NEW_SECRET];
    expect(await send({ secrets })).toMatchObject({ sent: true });
    const later = await openGateway(NEW_SECRET);
    expect(await send({ url: later.url, secrets })).toMatchObject({ sent: true });
    expect(await send({ url: later.url })).toMatchObject({
      sent: false,
      failure: { kind: 'unavailable', why: 'the gateway answered 401' },
    });
    await later.close();
  });

  it('R18: are taken at the next try where the first was answered 500, under the same id', async () => {
    gateway.behave(answer(500));
    expect(await send()).toMatchObject({ sent: false, failure: { kind: 'unavailable' } });
    gateway.behave(null);
    expect(await send()).toMatchObject({ sent: true });
    expect(gateway.requests.map(({ headers }) => headers['webhook-id'])).toEqual(['event-1', 'event-1']);
    expect(gateway.taken.size).toBe(1);
  });

  it('R18: wait as long as the gateway asks', async () => {
    gateway.behave(answer(429, { 'retry-after': '7' }));
    expect(await send()).toMatchObject({ sent: false, failure: { kind: 'unavailable', retryAfterMs: 7_000 } });
    gateway.behave(answer(503));
    expect((await send()) as object).toEqual({
      sent: false,
      via: 'gateway',
      failure: { kind: 'unavailable', why: 'the gateway answered 503' },
    });
  });

  it.each([400, 410, 413, 422])('R18: are not tried again after %p', async (status) => {
    gateway.behave(answer(status));
    expect(await send()).toMatchObject({ sent: false, failure: { kind: 'refused' } });
  });

  it.each([401, 404, 408, 500, 502])('R18: are tried again after %p', async (status) => {
    gateway.behave(answer(status));
    expect(await send()).toMatchObject({ sent: false, failure: { kind: 'unavailable' } });
  });

  it('R18: follow no redirect, so that names and numbers go nowhere else', async () => {
    const elsewhere = await openGateway();
    gateway.behave(answer(307, { location: elsewhere.url }));
    expect(await send()).toMatchObject({ sent: false, failure: { kind: 'unavailable' } });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('R18: give up on a gateway that hangs, after the time it may take', async () => {
    gateway.behave(() => undefined);
    expect(await send({ timeoutMs: 50 })).toMatchObject({
      sent: false,
      failure: { kind: 'unavailable', why: 'it did not answer in time' },
    });
  });

  it('R18: outlive a gateway that hangs up, and one that is not there', async () => {
    gateway.behave((response) => response.destroy());
    expect(await send()).toMatchObject({ sent: false, failure: { kind: 'unavailable', why: 'no connection' } });
    const gone = await openGateway();
    await gone.close();
    expect(await send({ url: gone.url })).toMatchObject({ sent: false, failure: { why: 'no connection' } });
  });

  it('R18: do not read an answer, however long it is', async () => {
    let stopped: () => void = () => undefined;
    const cutOff = new Promise<void>((resolve) => (stopped = resolve));
    gateway.behave((response) => {
      response.on('close', stopped).writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    });
    expect(await send()).toMatchObject({ sent: true });
    await cutOff;
  });

  it('R6: repeat nothing of what the gateway says, which may quote the number', async () => {
    gateway.behave(answer(422));
    expect(JSON.stringify(await send())).not.toContain('8210');
  });
});
