import { meetStream } from '@meets/meet-domain';
import { storeThatPausesBeforeLastOf } from '../testing/breaking-store.ts';
import {
  CHANNEL,
  CHAT,
  chatInput,
  meetIdOf,
  order,
  viewer,
  wish,
  writeScene,
  type WriteScene,
} from '../testing/write-scene.ts';
import type { MeetAnswer } from './answers.ts';

const AT_ONCE = 50;
const outcomes = (answers: readonly MeetAnswer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

describe('starting a meet', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });

  it('R10 R11: a customer calls, and it rings the assignee', async () => {
    const answer = await scene.call();
    expect(answer).toMatchObject({ outcome: 'accepted', meetId: `uc.${CHAT}.1` });
    const [started, rang] = await scene.meetEvents();
    expect(started?.metadata.actor).toEqual({ role: 'customer', id: 'juno' });
    expect(rang?.data).toMatchObject({ callee: { role: 'manager', id: 'mina' } });
    expect(answer).toMatchObject({ position: rang?.position });
  });

  it('R7: answers with the meet that is live there, to managers and to the customer', async () => {
    const meetId = await scene.live();
    for (const viewer of [scene.juno, scene.mina, scene.max]) {
      expect(await scene.commands.startMeet(viewer, wish())).toMatchObject({ outcome: 'already-live', meetId });
    }
  });

  it(`R7: ${AT_ONCE} concurrent starts begin one meet, and the others find it`, async () => {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => scene.call()));
    expect(outcomes(answers)).toEqual({ accepted: 1, 'already-live': AT_ONCE - 1 });
    expect(new Set(answers.map(meetIdOf)).size).toBe(1);
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it(`R7: ${AT_ONCE} concurrent starts on as many nodes begin one meet`, async () => {
    const nodes = Array.from({ length: AT_ONCE }, () => scene.restarted());
    const answers = await Promise.all(nodes.map((node) => node.call()));
    expect(outcomes(answers)).toEqual({ accepted: 1, 'already-live': AT_ONCE - 1 });
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it('R7: begins the next one when the newest is over, also where nothing is remembered', async () => {
    for (let n = 1; n <= 9; n += 1) {
      const node = n % 2 ? scene : scene.restarted();
      const meetId = meetIdOf(await node.call());
      expect(meetId).toBe(`uc.${CHAT}.${n}`);
      await node.commands.cancelMeet(scene.juno, order(meetId));
    }
  });

  it('R12: a ring past its deadline does not hold the place, though no timer has run', async () => {
    const first = await scene.ringing();
    scene.clock.advance(120_000);
    expect(await scene.call()).toMatchObject({ outcome: 'accepted', meetId: `uc.${CHAT}.2` });
    expect(await scene.events('MeetMissed')).toMatchObject([{ stream: meetStream(CHANNEL, first) }]);
  });

  it('R8 R9: names every guard that fails, the same as when asked beforehand', async () => {
    await scene.commands.updateChannelMeetSettings(scene.host, { customersMayStart: false });
    await scene.commands.putUserChat(scene.host, chatInput({ assigneeId: null, inputOpen: false }));
    const started = await scene.call();
    const asked = await scene.commands.meetPermission(scene.juno, { userChatId: CHAT }, 'VOICE');
    const reasons = ['SETTING_OFF', 'NO_ASSIGNEE', 'INPUT_CLOSED'];
    expect(started).toEqual({ outcome: 'not-allowed', reasons });
    expect(asked).toEqual({ outcome: 'permission', allowed: false, reasons });
    expect(await scene.meetEvents()).toEqual([]);
  });

  it('R9: allows when asked what it then does', async () => {
    expect(await scene.commands.meetPermission(scene.juno, { userChatId: CHAT }, 'VOICE')).toEqual({
      outcome: 'permission',
      allowed: true,
      reasons: [],
    });
    expect(await scene.call()).toMatchObject({ outcome: 'accepted' });
  });

  it('is not for integrators and analysts', async () => {
    for (const role of ['integrator', 'analyst'] as const) {
      const someone = viewer(role, 'someone');
      const refusal = { outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] };
      expect(await scene.commands.startMeet(someone, wish())).toEqual(refusal);
      expect(await scene.commands.reopenMeet(someone, order('uc.uc-1.1'))).toEqual(refusal);
      expect(await scene.commands.meetPermission(someone, { userChatId: CHAT }, 'VOICE')).toMatchObject({
        allowed: false,
        reasons: ['ROLE_NOT_ALLOWED'],
      });
    }
  });

  it('answers alike for what is not there, not theirs, not their channel’s, and not even a name', async () => {
    const strangers = [
      [viewer('customer', 'kim'), CHAT],
      [viewer('customer', 'juno', 'ch-2'), CHAT],
      [viewer('manager', 'mina', 'ch-2'), CHAT],
      [scene.juno, 'uc-none'],
      [scene.mina, '\ud800'],
      [scene.mina, '한'.repeat(200)],
      [scene.mina, '../ch-2:uc-1'],
    ] as const;
    for (const [someone, userChatId] of strangers) {
      const nothing = { outcome: 'not-found', what: 'user chat' };
      expect(await scene.commands.startMeet(someone, wish({ place: { userChatId } }))).toEqual(nothing);
      expect(await scene.commands.meetPermission(someone, { userChatId }, 'VOICE')).toEqual(nothing);
    }
  });
});

