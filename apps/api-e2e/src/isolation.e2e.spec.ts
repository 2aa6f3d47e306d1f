import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Events, ReadMeet, Result } from './answers.ts';
import { sessionFor, tokenFor } from './graphql-client.ts';
import {
  ACCEPT,
  EVENTS,
  FORGET_PERSON,
  LEAVE,
  PUT_CHANNEL,
  PUT_CUSTOMER,
  READ_CHAT,
  READ_MEET,
  START,
} from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { liveMeet, setScene, type Scene } from './scene.ts';

describe('who may see and do what', () => {
  let server: RunningServer;
  let scene: Scene;
  let foreign: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
    scene = await setScene(server, 'own');
    foreign = await setScene(server, 'foreign');
  });
  afterAll(async () => {
    await Promise.all([scene.close(), foreign.close()]);
    await server.stop();
    await dataDir.remove();
  });

  it('answers a foreign tenant and another customer as if nothing were there', async () => {
    const meetId = await liveMeet(scene);
    for (const stranger of [foreign.manager, foreign.customer, foreign.host, foreign.analyst, scene.otherCustomer]) {
      expect((await stranger.run<ReadMeet>(READ_MEET, { id: meetId })).meet).toBeNull();
    }
    expect((await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId })).meet?.id).toBe(meetId);
    expect(await scene.otherCustomer.run(READ_CHAT, { id: scene.chat })).toEqual({ userChat: null });
    const answers = await Promise.all([
      scene.otherCustomer.run<Result>(ACCEPT, { input: { meetId } }),
      scene.otherCustomer.run<Result>(ACCEPT, { input: { meetId: 'no-such-meet' } }),
    ]);
    expect(answers.map((answer) => answer.result.__typename)).toEqual(['NotFound', 'NotFound']);
    const seen = await foreign.analyst.run<Events>(EVENTS, { first: 100 });
    expect(seen.events.edges).toEqual([]);
    await scene.manager.run<Result>(LEAVE, { input: { meetId } });
    await scene.customer.run<Result>(LEAVE, { input: { meetId } });
  });

  it('takes tenant and role from the token alone', async () => {
    const unauthenticated = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    });
    expect(await unauthenticated.text()).toMatch(/UNAUTHENTICATED/);
    const forged = (await tokenFor(server, 'own', 'manager', 'ma-1')).slice(0, -4) + 'AAAA';
    const refused = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${forged}` },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    });
    expect(await refused.text()).toMatch(/UNAUTHENTICATED/);
    const { result } = await scene.customer.run<Result>(PUT_CHANNEL, { input: { name: 'Mine now', paidPlan: true } });
    expect(result.__typename).toBe('NotAllowed');
  });

  it('answers malformed and oversized input with typed problems', async () => {
    const bad = [
      { place: {}, kind: 'VOICE' },
      { place: { userChatId: scene.chat, customerId: 'cu-1' }, kind: 'VOICE' },
      { place: { userChatId: 'x'.repeat(10_000) }, kind: 'VOICE' },
      { place: { userChatId: 'a\u0000b' }, kind: 'VOICE' },
    ];
    for (const input of bad) {
      const { result } = await scene.customer.run<Result>(START, { input });
      expect(result.__typename).toBe('InvalidInput');
      expect(result.fields.length).toBeGreaterThan(0);
    }
    const unknown = await scene.customer.run<Result>(START, {
      input: { place: { userChatId: 'nowhere' }, kind: 'VOICE' },
    });
    expect(unknown.result.__typename).toBe('NotFound');
    for (let time = 0; time < 20; time += 1) {
      const tooBig = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${scene.customer.token}` },
        body: JSON.stringify({ query: '{ viewer { id } }', variables: { padding: 'x'.repeat(3_000_000) } }),
      });
      expect(tooBig.status).toBe(413);
    }
    expect((await scene.customer.ask('{ viewer { id }')).errors?.[0]?.message).toMatch(/Syntax Error/);
  });

  it('R3 R10: refuses what a voice or video meet cannot have, by name', async () => {
    const video = await scene.customer.run<Result>(START, {
      input: { place: { userChatId: scene.chat }, kind: 'VIDEO' },
    });
    expect(video.result).toMatchObject({ __typename: 'NotAllowed', reasons: ['KIND_NOT_ALLOWED'] });
    const phone = await scene.manager.run<Result>(START, {
      input: { place: { userChatId: scene.chat }, kind: 'PHONE' },
    });
    expect(phone.result.__typename).toBe('NotAllowed');
  });

  it('R6: exposes no phone number in any field, keeps no name in the log, and forgets a person to the last stored byte', async () => {
    const own = await setScene(server, 'forgetting');
    const input = { id: 'cu-1', name: 'Unforgettable Kim', phoneNumber: '+821098765432' };
    await own.host.run<Result>(PUT_CUSTOMER, { input });
    const meetId = await liveMeet(own);
    const everybody = [own.host, own.analyst, own.manager, own.customer];
    const seen = await Promise.all(
      everybody.flatMap((who) => [
        who.run(READ_MEET, { id: meetId }),
        who.run(READ_CHAT, { id: own.chat }),
        who.run(EVENTS, { first: 100 }),
      ]),
    );
    expect(JSON.stringify(seen)).toContain('Unforgettable Kim');
    expect(JSON.stringify(seen)).not.toContain('98765432');
    expect(await filesWith(dataDir.path, /Unforgettable|98765432/)).not.toContainEqual(
      expect.stringMatching(/^events/),
    );

    const { result } = await own.host.run<Result>(FORGET_PERSON, { input: { customerId: 'cu-1' } });
    expect(result.__typename).toBe('Put');
    const after = await own.manager.run(READ_CHAT, { id: own.chat, minPosition: result.position });
    expect(after).toMatchObject({ userChat: { customer: { id: 'cu-1', name: null } } });
    const read = await own.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(read.meet?.history.edges.map((edge) => edge.node.version)).toEqual([1, 2, 3, 4, 5]);
    expect(await filesWith(dataDir.path, /Unforgettable|98765432/)).toEqual([]);
    await own.close();
  });

  it('knows a person by their channel: one id in two channels is two people', async () => {
    const meetId = await liveMeet(scene);
    const twin = await sessionFor(server, 'foreign', 'customer', 'cu-1');
    expect((await twin.run<ReadMeet>(READ_MEET, { id: meetId })).meet).toBeNull();
    expect((await twin.run<Result>(LEAVE, { input: { meetId } })).result.__typename).toBe('NotFound');
    await twin.close();
  });
});

/** The names of the data directory's files that hold it, in whatever byte. */
async function filesWith(directory: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(directory);
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name), 'latin1')));
  return names.filter((_, index) => pattern.test(contents[index] ?? ''));
}
