import type { Person } from '@meets/meet-domain';
import { storeThatPausesBefore } from '../testing/breaking-store.ts';
import { eventually } from '../testing/eventually.ts';
import { setReactionsStage, type ReactionsStage } from '../testing/reactions-stage.ts';
import { chatInput, order } from '../testing/write-scene.ts';

const RING_MS = 120_000;
const mina: Person = { role: 'manager', id: 'mina' };

describe('reactions to a chat’s new assignee', () => {
  let stage: ReactionsStage;
  beforeEach(async () => {
    stage = await setReactionsStage();
  });
  afterEach(() => stage.close());
  const types = async () => (await stage.scene.meetEvents()).map(({ type }) => type);

  const assign = (assigneeId: string | null) =>
    stage.scene.commands.putUserChat(stage.scene.host, chatInput({ assigneeId }));

  it('R15: moves the ring, with the same deadline', async () => {
    await stage.start();
    await stage.scene.ringing();
    await assign('max');
    await stage.until('MeetRang', 2);
    const [first, second] = await stage.scene.events('MeetRang');
    expect(await types()).toEqual(['MeetStarted', 'MeetRang', 'RingSkipped', 'MeetRang']);
    expect(second?.data).toEqual({ callee: { role: 'manager', id: 'max' }, deadline: first?.data['deadline'] });
    stage.scene.clock.advance(RING_MS);
    await stage.until('MeetMissed');
  });

  it('R15: moves a ring that began while nobody was there to see the change', async () => {
    await stage.scene.ringing();
    await assign('max');
    await stage.start();
    await stage.until('MeetRang', 2);
  });

  it('R15: moves a ring that began just after the change, decided on the chat as it was before', async () => {
    await stage.start();
    const { store } = stage.scene;
    const slow = storeThatPausesBefore(store, 'MeetStarted', () => assign('max'));
    await stage.scene.restarted(slow).call();
    await stage.until('MeetRang', 2);
    const rings = (await stage.scene.events('MeetRang')).map(({ data }) => data['callee']);
    expect(rings).toEqual([mina, { role: 'manager', id: 'max' }]);
  });

  it('R15: changes nothing where the assignee is the same, gone, or the ring is settled', async () => {
    await stage.start();
    const meetId = await stage.scene.ringing();
    await assign(null);
    await stage.settled();
    await assign('mina');
    await stage.settled();
    expect(await types()).toEqual(['MeetStarted', 'MeetRang']);
    await stage.scene.commands.acceptMeet(stage.scene.mina, order(meetId));
    await assign('max');
    await stage.settled();
    expect(await types()).not.toContain('RingSkipped');
  });

  it('R15: does not move it to a manager without a seat, who could not answer', async () => {
    const { scene } = stage;
    await scene.commands.putManager(scene.host, { id: 'kim', name: 'Kim', operatorSeat: false });
    await stage.start();
    await scene.ringing();
    await assign('kim');
    await stage.settled();
    expect(await types()).toEqual(['MeetStarted', 'MeetRang']);
    await scene.commands.putManager(scene.host, { id: 'kim', name: 'Kim', operatorSeat: true });
    await assign('mina');
    await assign('kim');
    await stage.until('MeetRang', 2);
  });

  it('R15: follows two changes to the last', async () => {
    await stage.start();
    await stage.scene.ringing();
    await assign('max');
    await assign('mina');
    await assign('max');
    await eventually('the ring at max', async () => {
      const rings = await stage.scene.events('MeetRang');
      return JSON.stringify(rings.at(-1)?.data['callee']) === JSON.stringify({ role: 'manager', id: 'max' });
    });
    await stage.settled();
    expect((await stage.scene.events('MeetRang')).at(-1)?.data).toMatchObject({ callee: { id: 'max' } });
  });
});
