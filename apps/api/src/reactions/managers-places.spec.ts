import { meetStream, type Person, teamRoomStream } from '@meets/meet-domain';
import { storeDyingAt } from '../testing/breaking-store.ts';
import { eventually } from '../testing/eventually.ts';
import { reactionsTo } from '../testing/reactions-to.ts';
import {
  chatInput,
  GRACE_MS,
  LINKS,
  meetIdOf,
  order,
  viewer,
  wish,
  type WriteScene,
  writeScene,
} from '../testing/write-scene.ts';
import type { Reactions } from './start-reactions.ts';

const RING_MS = 120_000;
const mina: Person = { role: 'manager', id: 'mina' };

describe('reactions to meets among managers', () => {
  let scene: WriteScene;
  let reactions: Reactions;
  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host } = scene;
    const memberIds = ['mina', 'max'];
    await commands.putTeamRoom(host, { id: 'group', kind: 'PUBLIC_GROUP', name: 'Design', memberIds });
    await commands.putTeamRoom(host, { id: 'direct', kind: 'DIRECT_MESSAGE', name: null, memberIds });
    reactions = reactionsTo(scene);
    await reactions.ready;
  });
  afterEach(async () => {
    await reactions.close();
    await scene.store.close();
  });
  const start = async (place: Parameters<typeof wish>[0]) =>
    meetIdOf(await scene.commands.startMeet(scene.mina, wish(place)));
  const until = (type: Parameters<WriteScene['events']>[0]) =>
    eventually(type, async () => (await scene.events(type)).length > 0);
  const goOffline = () => scene.commands.setPresence(scene.host, { person: mina, online: false });

  it('R12, R20: a direct message that nobody answers is missed at its deadline', async () => {
    await start({ place: { teamRoomId: 'direct' } });
    await until('MeetRang');
    scene.clock.advance(RING_MS);
    await until('MeetMissed');
    expect((await scene.events('MeetMissed'))[0]?.data).toEqual({ reason: 'RING_TIMED_OUT' });
  });

  it.each(['before', 'after'] as const)(
    'R29: who came in by a group’s link is a member, though the process died %s it said so',
    async (when) => {
      const { commands, store } = scene;
      await commands.putManager(scene.host, { id: 'sol', name: 'Sol Yun', operatorSeat: false });
      const meetId = await start({ place: { teamRoomId: 'group' } });
      const token = LINKS.tokenFor({ kind: 'ROOM', channelId: 'ch-1', teamRoomId: 'group' });
      const dying = scene.restarted(storeDyingAt(store, 2, when)).commands;
      await expect(
        dying.joinByLink(viewer('manager', 'sol'), { token, client: null, idempotencyKey: null }),
      ).rejects.toThrow();
      const mayStart = () => commands.meetPermission(viewer('manager', 'sol'), { teamRoomId: 'group' }, 'VOICE');
      await eventually('Sol is a member', async () => JSON.stringify(await mayStart()).includes('"allowed":true'));
      const added = [];
      for await (const event of store.readStream(teamRoomStream('ch-1', 'group'))) added.push(event.type);
      expect(added).toEqual(['TeamRoomPut', 'TeamRoomMemberAdded']);
      expect((await scene.events('ParticipantCameByRoomLink'))[0]?.stream).toBe(meetStream('ch-1', meetId));
    },
  );

  it('R33: a caller who is gone for the grace gives up a direct message', async () => {
    await start({ place: { teamRoomId: 'direct' } });
    scene.clock.advance(1_000);
    await goOffline();
    scene.clock.advance(GRACE_MS);
    await until('MeetMissed');
    expect((await scene.events('MeetMissed'))[0]?.data).toEqual({ reason: 'MANAGER_LEFT' });
  });

  it.each([{ teamRoomId: 'group' }, { internalChatOf: 'uc-1' }])(
    'R33: no meet in %o stays live with nobody in it',
    async (place) => {
      await start({ place });
      scene.clock.advance(1_000);
      await goOffline();
      scene.clock.advance(GRACE_MS);
      await until('MeetEnded');
      expect((await scene.events('ParticipantLeft'))[0]?.data).toMatchObject({ reason: 'CONNECTION_LOST' });
    },
  );

  it('R15, R19: a new assignee moves the customer’s ring, and leaves an internal meet and a direct message alone', async () => {
    const internal = await start({ place: { internalChatOf: 'uc-1' } });
    const direct = await start({ place: { teamRoomId: 'direct' } });
    const ringing = await scene.ringing();
    await scene.commands.putUserChat(scene.host, chatInput({ assigneeId: 'max', managerIds: [] }));
    await until('RingSkipped');
    const [skipped] = await scene.events('RingSkipped');
    expect(skipped?.stream.endsWith(ringing)).toBe(true);
    expect(await scene.events('RingSkipped')).toHaveLength(1);
    expect(await scene.commands.joinMeet(viewer('manager', 'max'), order(internal))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await scene.commands.acceptMeet(viewer('manager', 'max'), order(direct))).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('R13: calling a missed direct message back marks it as handled', async () => {
    const missed = await start({ place: { teamRoomId: 'direct' } });
    await scene.commands.declineMeet(scene.max, order(missed));
    meetIdOf(await scene.commands.reopenMeet(scene.max, order(missed)));
    await until('MissedMeetHandled');
    expect((await scene.events('MissedMeetHandled'))[0]?.data).toEqual({ callbackMeetId: 'tr.direct.2' });
  });
});
