import { storeWithSwitch } from '../testing/breaking-store.ts';
import { setReactionsStage, type ReactionsStage } from '../testing/reactions-stage.ts';

const RING_MS = 120_000;

describe('reactions to a ring', () => {
  let stage: ReactionsStage;
  beforeEach(async () => {
    stage = await setReactionsStage();
  });
  afterEach(() => stage.close());
  const types = async () => (await stage.scene.meetEvents()).map(({ type }) => type);

  it('R12: misses it at its deadline, and not before', async () => {
    await stage.start();
    await stage.scene.ringing();
    await stage.settled();
    stage.scene.clock.advance(RING_MS - 1);
    await stage.settled();
    expect(await types()).toEqual(['MeetStarted', 'MeetRang']);
    stage.scene.clock.advance(1);
    await stage.until('MeetMissed');
    const [missed] = await stage.scene.events('MeetMissed');
    const [rang] = await stage.scene.events('MeetRang');
    expect(missed).toMatchObject({
      occurredAt: rang?.data['deadline'],
      data: { reason: 'RING_TIMED_OUT' },
      metadata: {
        actor: { role: 'system', id: 'ring-timer' },
        causationId: rang?.id,
        correlationId: rang?.metadata.correlationId,
      },
    });
  });

  it('R12: leaves one alone that was settled, and sets no timer for it', async () => {
    await stage.start();
    await stage.scene.live();
    await stage.settled();
    stage.scene.clock.advance(RING_MS * 2);
    await stage.settled();
    expect(await types()).not.toContain('MeetMissed');
    expect(stage.scene.clock.timers()).toBe(0);
  });

  it('R12 invariant 4: misses one once, at the start, when its deadline passed while the process was down', async () => {
    await stage.start();
    await stage.scene.ringing();
    await stage.settled();
    await stage.stop();
    stage.scene.clock.advance(RING_MS + 60_000);
    await stage.start();
    await stage.until('MeetMissed');
    await stage.stop();
    await stage.start();
    stage.scene.clock.advance(RING_MS);
    await stage.settled();
    expect(await stage.scene.events('MeetMissed')).toHaveLength(1);
  });

  it('R12: misses one that began while the process was down', async () => {
    await stage.scene.ringing();
    stage.scene.clock.advance(RING_MS);
    await stage.start();
    await stage.until('MeetMissed');
  });

  it('invariant 4: outlives no deadline because the wall clock was set back', async () => {
    await stage.start();
    await stage.scene.ringing();
    await stage.settled();
    stage.scene.clock.advance(60_000);
    stage.scene.clock.jump(-3_600_000);
    stage.scene.clock.advance(60_000);
    await stage.until('MeetMissed');
  });

  it('invariant 4: nor because it was set back before a restart', async () => {
    await stage.start();
    await stage.scene.ringing();
    await stage.settled();
    await stage.stop();
    stage.scene.clock.jump(-3_600_000);
    await stage.start();
    stage.scene.clock.advance(RING_MS);
    await stage.until('MeetMissed');
  });

  it('invariant 4: is missed within a second when the wall clock jumps past its deadline', async () => {
    await stage.start();
    await stage.scene.ringing();
    await stage.settled();
    stage.scene.clock.jump(RING_MS);
    stage.scene.clock.advance(1_000);
    await stage.until('MeetMissed');
  });

  it('R12: is missed once though several nodes run the timer', async () => {
    const other = await setReactionsStage(stage.scene);
    await Promise.all([stage.start(), other.start()]);
    await stage.scene.ringing();
    await Promise.all([stage.settled(), other.settled()]);
    stage.scene.clock.advance(RING_MS);
    await stage.until('MeetMissed');
    await Promise.all([stage.settled(), other.settled()]);
    expect(await stage.scene.events('MeetMissed')).toHaveLength(1);
    await other.close();
  });

  it('goes on trying while the store is out of order', async () => {
    const store = storeWithSwitch(stage.scene.store);
    await stage.start({ scene: stage.scene.restarted(store) });
    await stage.scene.ringing();
    await stage.settled();
    store.broken = true;
    stage.scene.clock.advance(RING_MS);
    for (let second = 0; second < 120; second += 1) {
      stage.scene.clock.advance(1_000);
      await stage.settled();
    }
    expect(await types()).not.toContain('MeetMissed');
    store.broken = false;
    stage.scene.clock.advance(30_000);
    await stage.until('MeetMissed');
  });
});
