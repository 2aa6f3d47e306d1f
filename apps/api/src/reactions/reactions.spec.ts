import { customerStream, type Person } from '@meets/meet-domain';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { eventually } from '../testing/eventually.ts';
import { setReactionsStage, type ReactionsStage } from '../testing/reactions-stage.ts';
import { CHANNEL, meetIdOf, order, wish, writeScene } from '../testing/write-scene.ts';

const RING_MS = 120_000;
const juno: Person = { role: 'customer', id: 'juno' };

describe('reactions', () => {
  let stage: ReactionsStage;
  beforeEach(async () => {
    stage = await setReactionsStage();
  });
  afterEach(() => stage.close());

  it('R13: to a call-back: marks the missed meet as handled, with the call-back as its cause', async () => {
    await stage.start();
    const missed = await stage.scene.ringing();
    await stage.scene.commands.cancelMeet(stage.scene.juno, order(missed));
    const callbackMeetId = meetIdOf(await stage.scene.commands.reopenMeet(stage.scene.mina, order(missed)));
    await stage.until('MissedMeetHandled');
    const [handled] = await stage.scene.events('MissedMeetHandled');
    const started = (await stage.scene.events('MeetStarted')).at(-1);
    expect(handled).toMatchObject({ data: { callbackMeetId }, metadata: { causationId: started?.id } });
  });

  it('R6: to a person forgotten in a crash: destroys the key that was left', async () => {
    const { scene } = stage;
    const dyingKeys = { ...scene.keys, forget: () => Promise.reject(new Error('the process died')) };
    const dying = await writeScene({ ...scene, keys: dyingKeys });
    await expect(dying.commands.forgetPerson(scene.host, { person: juno })).rejects.toThrow('died');
    await stage.start();
    const decode = domainDecoder(scene.keys);
    await eventually('the name to be gone', async () => {
      for await (const event of scene.store.readStream(customerStream(CHANNEL, 'juno'), { limit: 1 })) {
        const fact = decode(event);
        return fact.type === 'CustomerPut' && fact.data.name === null;
      }
      return false;
    });
  });

  it('R6: leaves the new key of somebody who was forgotten and put anew', async () => {
    const { scene } = stage;
    await scene.commands.forgetPerson(scene.host, { person: juno });
    await scene.commands.putCustomer(scene.host, { id: 'juno', name: 'Juno Again', phoneNumber: null, blocked: false });
    await stage.start();
    await stage.settled();
    const decode = domainDecoder(scene.keys);
    const last = await scene.store.lastOf(customerStream(CHANNEL, 'juno'));
    expect(last && decode(last)).toMatchObject({ data: { name: 'Juno Again' } });
  });

  it('changes nothing when they are replayed from the start: no event, no follow-up', async () => {
    await stage.start();
    await stage.scene.commands.setPresence(stage.scene.host, { person: juno, online: false });
    const waiting = meetIdOf(await stage.scene.commands.startMeet(stage.scene.mina, wish()));
    await stage.until('FollowUpSent');
    await stage.scene.commands.cancelMeet(stage.scene.mina, order(waiting));
    await stage.scene.commands.reopenMeet(stage.scene.mina, order(waiting));
    await stage.until('FollowUpSent', 2);
    await stage.until('MissedMeetHandled');
    await stage.stop();
    const before = await stage.scene.meetEvents();
    await stage.forgetFile();
    await stage.start();
    await stage.settled();
    expect(await stage.scene.meetEvents()).toEqual(before);
    expect(stage.notifier.tries).toHaveLength(2);
  });

  it('begin anew where their file has seen more than the log holds, as after a restored backup', async () => {
    const { clock } = stage.scene;
    await stage.start();
    await stage.scene.commands.cancelMeet(stage.scene.juno, order(await stage.scene.ringing()));
    await stage.until('MeetMissed');
    await stage.settled();
    await stage.stop();
    const restored = await writeScene({ clock });
    await restored.ringing();
    await stage.start({ scene: restored });
    clock.advance(RING_MS);
    await eventually('the miss in the restored log', async () => (await restored.events('MeetMissed')).length === 1);
  });

  it('close twice', async () => {
    const reactions = await stage.start();
    await reactions.close();
    await reactions.close();
  });
});
