import {
  CHANNEL,
  GRACE_MS,
  meetIdOf,
  order,
  viewer,
  wish,
  writeScene,
  type WriteScene,
} from '../testing/write-scene.ts';
import { meetStream } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { MeetAnswer } from './answers.ts';

const AT_ONCE = 50;

describe('a meet that rings', () => {
  let scene: WriteScene;
  let meetId: string;
  beforeEach(async () => {
    scene = await writeScene();
    meetId = await scene.ringing();
  });

  it(`R11: of ${AT_ONCE} concurrent accepts one wins, and the others learn who`, async () => {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => scene.commands.acceptMeet(scene.mina, order(meetId))),
    );
    const [accepted] = await scene.events('MeetAccepted');
    expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    const losers = answers.filter((answer) => answer.outcome === 'conflict');
    expect(losers).toHaveLength(AT_ONCE - 1);
    expect(new Set(losers.map((answer) => answer.winner?.eventId))).toEqual(new Set([accepted?.id]));
    expect(await scene.events('MeetAccepted')).toHaveLength(1);
  });

  it('invariant 6: accept and cancel race to one outcome, and the loser learns the winner', async () => {
    const [accepted, canceled] = await Promise.all([
      scene.commands.acceptMeet(scene.mina, order(meetId)),
      scene.restarted().commands.cancelMeet(scene.juno, order(meetId)),
    ]);
    const outcomes = [accepted.outcome, canceled.outcome];
    expect(outcomes.toSorted()).toEqual(['accepted', 'conflict']);
    const settled = (await scene.meetEvents()).filter(({ type }) => type === 'MeetAccepted' || type === 'MeetMissed');
    expect(settled).toHaveLength(1);
    const winner = accepted.outcome === 'conflict' ? accepted.winner?.eventId : undefined;
    if (winner !== undefined) expect(winner).toBe(settled[0]?.id);
  });

  it('R12 invariant 6: an accept past the deadline learns that the ring timed out, though no timer has run', async () => {
    scene.clock.advance(120_000);
    const answer = await scene.commands.acceptMeet(scene.mina, order(meetId));
    const [missed] = await scene.events('MeetMissed');
    expect(missed?.data).toEqual({ reason: 'RING_TIMED_OUT' });
    expect(answer).toMatchObject({ outcome: 'conflict', winner: { eventId: missed?.id } });
  });

  it('R14: tells the customer the same whatever came first, and no winner that would tell why', async () => {
    const tooLate = async (settle: () => Promise<unknown>): Promise<MeetAnswer> => {
      await settle();
      const answer = await scene.commands.cancelMeet(scene.juno, order(meetId));
      meetId = await scene.ringing();
      return answer;
    };
    const declined = await tooLate(() => scene.commands.declineMeet(scene.mina, order(meetId)));
    const timedOut = await tooLate(async () => scene.clock.advance(120_000));
    expect(declined).toEqual(timedOut);
    expect(declined).toMatchObject({ outcome: 'conflict', winner: null });
    await scene.commands.acceptMeet(scene.mina, order(meetId));
    const answered = await scene.commands.cancelMeet(scene.juno, order(meetId));
    expect(answered).toMatchObject({ outcome: 'conflict', winner: { eventId: expect.any(String) } });
    expect({ ...answered, winner: null }).toEqual(declined);
  });

  it('R4: refuses a manager without a seat', async () => {
    await scene.commands.putManager(scene.host, { id: 'mina', name: 'Mina Kim', operatorSeat: false });
    expect(await scene.commands.acceptMeet(scene.mina, order(meetId))).toEqual({
      outcome: 'not-allowed',
      reasons: ['SEAT_REQUIRED'],
    });
  });
});

describe('a meet that waits for its customer', () => {
  let scene: WriteScene;
  let meetId: string;
  beforeEach(async () => {
    scene = await writeScene();
    await scene.commands.setPresence(scene.juno, { person: { role: 'customer', id: 'juno' }, online: false });
    await scene.commands.setPresence(scene.mina, { person: { role: 'manager', id: 'mina' }, online: true });
    meetId = meetIdOf(await scene.commands.startMeet(scene.mina, wish()));
  });
  const presentAfterJoining = async (): Promise<unknown[]> => {
    expect(await scene.commands.joinMeet(scene.juno, order(meetId))).toMatchObject({ outcome: 'accepted' });
    return (await scene.events('ParticipantJoined')).map(({ data }) => data['participant']);
  };

  it('R18: goes live with both when the customer comes', async () => {
    expect(await presentAfterJoining()).toHaveLength(2);
  });

  it('R18 R33: goes live with the customer alone when the manager has been gone for longer than the grace', async () => {
    await scene.commands.setPresence(scene.mina, { person: { role: 'manager', id: 'mina' }, online: false });
    scene.clock.advance(GRACE_MS);
    expect(await presentAfterJoining()).toEqual([{ role: 'customer', id: 'juno' }]);
  });

  it('R18: is over 24 hours later, though no timer has run', async () => {
    scene.clock.advance(24 * 60 * 60 * 1000);
    const answer = await scene.commands.acceptMeet(scene.juno, order(meetId));
    expect(answer).toMatchObject({ outcome: 'conflict', winner: null });
    expect(await scene.events('MeetMissed')).toMatchObject([{ data: { reason: 'UNREACHABLE_DEVICE' } }]);
  });
});

