import { inbound, live } from '@meets/meet-domain/testing';
import { fakeClock } from '../testing/fake-clock.ts';
import { customer, manager, openScene, type Scene, turns } from '../testing/read-model-scene.ts';
import { AppliedPosition } from './applied-position.ts';
import { PositionTimeout, UnknownPosition } from './read-model.ts';

describe('waiting for a position', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  it('a command gave ends when it can be read, by its writer and by a customer who sees less of it', async () => {
    const stored = await scene.tellMeet(inbound());
    const position = stored.at(-1)?.position ?? 0;
    expect(await scene.reads.positionFor(manager, position)).toBe('0000000000000002');
    expect(await scene.reads.positionFor(customer, position)).toBe('c0000000000000001');
    await scene.reads.waitFor(manager, '0000000000000002');
    await scene.reads.waitFor(customer, 'c0000000000000001');
    expect(scene.reads.meet(manager, 'uc.uc-1.1')?.position).toBe('0000000000000002');
  });

  it('sees what was appended just before, without being told', async () => {
    const stored = await scene.tellMeet(live());
    await scene.reads.waitFor(manager, String(stored.at(-1)?.position).padStart(16, '0'));
    expect(scene.reads.meet(manager, 'uc.uc-1.1')?.state).toBe('LIVE');
  });

  it('that lies beyond everything there is, is refused at once', async () => {
    await scene.tellMeet(inbound());
    await expect(scene.reads.waitFor(manager, '0000000000000003')).rejects.toThrow(UnknownPosition);
    await expect(scene.reads.waitFor(customer, 'c0000000000000002')).rejects.toThrow(UnknownPosition);
    await expect(scene.reads.waitFor(customer, 'nonsense')).rejects.toThrow(UnknownPosition);
  });
});

describe('the applied position', () => {
  it('lets those through whose position is reached, and gives up on the others in time', async () => {
    const clock = fakeClock();
    const applied = new AppliedPosition(clock);
    const settled: string[] = [];
    const wait = (position: number) =>
      applied.wait(position, 1_000).then(
        () => settled.push(`${position} reached`),
        (error: unknown) => settled.push(`${position} ${error instanceof PositionTimeout ? 'timed out' : 'failed'}`),
      );
    void wait(3);
    void wait(5);
    applied.reach(3);
    await turns();
    expect(settled).toEqual(['3 reached']);
    clock.advance(999);
    await turns();
    expect(settled).toHaveLength(1);
    clock.advance(1);
    await turns();
    expect(settled).toEqual(['3 reached', '5 timed out']);
    expect(clock.timers()).toBe(0);
  });

  it('never goes back, and tells everybody when it will not go on', async () => {
    const applied = new AppliedPosition(fakeClock());
    applied.reach(7);
    applied.reach(3);
    expect(applied.position).toBe(7);
    const waiting = applied.wait(9, 1_000);
    applied.fail(new Error('the log is gone'));
    applied.fail(new Error('a later error'));
    await expect(waiting).rejects.toThrow('the log is gone');
    await expect(applied.reached(8)).rejects.toThrow('the log is gone');
    await applied.wait(7, 1_000);
  });
});