describe('starting from a customer’s profile', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });
  const profile = { place: { customerId: 'juno' } };

  it('R1 R2: voice and video meets run inside the chat, which goes on as it was; a phone meet is not started there', async () => {
    const chats = async () => {
      const events = [];
      const filter = { streamPrefixes: ['userchat-'] };
      for await (const event of scene.store.readAll({ filter })) events.push(event);
      return events;
    };
    const before = await chats();
    for (const kind of ['VOICE', 'VIDEO'] as const) {
      const meetId = meetIdOf(await scene.commands.startMeet(scene.mina, wish({ kind })));
      expect(meetId).toMatch(/^uc\.uc-1\.\d$/);
      await scene.commands.acceptMeet(scene.juno, order(meetId));
      await scene.commands.endMeet(scene.mina, order(meetId));
    }
    expect(await chats()).toEqual(before);
    expect(await scene.commands.startMeet(scene.mina, wish({ kind: 'PHONE' }))).toEqual({
      outcome: 'not-allowed',
      reasons: ['KIND_NOT_ALLOWED'],
    });
  });

  it('R17: opens a new chat, assigned to the manager, and starts in it', async () => {
    expect(await scene.commands.startMeet(scene.max, wish(profile))).toMatchObject({ outcome: 'accepted' });
    const [started, rang] = await scene.meetEvents();
    expect(started?.data).toMatchObject({ direction: 'OUTBOUND', customerId: 'juno' });
    expect(rang?.data).toMatchObject({ callee: { role: 'customer', id: 'juno' } });
    expect(await opened(scene)).toMatchObject([{ assigneeId: 'max', customerId: 'juno', medium: 'NATIVE' }]);
  });

  it('R17: opens no chat where the gate refuses', async () => {
    await scene.commands.putManager(scene.host, { id: 'max', name: 'Max Lee', operatorSeat: false });
    expect(await scene.commands.startMeet(scene.max, wish(profile))).toEqual({
      outcome: 'not-allowed',
      reasons: ['SEAT_REQUIRED'],
    });
    expect(await scene.commands.meetPermission(scene.max, profile.place, 'VOICE')).toMatchObject({
      reasons: ['SEAT_REQUIRED'],
    });
    expect(await opened(scene)).toEqual([]);
  });

  it('R17: is the managers’ alone, whichever customer is named', async () => {
    for (const customerId of ['juno', 'nobody']) {
      const place = { customerId };
      expect(await scene.commands.startMeet(scene.juno, wish({ place }))).toEqual({
        outcome: 'not-allowed',
        reasons: ['MANAGERS_ONLY'],
      });
      expect(await scene.commands.meetPermission(scene.juno, place, 'VOICE')).toMatchObject({
        reasons: ['MANAGERS_ONLY'],
      });
    }
  });

  it('finds no customer whom the host never told of', async () => {
    const place = { customerId: 'nobody' };
    const nothing = { outcome: 'not-found', what: 'customer' };
    expect(await scene.commands.startMeet(scene.mina, wish({ place }))).toEqual(nothing);
    expect(await scene.commands.meetPermission(scene.mina, place, 'VOICE')).toEqual(nothing);
  });

  const opened = async ({ store }: WriteScene): Promise<unknown[]> => {
    const chats = [];
    for await (const event of store.readAll({ filter: { types: ['UserChatOpened'] } })) chats.push(event.data);
    return chats;
  };
});

