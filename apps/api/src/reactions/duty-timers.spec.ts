import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dutyStream } from '@meets/meet-domain';
import { eventually } from '../testing/eventually.ts';
import { reactionsTo } from '../testing/reactions-to.ts';
import { CHANNEL, writeScene, type WriteScene } from '../testing/write-scene.ts';
import type { Reactions } from './start-reactions.ts';

const RESERVED_MS = 30_000;
const WRAP_UP_MS = 30_000;

describe('timers of a duty', () => {
  let scene: WriteScene;
  let directory: string;
  let running: Reactions | null = null;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'duty-timers-'));
    scene = await writeScene();
    await scene.commands.updateMyDuty(scene.mina, { available: true });
  });
  afterEach(async () => {
    await running?.close();
    await rm(directory, { recursive: true });
  });

  const start = async () => {
    running = reactionsTo(scene, { file: join(directory, 'reactions.sqlite') });
    await running.ready;
  };
  const types = async () => {
    const found: string[] = [];
    for await (const { type } of scene.store.readStream(dutyStream(CHANNEL, 'mina'))) found.push(type);
    return found;
  };
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  };
  const ofMina = (eventId: string) => ({
    ...{ channelId: CHANNEL, managerId: 'mina', meetId: 'uc.a.1' },
    cause: { eventId, correlationId: 'r-1' },
  });
  const reserve = async () => {
    const until = new Date(scene.clock.now() + RESERVED_MS).toISOString();
    await scene.commands.reserveManager({ ...ofMina('call'), until });
  };

  it('R39: free who does not answer, at the end of their time and not before', async () => {
    await start();
    await reserve();
    await settled();
    scene.clock.advance(RESERVED_MS - 1);
    await settled();
    expect(await types()).toEqual(['ManagerBecameAvailable', 'ManagerReserved']);
    scene.clock.advance(1);
    await eventually('the release', async () => (await types()).at(-1) === 'ManagerReleased');
  });

  it('R39: free nobody who answered in time', async () => {
    await start();
    await reserve();
    await scene.commands.takeCall(ofMina('take'));
    await settled();
    scene.clock.advance(RESERVED_MS * 2);
    await settled();
    // There is no such call, so that they are let go of later; but not by the timer.
    expect(await types()).not.toContain('ManagerReleased');
  });

  it('R42: end a wrap-up, though the process was down when its time was over', async () => {
    await start();
    await scene.commands.takeCall(ofMina('take'));
    await scene.commands.finishCall({ ...ofMina('end'), wrapUp: true });
    await settled();
    await running?.close();
    scene.clock.advance(WRAP_UP_MS);
    await start();
    await eventually('the end of the wrap-up', async () => (await types()).at(-1) === 'WrapUpEnded');
    expect((await types()).filter((type) => type === 'WrapUpEnded')).toHaveLength(1);
  });

  it('R42: end no wrap-up that the manager ended, nor the next one too early', async () => {
    await start();
    await scene.commands.takeCall(ofMina('take'));
    await scene.commands.finishCall({ ...ofMina('end'), wrapUp: true });
    await scene.commands.updateMyDuty(scene.mina, { endWrapUp: true });
    await settled();
    scene.clock.advance(WRAP_UP_MS / 2);
    await settled();
    await scene.commands.takeCall(ofMina('take again'));
    await scene.commands.finishCall({ ...ofMina('end again'), wrapUp: true });
    await settled();
    scene.clock.advance(WRAP_UP_MS - 1);
    await settled();
    expect((await types()).filter((type) => type === 'WrapUpEnded')).toHaveLength(1);
    scene.clock.advance(1);
    await eventually(
      'the second end',
      async () => (await types()).filter((type) => type === 'WrapUpEnded').length === 2,
    );
  });
});
