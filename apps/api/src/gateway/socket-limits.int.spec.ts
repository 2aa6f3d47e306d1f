import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../testing/eventually.ts';
import { runningService, type RunningService, type TestSocket } from '../testing/running-service.ts';
import { TOO_MANY_SOCKETS } from './close-codes.ts';

const UPGRADE = [
  'GET /graphql HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
];

describe('a service whose sockets are limited', () => {
  let service: RunningService;
  const opened: TestSocket[] = [];
  beforeAll(async () => {
    service = await runningService({
      WS_MAX_SOCKETS_PER_PERSON: '3',
      WS_MAX_SOCKETS_PER_CHANNEL: '5',
      WS_MAX_UNKNOWN_PER_ADDRESS: '4',
      TRUSTED_PROXIES: '127.0.0.1',
      WS_INIT_TIMEOUT_MS: '20000',
    });
  });
  afterEach(async () => {
    opened.splice(0).forEach(({ socket }) => socket.terminate());
    await eventually('all sockets gone', async () => /^meets_ws_sockets 0$/m.test(await metrics()));
  });
  afterAll(() => service.close());

  const metrics = async (): Promise<string> => (await fetch(`${service.url}/metrics`)).text();
  const count = async (line: string): Promise<number> =>
    Number(new RegExp(`^${line} (\\d+)$`, 'm').exec(await metrics())?.[1] ?? 0);
  function socket(): TestSocket {
    const one = service.socket();
    opened.push(one);
    return one;
  }
  async function asking(role: 'manager' | 'customer', sub: string, channel?: string): Promise<TestSocket> {
    const one = socket();
    const token = await service.token(role, sub, channel);
    one.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    return one;
  }
  async function admitted(...who: Parameters<typeof asking>): Promise<TestSocket> {
    const one = await asking(...who);
    await eventually('the ack', () => one.messages.some(({ type }) => type === 'connection_ack'));
    return one;
  }
  const closed = (one: TestSocket) => eventually('the end of the socket', () => one.ended());
  const isGone = async (one: TestSocket): Promise<void> => {
    const before = await count('meets_ws_sockets');
    one.socket.terminate();
    await eventually('the server’s notice', async () => (await count('meets_ws_sockets')) < before);
  };
  /** An upgrade by hand, for one that a proxy names; the status line it is answered with. */
  async function upgradeFrom(address: string): Promise<{ answer: string; end(): void }> {
    const line = connect(Number(new URL(service.url).port), '127.0.0.1');
    line.write([...UPGRADE, `X-Forwarded-For: 6.6.6.6, ${address}`, '\r\n'].join('\r\n'));
    const [answer] = (await once(line, 'data')) as [Buffer];
    return { answer: String(answer), end: () => void line.destroy() };
  }

  it('closes a person’s one socket too many with a code of its own, and says what to do', async () => {
    const before = await count('meets_ws_closed_total{cause="too-many-sockets"}'.replace(/[{}]/g, '\\$&'));
    const mine = [await admitted('manager', 'm-1'), await admitted('manager', 'm-1'), await admitted('manager', 'm-1')];
    expect(await closed(await asking('manager', 'm-1'))).toEqual({
      code: TOO_MANY_SOCKETS,
      reason: 'you have as many sockets open as you may; close one, then connect again',
    });
    const after = await count('meets_ws_closed_total{cause="too-many-sockets"}'.replace(/[{}]/g, '\\$&'));
    expect(after - before).toBe(1);
    expect(mine.every((one) => one.ended() === null)).toBe(true);
  });

  it('counts a person of another channel, role or name apart', async () => {
    for (let index = 0; index < 3; index += 1) await admitted('manager', 'x');
    await admitted('customer', 'x');
    await admitted('manager', 'y');
    await admitted('manager', 'x', 'other');
  });

  it('takes a person’s next socket once one of theirs is gone, however it went', async () => {
    const mine = [await admitted('manager', 'm-1'), await admitted('manager', 'm-1'), await admitted('manager', 'm-1')];
    for (const one of mine) {
      await isGone(one);
      await admitted('manager', 'm-1');
      expect((await closed(await asking('manager', 'm-1'))).code).toBe(TOO_MANY_SOCKETS);
    }
  });

  it('holds no place for who went away while their token was looked at', async () => {
    for (let index = 0; index < 12; index += 1) {
      const one = await asking('manager', `hasty-${index % 2}`);
      await eventually('an open socket', () => one.socket.readyState === one.socket.OPEN);
      one.socket.terminate();
    }
    await eventually('all sockets gone', async () => (await count('meets_ws_sockets')) === 0);
    for (let index = 0; index < 3; index += 1) await admitted('manager', 'hasty-0');
    for (let index = 0; index < 2; index += 1) await admitted('manager', 'hasty-1');
  });

  it('lets one channel have no more than its share, without a word about whose they are', async () => {
    for (let index = 0; index < 5; index += 1) await admitted('manager', `m-${index}`);
    const end = await closed(await asking('customer', 'c-1'));
    expect(end).toEqual({ code: TOO_MANY_SOCKETS, reason: 'too many sockets are open; try again later' });
    await admitted('customer', 'c-1', 'other');
  });

  it('answers 429 with Retry-After to an address that has too many silent ones, and to no other', async () => {
    const silent = [];
    for (let index = 0; index < 4; index += 1) silent.push(await upgradeFrom('198.51.100.1'));
    for (const { answer } of silent) expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    const refused = await upgradeFrom('198.51.100.1');
    expect(refused.answer).toMatch(/^HTTP\/1\.1 429 /);
    expect(refused.answer).toMatch(/\r\nRetry-After: 20\r\n/);
    expect(refused.answer).toMatch(/send it, or wait"}$/);
    const other = await upgradeFrom('198.51.100.2');
    expect(other.answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(await count('meets_ws_refused_total\\{cause="address"\\}')).toBe(1);
    for (const one of [...silent, refused, other]) one.end();
    await eventually('room', async () => {
      const again = await upgradeFrom('198.51.100.1');
      again.end();
      return again.answer.startsWith('HTTP/1.1 101');
    });
  });

  it('counts those that have said who they are for their address no more', async () => {
    for (let index = 0; index < 3; index += 1) {
      await admitted('manager', 'm-1');
      await admitted('manager', 'm-2', 'other');
    }
    expect((await closed(await asking('manager', 'm-1'))).code).toBe(TOO_MANY_SOCKETS);
  });

  it('holds no place for an upgrade that came to nothing', async () => {
    const port = Number(new URL(service.url).port);
    for (let index = 0; index < 12; index += 1) {
      const line = connect(port, '127.0.0.1');
      line.write([...UPGRADE.filter((header) => !header.includes('Key')), '\r\n'].join('\r\n'));
      const [answer] = (await once(line, 'data')) as [Buffer];
      expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
      line.destroy();
    }
    await admitted('manager', 'm-1');
  });

  it('cuts off who was refused and does not go', async () => {
    const line = connect({ port: Number(new URL(service.url).port), host: '127.0.0.1', allowHalfOpen: true });
    line.write([...UPGRADE, '\r\n'].join('\r\n').replace('/graphql', '/nowhere'));
    const [answer] = (await once(line, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 .*\/graphql"}$/s);
    // It never ends its side; what it writes shows when nobody is there any more.
    let isCut = false;
    line.on('error', () => (isCut = true));
    await eventually('the cut', () => {
      if (!isCut) line.write('still here');
      return isCut;
    });
  });
});