describe('calling a missed customer back', () => {
  let scene: WriteScene;
  let missed: string;
  beforeEach(async () => {
    scene = await writeScene();
    missed = await scene.ringing();
    await scene.commands.cancelMeet(scene.juno, order(missed));
  });
  const reopen = (by = scene.mina, meetId = missed) => scene.commands.reopenMeet(by, order(meetId));

  it('R13: starts a new meet of the same kind that points at the missed one', async () => {
    expect(await reopen()).toMatchObject({ outcome: 'accepted', meetId: `uc.${CHAT}.2` });
    const started = (await scene.events('MeetStarted')).at(-1);
    expect(started?.data).toMatchObject({ callbackOf: missed, kind: 'VOICE', direction: 'OUTBOUND' });
  });

  it('R7 R13: answers with the call-back while it is live, and calls again when it is over', async () => {
    const callBack = meetIdOf(await reopen());
    expect(await reopen(scene.max)).toMatchObject({ outcome: 'already-live', meetId: callBack });
    expect(await reopen(scene.max, callBack)).toMatchObject({ outcome: 'already-live', meetId: callBack });
    await scene.commands.cancelMeet(scene.mina, order(callBack));
    expect(await reopen()).toMatchObject({ outcome: 'accepted', meetId: `uc.${CHAT}.3` });
  });

  it('R13: is for missed meets alone', async () => {
    const meetId = await scene.live();
    await scene.commands.endMeet(scene.mina, order(meetId));
    expect(await reopen(scene.mina, meetId)).toMatchObject({ outcome: 'invalid-input', fields: ['meetId'] });
  });

  it('R13: answers with a meet that is not over yet, and never begins one that points at it', async () => {
    const meetId = await scene.ringing();
    expect(await reopen(scene.mina, meetId)).toMatchObject({ outcome: 'already-live', meetId });
  });

  it('R13: does not point at a meet that was answered and ended while it was looked at', async () => {
    const meetId = await scene.ringing();
    const slow = storeThatPausesBeforeLastOf(scene.store, async () => {
      await scene.commands.acceptMeet(scene.mina, order(meetId));
      await scene.commands.endMeet(scene.mina, order(meetId));
    });
    const answer = await scene.restarted(slow).commands.reopenMeet(scene.mina, order(meetId));
    expect(answer).toMatchObject({ outcome: 'already-live', meetId });
    expect((await scene.events('MeetStarted')).map(({ data }) => data['callbackOf'])).toEqual([null, null]);
  });

  it('R12 R13: calls back a ring whose deadline passed though no timer has run', async () => {
    const late = await scene.ringing();
    scene.clock.advance(120_000);
    expect(await reopen(scene.mina, late)).toMatchObject({ outcome: 'accepted' });
  });

  it('R14: is the managers’ alone, and tells strangers nothing', async () => {
    expect(await reopen(scene.juno)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
    const nothing = { outcome: 'not-found', what: 'meet' };
    expect(await reopen(viewer('customer', 'kim'))).toEqual(nothing);
    expect(await reopen(viewer('manager', 'mina', 'ch-2'))).toEqual(nothing);
    expect(await reopen(scene.mina, 'uc.none.1')).toEqual(nothing);
  });
});
