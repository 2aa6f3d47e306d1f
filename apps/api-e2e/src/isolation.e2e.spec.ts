import type { Events, ReadMeet, Result } from './answers.ts';
import { sessionFor, tokenFor } from './graphql-client.ts';
import { ACCEPT, EVENTS, FORGET_PERSON, LEAVE, PUT_CHANNEL, READ_CHAT, READ_MEET, START } from './operations.ts';
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
      expect((await stranger.run<ReadMeet>(READ_MEET, { id: `${meetId}0` })).meet).toBeNull();
    }
    expect((await scene.otherCustomer.run<ReadMeet>(READ_MEET, { id: meetId })).meet).toBeNull();
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
    const tooBig = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${scene.customer.token}` },
      body: JSON.stringify({ query: '{ viewer { id } }', variables: { padding: 'x'.repeat(3_000_000) } }),
    });
    expect(tooBig.status).toBe(413);
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

  it('R6: exposes no phone number, in any field or stored byte, and forgets a person on demand', async () => {
    const own = await setScene(server, 'forgetting');
    const meetId = await liveMeet(own);
    const before = await own.manager.run(READ_CHAT, { id: own.chat });
    expect(before).toMatchObject({ userChat: { customer: { name: 'Chulsoo' } } });
    const { result } = await own.host.run<Result>(FORGET_PERSON, { input: { customerId: 'cu-1' } });
    expect(result.__typename).toBe('Put');
    const after = await own.manager.run(READ_CHAT, { id: own.chat, minPosition: result.position });
    expect(after).toMatchObject({ userChat: { customer: { id: 'cu-1', name: null } } });
    const read = await own.manager.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(read.meet?.history.edges.map((edge) => edge.node.version)).toEqual([1, 2, 3, 4, 5]);
    expect(JSON.stringify(read)).not.toMatch(/8210|01012345678/);
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
