import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingNotifier } from '@meets/meet-domain/testing';
import { AGENDA_CLOSE_WAIT_MS } from '../reactions/agenda-runner.ts';
import type { Reactions, ReactionsParts } from '../reactions/start-reactions.ts';
import { eventually } from './eventually.ts';
import { reactionsTo } from './reactions-to.ts';
import { writeScene, type WriteScene } from './write-scene.ts';

/** A scene with reactions that can be stopped and started on the same file. */
export interface ReactionsStage {
  readonly scene: WriteScene;
  readonly notifier: ReturnType<typeof recordingNotifier>;
  /** Where their file is, and nothing else. */
  readonly directory: string;
  /** Resolves when they have taken in the log. Of another scene, where one is given. */
  start(parts?: Partial<ReactionsParts> & { readonly scene?: WriteScene }): Promise<Reactions>;
  stop(): Promise<void>;
  forgetFile(): Promise<void>;
  /** The types of the channel's meet events, once there are as many of this type. */
  until(type: Parameters<WriteScene['events']>[0], count?: number): Promise<readonly string[]>;
  /** Lets everything happen that is going to happen now. */
  settled(): Promise<void>;
  /** Time passes in steps, with a moment for what happens in each. */
  passing(steps: number, stepMs: number): Promise<void>;
  /** Stops them, and removes the directory. */
  close(): Promise<void>;
}

/** Nothing has started; whoever sets it closes it. `on`: another node of the same scene, with a file of its own. */
export async function setReactionsStage(on?: WriteScene): Promise<ReactionsStage> {
  const directory = await mkdtemp(join(tmpdir(), 'reactions-'));
  const file = join(directory, 'reactions.sqlite');
  const scene = on ?? (await writeScene());
  const notifier = recordingNotifier();
  let running: Reactions | undefined;
  const stage: ReactionsStage = {
    ...{ scene, notifier, directory },
    async start({ scene: other, ...parts } = {}) {
      running = reactionsTo(other ?? scene, { notifier, file, ...parts });
      await running.ready;
      return running;
    },
    async stop() {
      const closed = running?.close().then(() => true) ?? true;
      running = undefined;
      // What hangs is given up after a while, which on this clock has to be made to pass.
      await eventually(
        'the reactions to close',
        () => Promise.race([closed, turns(50)]),
        () => scene.clock.advance(AGENDA_CLOSE_WAIT_MS),
      );
    },
    async forgetFile() {
      await Promise.all(['', '-wal', '-shm'].map((suffix) => rm(`${file}${suffix}`, { force: true })));
    },
    async until(type, count = 1) {
      await eventually(`${count} ${type}`, async () => (await scene.events(type)).length >= count);
      return (await scene.meetEvents()).map((event) => event.type);
    },
    settled: () => turns(20).then(() => undefined),
    async passing(steps, stepMs) {
      for (let step = 0; step < steps; step += 1) {
        await stage.settled();
        scene.clock.advance(stepMs);
      }
      await stage.settled();
    },
    async close() {
      await stage.stop();
      await rm(directory, { recursive: true });
    },
  };
  return stage;
}

/** A number of turns of the event loop: enough for everything in memory to come to rest. */
async function turns(count: number): Promise<false> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
  return false;
}
