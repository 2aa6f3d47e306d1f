import { tokenFor, type Role } from './graphql-client.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { frame, openFrames, openLine, openSocket, until, type RawLine, type SocketClient } from './socket-client.ts';

const TEXT = 0x1;
const PER_PERSON = 3;
const UNKNOWN_PER_ADDRESS = 5;
const TOO_MANY_SOCKETS = 4430;

describe('sockets that are limited per person and per address', () => {
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  const clients: SocketClient[] = [];
  const lines: RawLine[] = [];

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, {
      WS_MAX_SOCKETS_PER_PERSON: String(PER_PERSON),
      WS_MAX_UNKNOWN_PER_ADDRESS: String(UNKNOWN_PER_ADDRESS),
      // Longer than the time to say who one is: whoever says nothing is closed for that, and for no ping that a busy machine answers late.
      WS_PING_INTERVAL_MS: '1500',
      WS_INIT_TIMEOUT_MS: '1000',
    });
  });
  afterEach(() => {
    clients.splice(0).forEach(({ socket }) => socket.terminate());
    lines.splice(0).forEach(({ socket }) => socket.destroy());
  });
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  const init = async (role: Role, sub: string): Promise<string> => {
    const authorization = `Bearer ${await tokenFor(server, 'limits', role, sub)}`;
    return JSON.stringify({ type: 'connection_init', payload: { authorization } });
  };
  async function asking(role: Role, sub: string): Promise<SocketClient> {
    const message = await init(role, sub);
    const client = openSocket(server);
    clients.push(client);
    client.send(message);
    return client;
  }
  async function admitted(role: Role, sub: string): Promise<SocketClient> {
    const client = await asking(role, sub);
    await client.message('connection_ack');
    return client;
  }

  it('says what to do to whoever opens one too many, and takes one again when one has gone', async () => {
    const [first] = [
      await admitted('manager', 'm-1'),
      await admitted('manager', 'm-1'),
      await admitted('manager', 'm-1'),
    ];
    const { code, reason } = await (await asking('manager', 'm-1')).ended();
    expect({ code, reason }).toEqual({ code: TOO_MANY_SOCKETS, reason: expect.stringContaining('close one') });
    await admitted('customer', 'm-1');
    first?.socket.close();
    await first?.ended();
    await admitted('manager', 'm-1');
  });

  it('frees the places of lines that fell silent', async () => {
    const message = await init('manager', 'm-2');
    for (let index = 0; index < PER_PERSON; index += 1) {
      const line = await openFrames(server);
      lines.push(line);
      line.socket.write(frame({ opcode: TEXT, payload: Buffer.from(message) }));
      await until('the ack', () => line.received().includes('connection_ack'));
    }
    expect((await (await asking('manager', 'm-2')).ended()).code).toBe(TOO_MANY_SOCKETS);
    // They never answer a ping.
    await until('the cut', () => lines.every((line) => line.closed()));
    await admitted('manager', 'm-2');
  });

  it('takes no more than a few silent ones from one address, and all again once those were closed', async () => {
    for (let index = 0; index < UNKNOWN_PER_ADDRESS; index += 1) clients.push(openSocket(server));
    await until('the silent ones', () => clients.every((client) => client.isOpen()));
    const refused = openLine(server);
    lines.push(refused);
    refused.socket.write(
      'GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        // Nobody has said that this proxy may be believed.
        'X-Forwarded-For: 198.51.100.1\r\n\r\n',
    );
    await until('an answer', () => refused.received().includes('wait'));
    expect(String(refused.received())).toMatch(/^HTTP\/1\.1 429 .*\r\nRetry-After: 1\r\n/s);
    for (const client of clients) expect((await client.ended()).code).toBe(4408);
    await admitted('manager', 'm-3');
  });
});
