import type { Viewer } from '../viewer.ts';
import {
  CHAT,
  chatInput,
  CHANNEL,
  GRACE_MS,
  meetIdOf,
  order,
  viewer,
  wish,
  type WriteScene,
  writeScene,
} from '../testing/write-scene.ts';
import type { MeetAnswer } from './answers.ts';
import type { StartPlace } from './commands.ts';

const INTERNAL: StartPlace = { internalChatOf: CHAT };
const GROUP: StartPlace = { teamRoomId: 'group' };
const PRIVATE: StartPlace = { teamRoomId: 'private' };
const DIRECT: StartPlace = { teamRoomId: 'direct' };

describe('meets among managers', () => {
  let scene: WriteScene;
  let staff: readonly Viewer[];
  const seatless = viewer('manager', 'sol');
  const outsider = viewer('manager', 'out');
  const start = (by: Viewer, place: StartPlace, kind: 'VOICE' | 'VIDEO' | 'PHONE' = 'VOICE') =>
    scene.commands.startMeet(by, wish({ place, kind }));
  const startedAt = async (by: Viewer, place: StartPlace) => meetIdOf(await start(by, place));
  const join = (by: Viewer, meetId: string) => scene.commands.joinMeet(by, order(meetId));
  const leave = (by: Viewer, meetId: string) =>
    scene.commands.leaveMeet(by, { meetId, reason: 'LEFT', idempotencyKey: null });

  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host } = scene;
    const crowd = Array.from({ length: 14 }, (_, index) => `crowd-${index + 1}`);
    for (const id of ['sol', 'out', ...crowd]) {
      await commands.putManager(host, { id, name: id, operatorSeat: id === 'out' });
    }
    staff = crowd.map((id) => viewer('manager', id));
    const room = { name: 'Design', memberIds: ['mina', 'max', 'sol', ...crowd] };
    await commands.putTeamRoom(host, { id: 'group', kind: 'PUBLIC_GROUP', ...room });
    await commands.putTeamRoom(host, { id: 'private', kind: 'PRIVATE_GROUP', ...room });
    await commands.putTeamRoom(host, {
      id: 'direct',
      kind: 'DIRECT_MESSAGE',
      name: null,
      memberIds: ['mina', 'sol', 'max'],
    });
  });

  describe('in an internal chat', () => {
    it('R19: are live at once, voice or video, for those who take part in the chat', async () => {
      for (const kind of ['VOICE', 'VIDEO'] as const) {
        const meetId = meetIdOf(await start(scene.max, INTERNAL, kind));
        expect(meetId).toMatch(/^ic\.uc-1\.\d$/);
        expect(await join(scene.mina, meetId)).toMatchObject({ outcome: 'accepted' });
        expect(await join(outsider, meetId)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
        await scene.commands.endMeet(scene.mina, order(meetId));
      }
      expect(await start(outsider, INTERNAL)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
    });

    it('R7: are apart from the chat’s own meet: both may be live', async () => {
      const [ringing, internal] = [await scene.ringing(), await startedAt(scene.mina, INTERNAL)];
      expect(await start(scene.max, INTERNAL)).toMatchObject({ outcome: 'already-live', meetId: internal });
      expect(await scene.call()).toMatchObject({ outcome: 'already-live', meetId: ringing });
    });

    it('R15: go on as they are when the assignee changes', async () => {
      const meetId = await startedAt(scene.mina, INTERNAL);
      await scene.commands.putUserChat(scene.host, chatInput({ assigneeId: 'out', managerIds: ['max'] }));
      expect(await join(outsider, meetId)).toMatchObject({ outcome: 'accepted' });
      expect(await leave(scene.mina, meetId)).toMatchObject({ outcome: 'accepted' });
      expect(await join(scene.mina, meetId)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
    });

    it('R4: need a plan and a seat', async () => {
      await scene.commands.putManager(scene.host, { id: 'max', name: 'Max', operatorSeat: false });
      expect(await start(scene.max, INTERNAL)).toEqual({ outcome: 'not-allowed', reasons: ['SEAT_REQUIRED'] });
    });
  });

  describe('in a group room', () => {
    it('R20: are live at once and need no operator seat', async () => {
      const meetId = await startedAt(seatless, GROUP);
      expect(meetId).toBe('tr.group.1');
      expect(await join(staff[0] ?? seatless, meetId)).toMatchObject({ outcome: 'accepted' });
    });

    it('R4, R20: need a paid plan all the same', async () => {
      await scene.commands.putChannel(scene.host, {
        name: 'Shop',
        paidPlan: false,
        businessVerified: false,
        currency: 'KRW',
      });
      expect(await start(seatless, GROUP)).toEqual({ outcome: 'not-allowed', reasons: ['PLAN_REQUIRED'] });
    });

    it('R20: are for members; of a private group others do not even learn that it is there', async () => {
      const [open, hidden] = [await startedAt(seatless, GROUP), await startedAt(seatless, PRIVATE)];
      expect(await start(outsider, GROUP)).toMatchObject({ outcome: 'already-live', meetId: open });
      expect(await join(outsider, open)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
      expect(await start(outsider, PRIVATE)).toEqual(await start(outsider, { teamRoomId: 'none' }));
      const { commands } = scene;
      const device = { on: true, client: null, idempotencyKey: null };
      for (const give of [
        (meetId: string) => join(outsider, meetId),
        (meetId: string) => leave(outsider, meetId),
        (meetId: string) => commands.acceptMeet(outsider, order(meetId)),
        (meetId: string) => commands.declineMeet(outsider, order(meetId)),
        (meetId: string) => commands.cancelMeet(outsider, order(meetId)),
        (meetId: string) => commands.endMeet(outsider, order(meetId)),
        (meetId: string) => commands.reopenMeet(outsider, order(meetId)),
        (meetId: string) => commands.setCamera(outsider, { meetId, ...device }),
      ]) {
        expect(await give(hidden)).toEqual(await give('tr.none.1'));
      }
    });

    it('R7: are one, whoever starts at the same time', async () => {
      const answers = await Promise.all([seatless, ...staff].map((by) => start(by, GROUP)));
      expect(new Set(answers.map(meetIdOf))).toEqual(new Set(['tr.group.1']));
      expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    });

    it('R5: take ten persons and no eleventh, whatever the race and however many devices they have', async () => {
      const meetId = await startedAt(seatless, GROUP);
      const everybody = [seatless, ...staff];
      const answers = await Promise.all([...everybody, ...everybody].map((by) => join(by, meetId)));
      const isIn = (answer: MeetAnswer | undefined) => answer?.outcome === 'accepted';
      const persons = everybody.filter((_, i) => isIn(answers[i]) || isIn(answers[i + everybody.length]));
      expect(persons).toHaveLength(10);
      expect(answers.filter((answer) => !isIn(answer)).map(({ outcome }) => outcome)).toEqual(
        Array.from({ length: 10 }, () => 'meet-full'),
      );
      const inNow = await countIn(meetId);
      expect(inNow).toBe(10);
      const [first = seatless] = persons;
      await leave(first, meetId);
      const [waiting = seatless] = everybody.filter((by) => !persons.includes(by));
      expect(await join(waiting, meetId)).toMatchObject({ outcome: 'accepted' });
    });

    it('R32: end for everyone by any member who is in, and with the last one out', async () => {
      const meetId = await startedAt(seatless, GROUP);
      await join(scene.mina, meetId);
      expect(await scene.commands.endMeet(scene.max, order(meetId))).toMatchObject({ outcome: 'conflict' });
      expect(await scene.commands.endMeet(scene.mina, order(meetId))).toMatchObject({ outcome: 'accepted' });
      const next = await startedAt(seatless, GROUP);
      expect(next).toBe('tr.group.2');
      await leave(seatless, next);
      expect(await join(seatless, next)).toEqual({ outcome: 'already-over' });
    });

    it('R33: end when the connection of the last one in stays lost', async () => {
      const meetId = await startedAt(seatless, GROUP);
      scene.clock.advance(1_000);
      const person = { role: 'manager', id: 'sol' } as const;
      const lostSince = new Date(scene.clock.now()).toISOString();
      await scene.commands.setPresence(scene.host, { person, online: true });
      await scene.commands.setPresence(scene.host, { person, online: false });
      scene.clock.advance(GRACE_MS);
      const cause = { eventId: 'lost', correlationId: 'lost' };
      await scene.commands.loseConnection({ channelId: CHANNEL, meetId, person, lostSince, cause });
      expect(await join(seatless, meetId)).toEqual({ outcome: 'already-over' });
    });
  });

  describe('in a direct message', () => {
    it('R20: ring the others; the first accept wins, and the others learn whose it was', async () => {
      const meetId = await startedAt(scene.mina, DIRECT);
      expect(await scene.events('MeetRang')).toHaveLength(2);
      const answers = await Promise.all(
        [seatless, scene.max].map((by) => scene.commands.acceptMeet(by, order(meetId))),
      );
      expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'conflict']);
      const [accepted] = await scene.events('MeetAccepted');
      expect(answers.find(({ outcome }) => outcome === 'conflict')).toMatchObject({
        winner: { eventId: accepted?.id },
      });
    });

    it('R13, R41: are missed when everybody declines, and can be called back by any member', async () => {
      const meetId = await startedAt(scene.mina, DIRECT);
      await scene.commands.declineMeet(seatless, order(meetId));
      expect(await scene.commands.reopenMeet(seatless, order(meetId))).toMatchObject({
        outcome: 'already-live',
        meetId,
      });
      await scene.commands.declineMeet(scene.max, order(meetId));
      const [missed] = await scene.events('MeetMissed');
      expect(missed?.data).toEqual({ reason: 'REJECTED_BY_MANAGER' });
      expect(await scene.commands.reopenMeet(outsider, order(meetId))).toMatchObject({ outcome: 'not-found' });
      expect(meetIdOf(await scene.commands.reopenMeet(seatless, order(meetId)))).toBe('tr.direct.2');
      const started = (await scene.events('MeetStarted')).at(-1);
      expect(started?.data).toMatchObject({ callbackOf: meetId, startedBy: { id: 'sol' } });
    });

    it('R12: are missed at the deadline, even where no timer has come round', async () => {
      const meetId = await startedAt(scene.mina, DIRECT);
      scene.clock.advance(120_000);
      expect(await scene.commands.acceptMeet(seatless, order(meetId))).toMatchObject({ outcome: 'conflict' });
      expect((await scene.events('MeetMissed'))[0]?.data).toEqual({ reason: 'RING_TIMED_OUT' });
    });

    it('R7: answer a start again under its key with the same meet, though it rang many', async () => {
      const again = () => scene.commands.startMeet(scene.mina, wish({ place: DIRECT, idempotencyKey: 'k' }));
      expect(await again()).toEqual(await again());
    });
  });

  describe('for a customer', () => {
    it('R19, R20: are nowhere: every start and question is answered alike, whatever is there', async () => {
      for (const place of [INTERNAL, GROUP, PRIVATE, { teamRoomId: 'none' }, { internalChatOf: 'none' }]) {
        expect(await start(scene.juno, place)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
        expect(await scene.commands.meetPermission(scene.juno, place, 'VOICE')).toEqual({
          outcome: 'permission',
          allowed: false,
          reasons: ['MANAGERS_ONLY'],
        });
      }
      const internal = await startedAt(scene.mina, INTERNAL);
      const team = await startedAt(scene.mina, GROUP);
      for (const meetId of [internal, team]) {
        for (const give of [scene.commands.joinMeet, scene.commands.acceptMeet, scene.commands.reopenMeet]) {
          expect(await give(scene.juno, order(meetId))).toEqual(await give(scene.juno, order('ic.none.1')));
        }
      }
    });
  });

  it('R9: are asked for by the same guard as they are started by', async () => {
    const ask = (by: Viewer, place: StartPlace, kind: 'VOICE' | 'VIDEO' | 'PHONE') =>
      scene.commands.meetPermission(by, place, kind);
    const cases = [
      [seatless, INTERNAL, 'VOICE', ['NOT_A_MEMBER', 'SEAT_REQUIRED']],
      [outsider, GROUP, 'PHONE', ['KIND_NOT_ALLOWED', 'NOT_A_MEMBER']],
      [scene.mina, INTERNAL, 'PHONE', ['KIND_NOT_ALLOWED']],
      // Last, for what is live there answers before any guard does.
      [seatless, GROUP, 'VIDEO', []],
    ] as const;
    for (const [by, place, kind, reasons] of cases) {
      expect(await ask(by, place, kind)).toEqual({ outcome: 'permission', allowed: reasons.length === 0, reasons });
      const started = await start(by, place, kind);
      if (reasons.length > 0) expect(started).toEqual({ outcome: 'not-allowed', reasons });
      else expect(started).toMatchObject({ outcome: 'accepted' });
    }
    expect(await ask(outsider, PRIVATE, 'VOICE')).toEqual({ outcome: 'not-found', what: 'team room' });
  });

  /** How many are in, by the log alone. */
  async function countIn(meetId: string): Promise<number> {
    const events = (await scene.meetEvents()).filter((event) => event.stream.endsWith(`:${meetId}`));
    const count = (type: string) => events.filter((event) => event.type === type).length;
    return count('ParticipantJoined') - count('ParticipantLeft');
  }
});
