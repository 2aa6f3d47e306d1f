import type { Person } from '@meets/meet-domain';
import { timestampOf } from '../time/clock.ts';
import { storeThatPausesBefore } from '../testing/breaking-store.ts';
import { setReactionsStage, type ReactionsStage } from '../testing/reactions-stage.ts';
import { CHANNEL, chatInput, GRACE_MS, meetIdOf, order, viewer, wish } from '../testing/write-scene.ts';

const juno: Person = { role: 'customer', id: 'juno' };
const mina: Person = { role: 'manager', id: 'mina' };

describe('reactions to a lost connection', () => {
  let stage: ReactionsStage;
  beforeEach(async () => {
    stage = await setReactionsStage();
  });
  afterEach(() => stage.close());
  const types = async () => (await stage.scene.meetEvents()).map(({ type }) => type);

  const goes = (person: Person, online: boolean) =>
    stage.scene.commands.setPresence(stage.scene.host, { person, online });

  it('R33: counts the person as gone when the grace is over', async () => {
    await stage.start();
    await goes(mina, true);
    await stage.scene.live();
    await goes(juno, false);
    await stage.settled();
    stage.scene.clock.advance(GRACE_MS - 1);
    await stage.settled();
    expect(await types()).not.toContain('ParticipantLeft');
    stage.scene.clock.advance(1);
    await stage.until('ParticipantLeft');
    expect((await stage.scene.events('ParticipantLeft'))[0]?.data).toEqual({
      participant: juno,
      reason: 'CONNECTION_LOST',
    });
    expect(await types()).not.toContain('MeetEnded');
  });

  it('R33: leaves no meet live with nobody in it', async () => {
    await stage.start();
    await goes(mina, true);
    await stage.scene.live();
    await Promise.all([goes(juno, false), goes(mina, false)]);
    await stage.settled();
    stage.scene.clock.advance(GRACE_MS);
    await stage.until('MeetEnded');
  });

  it('R33: forgives who comes back in time, and gives a second loss a grace of its own', async () => {
    await stage.start();
    await stage.scene.live();
    await goes(juno, false);
    await stage.settled();
    stage.scene.clock.advance(GRACE_MS - 1_000);
    await goes(juno, true);
    await goes(juno, false);
    await stage.settled();
    stage.scene.clock.advance(GRACE_MS - 1_000);
    await stage.settled();
    expect(await types()).not.toContain('ParticipantLeft');
    stage.scene.clock.advance(1_000);
    await stage.until('ParticipantLeft');
  });

  it('R33: counts it through a restart', async () => {
    await stage.start();
    await stage.scene.live();
    await goes(juno, false);
    await stage.settled();
    await stage.stop();
    stage.scene.clock.advance(GRACE_MS);
    await stage.start();
    await stage.until('ParticipantLeft');
  });

  it('R33: counts out a manager who was brought in by an answer that was decided before their grace ended', async () => {
    const { scene } = stage;
    await stage.start();
    await goes(mina, true);
    await goes(juno, false);
    const meetId = meetIdOf(await scene.commands.startMeet(scene.mina, wish()));
    await goes(mina, false);
    const slow = storeThatPausesBefore(scene.store, 'MeetAccepted', async () => {
      await stage.settled();
      scene.clock.advance(GRACE_MS);
      await stage.settled();
    });
    await scene.restarted(slow).commands.joinMeet(scene.juno, order(meetId));
    await stage.until('ParticipantLeft');
    expect((await scene.events('ParticipantLeft'))[0]?.data).toMatchObject({ participant: mina });
  });

  it('R33: leaves no meet live with nobody in it where nobody was ever told online', async () => {
    const { scene } = stage;
    const kim: Person = { role: 'customer', id: 'kim' };
    await scene.commands.putCustomer(scene.host, { id: 'kim', name: null, phoneNumber: null, blocked: false });
    await scene.commands.putUserChat(scene.host, chatInput({ id: 'uc-kim', customerId: 'kim' }));
    await stage.start();
    const place = { userChatId: 'uc-kim' };
    const meetId = meetIdOf(await scene.commands.startMeet(viewer('customer', 'kim'), wish({ place })));
    await scene.commands.acceptMeet(scene.mina, order(meetId));
    await Promise.all([goes(kim, false), goes(mina, false)]);
    await stage.settled();
    scene.clock.advance(GRACE_MS - 1);
    await stage.settled();
    expect(await types()).not.toContain('ParticipantLeft');
    scene.clock.advance(1);
    await stage.until('MeetEnded');
  });

  it('R33: counts out who came in while offline and was not told online within the grace from then', async () => {
    const { scene } = stage;
    await stage.start();
    const meetId = await scene.live();
    const max: Person = { role: 'manager', id: 'max' };
    await goes(max, false);
    scene.clock.advance(GRACE_MS - 1_000);
    await scene.commands.joinMeet(scene.max, order(meetId));
    await stage.settled();
    scene.clock.advance(GRACE_MS - 1);
    await stage.settled();
    expect(await types()).not.toContain('ParticipantLeft');
    scene.clock.advance(1);
    await stage.until('ParticipantLeft');
    expect((await scene.events('ParticipantLeft'))[0]?.data).toEqual({ participant: max, reason: 'CONNECTION_LOST' });
    await scene.commands.joinMeet(scene.max, order(meetId));
    await stage.settled();
    scene.clock.advance(GRACE_MS);
    await stage.until('ParticipantLeft', 2);
  });

  it('R33: counts out who came in between the decision that they are gone and its event', async () => {
    const { scene } = stage;
    const max: Person = { role: 'manager', id: 'max' };
    await stage.start();
    const meetId = await scene.live();
    await goes(max, true);
    const slow = storeThatPausesBefore(scene.store, 'ManagerWentOffline', async () => {
      scene.clock.advance(1_000);
      await scene.commands.joinMeet(scene.max, order(meetId));
    });
    await scene.restarted(slow).commands.setPresence(scene.host, { person: max, online: false });
    await stage.settled();
    scene.clock.advance(GRACE_MS);
    await stage.until('ParticipantLeft');
    expect((await scene.events('ParticipantLeft'))[0]?.data).toEqual({ participant: max, reason: 'CONNECTION_LOST' });
  });

  it('R33: lets who came in while offline stay where they are told online within the grace', async () => {
    const { scene } = stage;
    await stage.start();
    const meetId = await scene.live();
    const max: Person = { role: 'manager', id: 'max' };
    await goes(max, false);
    scene.clock.advance(GRACE_MS * 2);
    await scene.commands.joinMeet(scene.max, order(meetId));
    await goes(max, true);
    await stage.settled();
    expect(scene.clock.timers()).toBe(0);
    scene.clock.advance(GRACE_MS * 2);
    await stage.settled();
    expect(await types()).not.toContain('ParticipantLeft');
  });

  it('R33: is put off by no further word of being offline', async () => {
    const { scene } = stage;
    await goes(mina, true);
    await scene.live();
    await goes(juno, false);
    scene.clock.advance(GRACE_MS);
    await goes(juno, false);
    await stage.start();
    await stage.until('ParticipantLeft');
    expect(await scene.events('ParticipantLeft')).toHaveLength(1);
  });

  it('R33: never counts out whose presence the host does not tell', async () => {
    const { scene } = stage;
    await stage.start();
    const meetId = await scene.live();
    await scene.commands.joinMeet(scene.max, order(meetId));
    await stage.settled();
    scene.clock.advance(GRACE_MS * 100);
    await stage.settled();
    expect(await types()).not.toContain('ParticipantLeft');
  });

  it('R33: does nothing about a loss that another has followed', async () => {
    const { scene } = stage;
    const meetId = await scene.live();
    const lostSince = timestampOf(scene.clock.now());
    await goes(juno, false);
    await goes(juno, true);
    scene.clock.advance(GRACE_MS);
    await goes(juno, false);
    const cause = { eventId: 'the-first-loss', correlationId: 'c' };
    await scene.commands.loseConnection({ channelId: CHANNEL, meetId, person: juno, lostSince, cause });
    expect(await types()).not.toContain('ParticipantLeft');
  });

  it('R33 R41: gives up the call of a customer who is gone', async () => {
    await stage.start();
    await stage.scene.ringing();
    await goes(juno, false);
    await stage.settled();
    stage.scene.clock.advance(GRACE_MS);
    await stage.until('MeetMissed');
    expect((await stage.scene.events('MeetMissed'))[0]?.data).toEqual({ reason: 'CUSTOMER_LEFT' });
  });

  it('R33: counts out a manager who was brought in by the customer’s answer just before their grace ended', async () => {
    await goes(mina, true);
    await goes(juno, false);
    const meetId = meetIdOf(await stage.scene.commands.startMeet(stage.scene.mina, wish()));
    await goes(mina, false);
    stage.scene.clock.advance(GRACE_MS - 1);
    await stage.scene.commands.joinMeet(stage.scene.juno, order(meetId));
    expect(await stage.scene.events('ParticipantJoined')).toHaveLength(2);
    stage.scene.clock.advance(1);
    await stage.start();
    await stage.until('ParticipantLeft');
    expect((await stage.scene.events('ParticipantLeft'))[0]?.data).toMatchObject({ participant: mina });
  });
});
