import { randomUUID } from 'node:crypto';
import type { Events, ReadMeet, Result } from './answers.ts';
import { ACCEPT, CANCEL, END, EVENTS, READ_CHAT, READ_MEET, START } from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { customerCalls, setScene, type Scene } from './scene.ts';

const AT_ONCE = 50;
const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('many at once', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path);
  });
  beforeEach(async () => {
    scene = await setScene(server, `race-${randomUUID()}`);
  });
  afterEach(() => scene.close());
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  const eventsOf = async (type: string) =>
    (await scene.analyst.run<Events>(EVENTS, { first: 100 })).events.edges
      .map((edge) => edge.node)
      .filter((event) => event.type === type);
  const start = (idempotencyKey?: string, kind = 'VOICE') =>
    scene.customer.run<Result>(START, {
      input: { place: { userChatId: scene.chat }, kind, ...(idempotencyKey ? { idempotencyKey } : {}) },
    });

  it(`R7: ${AT_ONCE} concurrent startMeet on one chat begin one meet`, async () => {
    const answers = (await times(AT_ONCE, () => start())).map((answer) => answer.result);
    const begun = answers.filter((answer) => answer.__typename === 'MeetAccepted');
    const found = answers.filter((answer) => answer.__typename === 'AlreadyLive');
    expect([begun.length, found.length]).toEqual([1, AT_ONCE - 1]);
    expect(new Set(answers.map((answer) => answer.meet.id)).size).toBe(1);
    expect(await eventsOf('MeetStarted')).toHaveLength(1);
  });

  it(`R11: of ${AT_ONCE} concurrent accepts one wins, and the others learn who`, async () => {
    const meetId = await customerCalls(scene);
    const answers = await times(AT_ONCE, () => scene.manager.run<Result>(ACCEPT, { input: { meetId } }));
    const [accepted] = await eventsOf('MeetAccepted');
    expect(answers.filter(({ result }) => result.__typename === 'MeetAccepted')).toHaveLength(1);
    const losers = answers.filter(({ result }) => result.__typename === 'Conflict');
    expect(losers).toHaveLength(AT_ONCE - 1);
    expect(new Set(losers.map(({ result }) => result.winner?.id))).toEqual(new Set([accepted?.id]));
    expect(await eventsOf('MeetAccepted')).toHaveLength(1);
  });

  it(`answers one idempotency key ${AT_ONCE} times equally, with one event, now and later`, async () => {
    const key = randomUUID();
    const answers = await times(AT_ONCE, () => start(key));
    expect(answers[0]?.result.__typename).toBe('MeetAccepted');
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await eventsOf('MeetStarted')).toHaveLength(1);

    const meetId = answers[0]?.result.meet.id;
    await scene.customer.run<Result>(CANCEL, { input: { meetId } });
    // R14: the deadline is the customer's while it rings only; all else is answered as it was.
    const again = await start(key);
    expect(again.result.meet.ringDeadline).toBeNull();
    expect(again.result.meet).toEqual({ ...answers[0]?.result.meet, ringDeadline: null });
    expect(await eventsOf('MeetStarted')).toHaveLength(1);
    const other = await start(key, 'VIDEO');
    expect(other.result.__typename).toBe('IdempotencyConflict');
  });

  it('invariant 6: accept, cancel and end race to one outcome', async () => {
    for (let round = 0; round < 10; round += 1) {
      const meetId = await customerCalls(scene);
      const [accepted, canceled] = await Promise.all([
        scene.manager.run<Result>(ACCEPT, { input: { meetId } }),
        scene.customer.run<Result>(CANCEL, { input: { meetId } }),
      ]);
      const outcome = [accepted.result.__typename, canceled.result.__typename].sort();
      expect(outcome).toEqual(['Conflict', 'MeetAccepted']);
      const read = await scene.manager.run<ReadMeet>(READ_MEET, { id: meetId });
      expect(read.meet?.state).toBe(accepted.result.__typename === 'MeetAccepted' ? 'LIVE' : 'MISSED');
      if (read.meet?.state === 'LIVE') await scene.manager.run<Result>(END, { input: { meetId } });
    }
    const chat = await scene.manager.run<{ userChat: { liveMeet: unknown } }>(READ_CHAT, { id: scene.chat });
    expect(chat.userChat.liveMeet).toBeNull();
  });
});
