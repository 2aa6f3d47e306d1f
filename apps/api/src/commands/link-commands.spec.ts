import { CUSTOMER_WAIT_MS, RING_TIMEOUT_MS } from '@meets/meet-domain';
import { storeDyingAt, storeThatPausesBefore, storeThatPausesBeforeLastOf } from '../testing/breaking-store.ts';
import { LINKS, meetIdOf, order, viewer, wish, writeScene, type WriteScene } from '../testing/write-scene.ts';
import type { Viewer } from '../viewer.ts';
import type { LinkAnswer, MeetAnswer } from './answers.ts';
import type { JoinByLinkInput } from './commands.ts';

const NO_LINK = { outcome: 'not-found', what: 'link' };
const sol = viewer('manager', 'sol');
const ROOMS = { public: 'open', private: 'closed', direct: 'direct' } as const;

describe('links', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host } = scene;
    await commands.putManager(host, { id: 'sol', name: 'Sol Yun', operatorSeat: false });
    const memberIds = ['mina', 'max'];
    await commands.putTeamRoom(host, { id: ROOMS.public, kind: 'PUBLIC_GROUP', name: 'Design', memberIds });
    await commands.putTeamRoom(host, { id: ROOMS.private, kind: 'PRIVATE_GROUP', name: 'Pay', memberIds });
    await commands.putTeamRoom(host, { id: ROOMS.direct, kind: 'DIRECT_MESSAGE', name: null, memberIds });
  });

  const roomLink = (teamRoomId: string, by: Viewer = scene.mina) =>
    scene.commands.createMeetLink(by, { kind: 'ROOM', teamRoomId });
  const boxLink = (meetId: string, by: Viewer = scene.mina) =>
    scene.commands.createMeetLink(by, { kind: 'BOX', meetId });
  const tokenOf = (answer: LinkAnswer): string => {
    if (answer.outcome !== 'link') throw new Error(`expected a link, got ${JSON.stringify(answer)}`);
    return answer.token;
  };
  const join = (by: Viewer, token: string, idempotencyKey: string | null = null): Promise<MeetAnswer> =>
    scene.commands.joinByLink(by, { token, client: null, idempotencyKey });
  const startIn = async (teamRoomId: string): Promise<string> => {
    const meetId = meetIdOf(await scene.commands.startMeet(scene.mina, wish({ place: { teamRoomId } })));
    if (teamRoomId === ROOMS.direct) await scene.commands.acceptMeet(scene.max, order(meetId));
    return meetId;
  };
  const isMember = async (by: Viewer, teamRoomId: string): Promise<boolean> =>
    (await scene.commands.meetPermission(by, { teamRoomId }, 'VOICE')).outcome === 'permission' &&
    JSON.stringify(await scene.commands.meetPermission(by, { teamRoomId }, 'VOICE')).includes('"allowed":true');

  it('R28: a room has one, made ahead, which is always the same', async () => {
    const token = tokenOf(await roomLink(ROOMS.public));
    expect(tokenOf(await roomLink(ROOMS.public, scene.max))).toBe(token);
    await startIn(ROOMS.public);
    expect(tokenOf(await roomLink(ROOMS.public))).toBe(token);
    expect(tokenOf(await roomLink(ROOMS.private))).not.toBe(token);
  });

  it('R27: a meet has one of its own, made by who is in it', async () => {
    const first = await startIn(ROOMS.public);
    const token = tokenOf(await boxLink(first));
    expect(await boxLink(first, sol)).toMatchObject({ outcome: 'conflict', winner: null });
    await scene.commands.endMeet(scene.mina, order(first));
    expect(await boxLink(first)).toEqual({ outcome: 'already-over' });
    const second = await startIn(ROOMS.public);
    expect(tokenOf(await boxLink(second))).not.toBe(token);
  });

  it('R26: exist for team rooms only', async () => {
    const meetId = await scene.live();
    expect(await boxLink(meetId)).toEqual({ outcome: 'not-allowed', reasons: ['FEATURE_NOT_AVAILABLE'] });
    expect(await roomLink('uc-1')).toEqual({ outcome: 'not-found', what: 'team room' });
  });

  it('R26: are no customer’s, integrator’s or analyst’s to make, whether the room is there or not', async () => {
    const meetId = await startIn(ROOMS.public);
    for (const teamRoomId of [ROOMS.public, 'nowhere']) {
      expect(await roomLink(teamRoomId, scene.juno)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
      expect(await roomLink(teamRoomId, scene.host)).toMatchObject({ reasons: ['ROLE_NOT_ALLOWED'] });
    }
    expect(await boxLink(meetId, scene.juno)).toEqual(await boxLink('tr.nowhere.1', scene.juno));
  });

  it('R20: are made of a private room by its members, and to others neither room nor meet is there', async () => {
    const meetId = await startIn(ROOMS.private);
    expect(await roomLink(ROOMS.private, sol)).toEqual(await roomLink('nowhere', sol));
    expect(await boxLink(meetId, sol)).toEqual(await boxLink('tr.nowhere.1', sol));
  });

  it.each([ROOMS.public, ROOMS.private, ROOMS.direct])(
    'R27: a box link brings in who is not in %s, and makes no member of them',
    async (room) => {
      const meetId = await startIn(room);
      const token = tokenOf(await boxLink(meetId));
      expect(await join(sol, token)).toMatchObject({ outcome: 'accepted', meetId });
      expect(await isMember(sol, room)).toBe(false);
    },
  );

  it('R29: joining through a public room’s link makes a member', async () => {
    const token = tokenOf(await roomLink(ROOMS.public));
    expect(await isMember(sol, ROOMS.public)).toBe(false);
    const meetId = await startIn(ROOMS.public);
    expect(await join(sol, token, 'key')).toMatchObject({ outcome: 'accepted', meetId });
    expect(await isMember(sol, ROOMS.public)).toBe(true);
    expect(await join(sol, token, 'key')).toMatchObject({ outcome: 'accepted', meetId });
  });

  it('R29: a private room’s link is for members, and for whom one of them brought into its meet', async () => {
    const meetId = await startIn(ROOMS.private);
    const token = tokenOf(await roomLink(ROOMS.private));
    expect(await join(sol, token)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
    expect(await isMember(sol, ROOMS.private)).toBe(false);
    await join(sol, tokenOf(await boxLink(meetId)));
    expect(await join(sol, token)).toMatchObject({ outcome: 'accepted', meetId });
    expect(await isMember(sol, ROOMS.private)).toBe(true);
  });

  it('R29: a direct message’s link adds nobody', async () => {
    const meetId = await startIn(ROOMS.direct);
    const token = tokenOf(await roomLink(ROOMS.direct));
    expect(await join(sol, token)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
    await join(sol, tokenOf(await boxLink(meetId)));
    expect(await join(sol, token)).toMatchObject({ outcome: 'accepted', meetId });
    expect(await isMember(sol, ROOMS.direct)).toBe(false);
  });

  it('R29, R5: who did not get in became no member', async () => {
    const { commands, host } = scene;
    const meetId = await startIn(ROOMS.public);
    const token = tokenOf(await roomLink(ROOMS.public));
    const box = tokenOf(await boxLink(meetId));
    for (let n = 1; n < 10; n += 1) {
      await commands.putManager(host, { id: `extra-${n}`, name: `Extra ${n}`, operatorSeat: false });
      await join(viewer('manager', `extra-${n}`), box);
    }
    expect(await join(sol, token)).toEqual({ outcome: 'meet-full', limit: 10 });
    expect(await isMember(sol, ROOMS.public)).toBe(false);
  });

  it('R31: lead to the live meet; a box link whose meet is over says so, a room link waits for the next', async () => {
    const room = tokenOf(await roomLink(ROOMS.public));
    expect(await join(scene.max, room)).toMatchObject({ outcome: 'conflict', winner: null });
    const meetId = await startIn(ROOMS.public);
    const box = tokenOf(await boxLink(meetId));
    await scene.commands.endMeet(scene.mina, order(meetId));
    expect(await join(scene.max, box)).toEqual({ outcome: 'already-over' });
    expect(await join(scene.max, room)).toMatchObject({ outcome: 'conflict' });
    const next = await startIn(ROOMS.public);
    expect(await join(scene.max, room)).toMatchObject({ outcome: 'accepted', meetId: next });
  });

  describe('where nothing is live (R31)', () => {
    const startBy = (by: Viewer, token: string, more: Partial<JoinByLinkInput> = {}) =>
      scene.commands.joinByLink(by, { token, client: null, idempotencyKey: null, kind: 'VOICE', ...more });
    const started = async () => (await scene.events('MeetStarted')).length;
    const membersOf = async (by: Viewer, teamRoomId: string) => (await isMember(by, teamRoomId)) && by.id;

    it('R29 R31: starts a meet for a manager who is no member of a public group, and makes them one', async () => {
      const token = tokenOf(await roomLink(ROOMS.public));
      const answer = await startBy(sol, token, { kind: 'VIDEO' });
      expect(answer).toMatchObject({ outcome: 'accepted', meetId: 'tr.open.1' });
      expect((await scene.meetEvents()).map(({ type }) => type)).toEqual([
        ...['MeetStarted', 'MeetOpened', 'ParticipantJoined', 'ParticipantCameByRoomLink'],
      ]);
      expect(await membersOf(sol, ROOMS.public)).toBe('sol');
    });

    it('R7 R31: starts one meet, whoever opens the link at once, and brings them all into it', async () => {
      const token = tokenOf(await roomLink(ROOMS.public));
      const other = scene.restarted().commands;
      const answers = await Promise.all([
        ...[sol, scene.mina, scene.max, sol].map((by) => startBy(by, token)),
        ...[scene.max, sol].map((by) =>
          other.joinByLink(by, { token, client: null, idempotencyKey: null, kind: 'VOICE' }),
        ),
      ]);
      for (const answer of answers) expect(answer).toMatchObject({ outcome: 'accepted', meetId: 'tr.open.1' });
      expect(await started()).toBe(1);
    });

    it('R31: starts anew where the meet was over between the look and the order', async () => {
      const token = tokenOf(await roomLink(ROOMS.public));
      const first = await startIn(ROOMS.public);
      const endIt = () => scene.commands.endMeet(scene.mina, order(first));
      const racing = scene.restarted(storeThatPausesBefore(scene.store, 'ParticipantJoined', endIt));
      const wished = { token, client: null, idempotencyKey: null, kind: 'VOICE' } as const;
      expect(await racing.commands.joinByLink(sol, wished)).toMatchObject({ outcome: 'accepted', meetId: 'tr.open.2' });
    });

    it('R29 R31: answers who was put out of the room between the look and the order as any who is no member', async () => {
      const token = LINKS.tokenFor({ kind: 'ROOM', channelId: 'ch-1', teamRoomId: ROOMS.private });
      const told = { id: ROOMS.private, kind: 'PRIVATE_GROUP', name: 'Pay', memberIds: ['max'] } as const;
      const putOut = () => scene.commands.putTeamRoom(scene.host, told);
      const racing = scene.restarted(storeThatPausesBeforeLastOf(scene.store, putOut)).commands;
      const wished = { token, kind: 'VOICE', client: null, idempotencyKey: null } as const;
      expect(await racing.joinByLink(scene.mina, wished)).toEqual({
        outcome: 'not-allowed',
        reasons: ['NOT_A_MEMBER'],
      });
    });

    it('R20 R31: rings the others of a direct message; who opens the link as well answers, and who called waits', async () => {
      const token = tokenOf(await roomLink(ROOMS.direct));
      expect(await startBy(scene.mina, token)).toMatchObject({ outcome: 'accepted', meetId: 'tr.direct.1' });
      expect(await startBy(scene.mina, token)).toMatchObject({ outcome: 'accepted', meetId: 'tr.direct.1' });
      expect(await scene.events('MeetAccepted')).toHaveLength(0);
      expect(await startBy(scene.max, token)).toMatchObject({ outcome: 'accepted', meetId: 'tr.direct.1' });
      expect(await scene.events('MeetAccepted')).toHaveLength(1);
    });

    it('R12 R31: does not join a ring that has run out, and starts the next meet', async () => {
      const token = tokenOf(await roomLink(ROOMS.direct));
      await startBy(scene.mina, token);
      scene.clock.advance(RING_TIMEOUT_MS);
      expect(await startBy(scene.mina, token)).toMatchObject({ outcome: 'accepted', meetId: 'tr.direct.2' });
      scene.clock.advance(RING_TIMEOUT_MS);
      expect(await startBy(scene.max, token)).toMatchObject({ outcome: 'accepted', meetId: 'tr.direct.3' });
    });

    it('R29 R31: starts nothing for who is no member of a private room, and nothing of what its guards forbid', async () => {
      const closed = tokenOf(await roomLink(ROOMS.private));
      const direct = tokenOf(await roomLink(ROOMS.direct));
      const open = tokenOf(await roomLink(ROOMS.public));
      for (const token of [closed, direct]) {
        expect(await startBy(sol, token)).toEqual({ outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] });
      }
      expect(await startBy(sol, open, { kind: 'PHONE' })).toEqual({
        outcome: 'not-allowed',
        reasons: ['KIND_NOT_ALLOWED'],
      });
      const free = { name: 'Shop', paidPlan: false, businessVerified: false, currency: 'KRW' };
      await scene.commands.putChannel(scene.host, free);
      expect(await startBy(sol, open)).toEqual({ outcome: 'not-allowed', reasons: ['PLAN_REQUIRED'] });
      expect(await started()).toBe(0);
      await scene.commands.putChannel(scene.host, { ...free, paidPlan: true });
      expect(await isMember(sol, ROOMS.public)).toBe(false);
      expect(await startBy(scene.juno, open)).toEqual(NO_LINK);
    });

    it('R31: starts one meet for a key, and gives the same answer for ever', async () => {
      const token = tokenOf(await roomLink(ROOMS.public));
      const first = await startBy(sol, token, { idempotencyKey: 'key' });
      await scene.commands.endMeet(sol, order('tr.open.1'));
      expect(await startBy(sol, token, { idempotencyKey: 'key' })).toEqual(first);
      expect(await started()).toBe(1);
    });
  });

  it.each(['before', 'after'] as const)(
    'R29: whoever came in by the link is a member, though the process died %s telling the room',
    async (when) => {
      const token = tokenOf(await roomLink(ROOMS.public));
      const meetId = await startIn(ROOMS.public);
      const dying = scene.restarted(storeDyingAt(scene.store, 2, when));
      await expect(dying.commands.joinByLink(sol, { token, client: null, idempotencyKey: null })).rejects.toThrow();
      const [came] = await scene.events('ParticipantCameByRoomLink');
      if (!came) throw new Error('who comes by a link is told of with their coming in');
      expect(await isMember(sol, ROOMS.public)).toBe(when === 'after');
      const { roomEdition: edition } = came.data as { roomEdition: number };
      const cause = { eventId: came.id, correlationId: 'r-1' };
      const owed = { channelId: 'ch-1', teamRoomId: ROOMS.public, managerId: 'sol', edition, cause };
      await scene.restarted().commands.admitToRoom(owed);
      expect(await isMember(sol, ROOMS.public)).toBe(true);
      expect(meetId).toBe('tr.open.1');
      // Told again long after, as when the reactions' file is made anew, it undoes nothing.
      const memberIds = ['mina'];
      await scene.commands.putTeamRoom(scene.host, { id: ROOMS.public, kind: 'PUBLIC_GROUP', name: 'D', memberIds });
      await scene.restarted().commands.admitToRoom(owed);
      expect(await isMember(sol, ROOMS.public)).toBe(false);
    },
  );

  it('R29: makes no member of who came in before the room was told anew, though the command is given again', async () => {
    const token = tokenOf(await roomLink(ROOMS.public));
    await startIn(ROOMS.public);
    const dying = scene.restarted(storeDyingAt(scene.store, 3, 'before')).commands;
    const wished = { token, client: null, idempotencyKey: 'key' };
    await expect(dying.joinByLink(sol, wished)).rejects.toThrow();
    expect(await scene.events('ParticipantCameByRoomLink')).toHaveLength(1);
    const told = { id: ROOMS.public, kind: 'PUBLIC_GROUP', name: 'Design', memberIds: ['mina'] } as const;
    await scene.commands.putTeamRoom(scene.host, told);
    expect(await scene.restarted().commands.joinByLink(sol, wished)).toMatchObject({ outcome: 'accepted' });
    expect(await isMember(sol, ROOMS.public)).toBe(false);
  });

  it('are nothing to customers, to another channel, and where they are made up', async () => {
    const meetId = await startIn(ROOMS.public);
    const tokens = [tokenOf(await roomLink(ROOMS.public)), tokenOf(await boxLink(meetId)), 'made-up'];
    for (const token of tokens) {
      expect(await join(scene.juno, token)).toEqual(NO_LINK);
      expect(await join(viewer('manager', 'mina', 'ch-2'), token)).toEqual(NO_LINK);
      expect(await join(scene.host, token)).toMatchObject({ reasons: ['ROLE_NOT_ALLOWED'] });
    }
  });

  describe('to a meet that waits for its customer (R18)', () => {
    let meetId: string;
    let token: string;
    beforeEach(async () => {
      const { commands, mina, juno } = scene;
      await commands.setPresence(juno, { person: { role: 'customer', id: 'juno' }, online: false });
      meetId = meetIdOf(await commands.startMeet(mina, wish()));
      token = LINKS.tokenFor({ kind: 'CUSTOMER', channelId: 'ch-1', meetId });
    });

    it('R18: bring that customer in, and bring them back while it is live', async () => {
      expect(await join(scene.juno, token)).toMatchObject({ outcome: 'accepted', meetId });
      await scene.commands.leaveMeet(scene.juno, { meetId, reason: 'LEFT', idempotencyKey: null });
      expect(await join(scene.juno, token)).toMatchObject({ outcome: 'accepted', meetId });
    });

    it('R18: are nothing to another customer and to every manager', async () => {
      for (const other of [viewer('customer', 'kim'), scene.mina, scene.max]) {
        expect(await join(other, token)).toEqual(NO_LINK);
      }
    });

    it('R18: end with the meet, and do not tell why', async () => {
      await scene.commands.cancelMeet(scene.mina, order(meetId));
      expect(await join(scene.juno, token)).toEqual({ outcome: 'already-over' });
    });

    it('R18: end when the wait does, whether or not its timer came round, and though the meet goes on', async () => {
      scene.clock.advance(CUSTOMER_WAIT_MS - 1);
      expect(await join(scene.juno, token)).toMatchObject({ outcome: 'accepted' });
      scene.clock.advance(1);
      expect(await join(scene.juno, token)).toEqual({ outcome: 'already-over' });
    });

    it('R18: exist for meets that wait, and not for such as ring', async () => {
      await scene.commands.cancelMeet(scene.mina, order(meetId));
      await scene.commands.setPresence(scene.juno, { person: { role: 'customer', id: 'juno' }, online: true });
      const ringing = await scene.ringing();
      const made = LINKS.tokenFor({ kind: 'CUSTOMER', channelId: 'ch-1', meetId: ringing });
      expect(await join(scene.juno, made)).toEqual(NO_LINK);
    });
  });
});
