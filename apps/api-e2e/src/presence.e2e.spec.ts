import type { MeetParts, ReadMeet, Result } from './answers.ts';
import { ACCEPT, MEET_UPDATED, PUT_USER_CHAT, READ_MEET, SET_PRESENCE, START } from './operations.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';
import { liveMeet, setScene, type Scene } from './scene.ts';

const PRESENCE_GRACE_MS = 300;

describe('people whose connection is lost', () => {
  let server: RunningServer;
  let scene: Scene;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { PRESENCE_GRACE_MS: String(PRESENCE_GRACE_MS) });
    scene = await setScene(server, 'presence');
  });
  afterAll(async () => {
    await scene.close();
    await server.stop();
    await dataDir.remove();
  });

  const offline = async (...people: Record<string, string>[]): Promise<void> => {
    for (const person of people) await scene.host.run<Result>(SET_PRESENCE, { input: { ...person, online: false } });
  };
  const ended = async (meetId: string): Promise<ReadMeet> => {
    const updates = scene.secondManager.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    await updates.until('the end', (came) => came.at(-1)?.meetUpdated.state === 'ENDED');
    return scene.secondManager.run<ReadMeet>(READ_MEET, { id: meetId });
  };

  it('R33: have left after the grace, and the last one ends the meet', async () => {
    const meetId = await liveMeet(scene);
    await offline({ customerId: 'cu-1' }, { managerId: 'ma-1' });
    const { meet } = await ended(meetId);
    expect(meet?.participants.map((participant) => participant.leaveReason)).toEqual([
      'CONNECTION_LOST',
      'CONNECTION_LOST',
    ]);
  });

  it('R33: have left, too, where nobody ever said that they were online', async () => {
    await scene.host.run(PUT_USER_CHAT, { input: { id: 'chat-2', customerId: 'cu-2', assigneeId: 'ma-2' } });
    const started = await scene.otherCustomer.run<Result>(START, {
      input: { place: { userChatId: 'chat-2' }, kind: 'VOICE' },
    });
    const meetId = started.result.meet.id;
    await scene.secondManager.run<Result>(ACCEPT, { input: { meetId } });
    await offline({ customerId: 'cu-2' }, { managerId: 'ma-2' });
    const { meet } = await ended(meetId);
    expect(meet?.participants.map((participant) => participant.leaveReason)).toEqual([
      'CONNECTION_LOST',
      'CONNECTION_LOST',
    ]);
  });

  it('R33: stay in where they come back within the grace', async () => {
    await scene.host.run<Result>(SET_PRESENCE, { input: { customerId: 'cu-1', online: true } });
    await scene.host.run<Result>(SET_PRESENCE, { input: { managerId: 'ma-1', online: true } });
    const meetId = await liveMeet(scene);
    await offline({ customerId: 'cu-1' }, { managerId: 'ma-1' });
    await scene.host.run<Result>(SET_PRESENCE, { input: { customerId: 'cu-1', online: true } });
    const updates = scene.secondManager.subscribe<{ meetUpdated: MeetParts }>(MEET_UPDATED, { id: meetId });
    await updates.until(
      'the manager is out',
      (came) => came.at(-1)?.meetUpdated.participants.some((one) => one.leftAt !== null) === true,
    );
    const { meet } = await scene.secondManager.run<ReadMeet>(READ_MEET, { id: meetId });
    expect(meet?.state).toBe('LIVE');
    expect(meet?.participants.map((participant) => [participant.person.id, participant.leaveReason])).toEqual([
      ['cu-1', null],
      ['ma-1', 'CONNECTION_LOST'],
    ]);
  });
});
