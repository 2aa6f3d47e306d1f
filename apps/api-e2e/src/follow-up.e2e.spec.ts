import { readdir, readFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import type { Result } from './answers.ts';
import { JOIN_BY_LINK, PREVIEW, type Preview } from './link-operations.ts';
import { type Message, type MessagingGateway, openMessagingGateway } from './messaging-gateway.ts';
import { CANCEL, EVENTS, LEAVE, SET_PRESENCE, START } from './operations.ts';
import { pause, startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { setScene, type Scene } from './scene.ts';

const NUMBER = '+821012345678';

describe('a meet that waits for an offline customer', () => {
  let gateway: MessagingGateway;
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeEach(async () => {
    gateway = await openMessagingGateway();
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { ...gateway.env, LINK_URL: 'https://meets.test', LOG_LEVEL: 'trace' });
    scene = await setScene(server, 'follow-up');
    await scene.host.run(SET_PRESENCE, { input: { customerId: 'cu-1', online: false } });
  });
  afterEach(async () => {
    await scene.close();
    await server.stop();
    await gateway.close();
    await dataDir.remove();
  });
  const start = async (): Promise<string> => {
    const input = { place: { userChatId: scene.chat }, kind: 'VIDEO' };
    const { result } = await scene.manager.run<Result>(START, { input });
    expect(result.meet.state).toBe('WAITING_FOR_CUSTOMER');
    return result.meet.id;
  };
  const tokenOf = ({ data }: Message): string => data.link.replace('https://meets.test/m/', '');
  const join = async (session: Scene['host'], token: string) =>
    (await session.run<Result>(JOIN_BY_LINK, { input: { token } })).result;

  it('R18: is told to the customer by a link that is theirs alone and ends with the meet', async () => {
    const meetId = await start();
    const [message] = await gateway.untilTaken(1);
    if (!message) throw new Error('no message came');
    expect(message.data).toMatchObject({
      customerId: 'cu-1',
      meetId,
      recipient: { name: 'Chulsoo', phoneNumber: NUMBER },
    });
    expect(message.data.link).not.toContain(meetId);
    const token = tokenOf(message);

    const preview = await scene.customer.run<Preview>(PREVIEW, { token });
    expect(preview.meetLink).toEqual({
      ...{ kind: 'CUSTOMER', title: 'Shop follow-up', state: 'LIVE', message: null, mayStart: false, teamRoom: null },
      meet: { id: meetId },
    });
    for (const other of [scene.otherCustomer, scene.manager, scene.secondManager, scene.analyst]) {
      expect((await other.ask(PREVIEW, { token })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    }
    for (const other of [scene.otherCustomer, scene.manager, scene.secondManager]) {
      expect((await join(other, token)).__typename).toBe('NotFound');
    }
    expect(await join(scene.customer, token)).toMatchObject({ __typename: 'MeetAccepted', meet: { id: meetId } });
    await scene.customer.run(LEAVE, { input: { meetId } });
    await scene.manager.run(LEAVE, { input: { meetId } });
    expect(await join(scene.customer, token)).toMatchObject({ __typename: 'AlreadyOver', message: 'the meet is over' });
  });

  it('R18 R14: ends for the customer in one way, whatever ended it', async () => {
    const meetId = await start();
    const [message] = await gateway.untilTaken(1);
    if (!message) throw new Error('no message came');
    const { result } = await scene.manager.run<Result>(CANCEL, { input: { meetId } });
    const token = tokenOf(message);
    const read = { token, locale: 'en-GB' };
    const over = (await scene.customer.run<Preview>(PREVIEW, read)).meetLink;
    expect(over).toMatchObject({ state: 'OVER', message: 'This meet has already ended', meet: null });
    expect((await scene.customer.run<Preview>(PREVIEW, { token })).meetLink.message).toBe('이미 종료된 미트입니다');
    expect((await join(scene.customer, token)).__typename).toBe('AlreadyOver');
    expect(result.meet.missedReason).toBe('MANAGER_LEFT');
  });

  it('R18: is told once, though the gateway fails, and the service is killed before it is told', async () => {
    gateway.answer((response) => void response.writeHead(503, { 'retry-after': '600' }).end());
    await start();
    while (gateway.asked.length === 0) await pause(5);
    await server.kill();
    gateway.answer(null);
    server = await startServer(dataDir.path, { ...gateway.env, LINK_URL: 'https://meets.test' });
    await gateway.untilTaken(1);
    await server.stop();
    server = await startServer(dataDir.path, { ...gateway.env, LINK_URL: 'https://meets.test' });
    expect(new Set(gateway.asked).size).toBe(1);
  });

  it('R6: leaves the customer’s number in no log line, event or file', async () => {
    await start();
    await gateway.untilTaken(1);
    expect(JSON.stringify(await scene.analyst.run(EVENTS, { first: 100 }))).not.toContain('12345678');
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).not.toContain('12345678');
    expect(server.output()).not.toContain('12345678');
    for (const name of await readdir(dataDir.path)) {
      expect((await readFile(pathOf(dataDir.path, name))).includes('12345678')).toBe(false);
    }
  });
});
