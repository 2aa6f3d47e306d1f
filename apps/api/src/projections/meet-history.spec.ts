import { at, bora, live, MEET_ID, mina, missed, RING_ENDS, timer } from '@meets/meet-domain/testing';
import { createToldLog, customer, manager, openScene, type Scene } from '../testing/read-model-scene.ts';
import { UnknownPosition } from './read-model.ts';

describe('a meet as it was', () => {
  let scene: Scene;
  let now: number;
  beforeEach(async () => {
    now = Date.parse(at(0));
    scene = await openScene(
      {},
      createToldLog(() => now),
    );
  });
  afterEach(() => scene.close());

  it('reads at each of its positions as it read then', async () => {
    const then: unknown[] = [];
    const positions: string[] = [];
    for (const event of live()) {
      await scene.tellMeet([event]);
      await scene.settled();
      const meet = scene.reads.meet(manager, MEET_ID);
      then.push(meet);
      positions.push(meet?.position ?? '');
    }
    const again = await Promise.all(positions.map((position) => scene.reads.meetAsOf(manager, MEET_ID, { position })));
    expect(again).toEqual(then);
    const answers = await Promise.all(
      positions.map((position) => scene.reads.meetAtAnswer(manager, MEET_ID, Number(position))),
    );
    expect(answers).toEqual(then);
    expect(await scene.reads.meetAsOf(manager, MEET_ID, { position: '0' })).toBeNull();
  });

  it('reads at a moment as the log had recorded it by then', async () => {
    for (const [index, event] of live().entries()) {
      now = Date.parse(at(index * 10));
      await scene.tellMeet([event]);
    }
    await scene.settled();
    const stateAt = async (time: string) => (await scene.reads.meetAsOf(manager, MEET_ID, { time }))?.state;
    expect(await stateAt(at(-1))).toBeUndefined();
    expect(await stateAt(at(19))).toBe('RINGING');
    expect(await stateAt(at(20))).toBe('LIVE');
    expect(await stateAt(at(20).replace('Z', '+00:00'))).toBe('LIVE');
  });

  it('R14: reads for a customer at their own positions, and the hidden in between makes no difference', async () => {
    await scene.tellMeet(missed().slice(0, 2));
    await scene.settled();
    const began = scene.reads.meet(customer, MEET_ID);
    await scene.tellMeet([
      { type: 'RingSkipped', at: at(3), by: timer, data: { callee: mina } },
      { type: 'MeetRang', at: at(3), by: timer, data: { callee: bora, deadline: RING_ENDS } },
    ]);
    const asOf = (position: string) => scene.reads.meetAsOf(customer, MEET_ID, { position });
    expect(await asOf('c0000000000000000')).toBeNull();
    expect(await asOf('c0000000000000001')).toEqual(began);
    expect(began?.ringDeadline).toBe(RING_ENDS);
    await scene.tellMeet(missed().slice(2));
    await scene.settled();
    expect(await asOf('c0000000000000001')).toEqual({ ...began, ringDeadline: null });
    expect(await asOf('c0000000000000002')).toEqual(scene.reads.meet(customer, MEET_ID));
  });

  it('refuses a position that nobody was given', async () => {
    await scene.tellMeet(live());
    await scene.settled();
    await expect(scene.reads.meetAsOf(manager, MEET_ID, { position: '0000000000000099' })).rejects.toThrow(
      UnknownPosition,
    );
    await expect(scene.reads.meetAsOf(customer, MEET_ID, { position: '0000000000000001' })).rejects.toThrow(
      UnknownPosition,
    );
    await expect(scene.reads.meetAsOf(customer, MEET_ID, { position: 'c0000000000000005' })).rejects.toThrow(
      UnknownPosition,
    );
  });
});