describe('whoever is not to know of a meet', () => {
  const everyCommand = (scene: WriteScene, viewer: Viewer, meetId: string): Promise<MeetAnswer>[] => {
    const device = { ...order(meetId), on: true };
    const { commands } = scene;
    return [
      commands.acceptMeet(viewer, order(meetId)),
      commands.declineMeet(viewer, order(meetId)),
      commands.cancelMeet(viewer, order(meetId)),
      commands.joinMeet(viewer, order(meetId)),
      commands.leaveMeet(viewer, { ...order(meetId), reason: 'LEFT' }),
      commands.endMeet(viewer, order(meetId)),
      commands.setMicrophone(viewer, device),
      commands.setCamera(viewer, device),
      commands.setScreenShare(viewer, device),
    ];
  };

  it.each(['ringing', 'live'] as const)('gets the same answer as for none, while it is %s', async (phase) => {
    const scene = await writeScene();
    const meetId = await scene[phase]();
    const strangers = [
      viewer('customer', 'kim'),
      viewer('customer', 'juno', 'ch-2'),
      viewer('manager', 'mina', 'ch-2'),
    ];
    const before = await scene.meetEvents();
    for (const stranger of strangers) {
      for (const id of [meetId, 'uc.none.1', '\udfff', 'x'.repeat(2_000)]) {
        const answers = await Promise.all(everyCommand(scene, stranger, id));
        expect(answers).toEqual(answers.map(() => ({ outcome: 'not-found', what: 'meet' })));
      }
    }
    expect(await scene.meetEvents()).toEqual(before);
  });

  it('R14: gets the same answer as for none when it was missed', async () => {
    const scene = await writeScene();
    const meetId = await scene.ringing();
    await scene.commands.declineMeet(scene.mina, order(meetId));
    const answers = await Promise.all(everyCommand(scene, viewer('customer', 'kim'), meetId));
    expect(answers).toEqual(answers.map(() => ({ outcome: 'not-found', what: 'meet' })));
  });

  it('is refused by role where they are integrator or analyst', async () => {
    const scene = await writeScene();
    const meetId = await scene.live();
    for (const role of ['integrator', 'analyst'] as const) {
      const answers = await Promise.all(everyCommand(scene, viewer(role, 'someone'), meetId));
      expect(answers).toEqual(answers.map(() => ({ outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] })));
    }
  });
});

describe('a live meet', () => {
  let scene: WriteScene;
  let meetId: string;
  beforeEach(async () => {
    scene = await writeScene();
    meetId = await scene.live();
  });

  it('R21 R22: becomes VIDEO when a camera goes on, and stays so', async () => {
    await scene.commands.setCamera(scene.juno, { ...order(meetId), on: true });
    await scene.commands.setCamera(scene.juno, { ...order(meetId), on: false });
    expect(await scene.events('MeetUpgradedToVideo')).toHaveLength(1);
  });

  it('R5: has room for ten persons; the eleventh is told the limit, whatever the race', async () => {
    const managers = Array.from({ length: 12 }, (_, index) => `m-${index}`);
    for (const id of managers) await scene.commands.putManager(scene.host, { id, name: id, operatorSeat: true });
    const answers = await Promise.all(
      managers.map((id) => scene.commands.joinMeet(viewer('manager', id), order(meetId))),
    );
    expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(8);
    expect(answers.filter((answer) => answer.outcome === 'meet-full')).toEqual(
      Array.from({ length: 4 }, () => ({ outcome: 'meet-full', limit: 10 })),
    );
  });

  it('R32: is ended for everyone by a manager, and by no customer', async () => {
    expect(await scene.commands.endMeet(scene.juno, order(meetId))).toEqual({
      outcome: 'not-allowed',
      reasons: ['MANAGERS_ONLY'],
    });
    expect(await scene.commands.endMeet(scene.mina, order(meetId))).toMatchObject({ outcome: 'accepted' });
    expect(await scene.commands.joinMeet(scene.juno, order(meetId))).toEqual({ outcome: 'already-over' });
  });

  it('invariant 7: its events carry actor, correlation and command', async () => {
    const asked = { ...scene.mina, correlationId: 'request-1' };
    await scene.commands.endMeet(asked, order(meetId));
    const ended = (await scene.events('MeetEnded'))[0];
    expect(ended).toMatchObject({
      stream: meetStream(CHANNEL, meetId),
      metadata: { actor: { role: 'manager', id: 'mina' }, correlationId: 'request-1', causationId: null },
    });
  });
});
