import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RING_TIMEOUT_MS } from '@meets/meet-domain';
import fc from 'fast-check';
import { type FakeClock, fakeClock } from '../testing/fake-clock.ts';
import { reactionsTo } from '../testing/reactions-to.ts';
import { order, resumeScene, viewer, wish, type WriteScene, writeScene } from '../testing/write-scene.ts';
import { AGENDA_TICK_MS } from './agenda-runner.ts';
import type { Reactions } from './start-reactions.ts';

const HOUR_MS = 3_600_000;
/** Each history starts and stops several nodes with files of their own. */
const PROPERTY_TIMEOUT_MS = 60_000;

/** One node: a machine with a clock of its own, a process on it that may be down, and its reactions' file. */
interface Node {
  readonly clock: FakeClock;
  scene: WriteScene;
  up(): Promise<void>;
  down(): Promise<void>;
}

describe('a ring', () => {
  let directory: string;
  let first: WriteScene;
  let nodes: Node[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ring-deadline-'));
    await setStage();
  });
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.down()));
    await rm(directory, { recursive: true });
  });

  let stages = 0;
  async function setStage(): Promise<void> {
    stages += 1;
    const stage = stages;
    first = await writeScene();
    nodes = [first.clock, fakeClock()].map((clock, index) =>
      node(first, clock, join(directory, `node-${stage}-${index}.sqlite`)),
    );
    for (const each of nodes) await each.up();
  }
  const pass = async (ms: number): Promise<void> => {
    for (const { clock } of nodes) clock.advance(ms);
    await settled();
  };
  const outcome = async (): Promise<string | undefined> => {
    const events = await first.meetEvents();
    return events.map(({ type }) => type).find((type) => type === 'MeetMissed' || type === 'MeetAccepted');
  };
  const ring = async (on: Node | undefined): Promise<string> => {
    const answer = await on?.scene.commands.startMeet(viewer('customer', 'juno'), wish());
    await settled();
    if (answer?.outcome !== 'accepted') throw new Error(`the stage has no ring: ${JSON.stringify(answer)}`);
    return answer.meetId;
  };
  const accept = (on: Node | undefined, meetId: string) =>
    on?.scene.commands.acceptMeet(viewer('manager', 'mina'), order(meetId));

  it.each([-HOUR_MS, HOUR_MS, 0])(
    'invariant 4: is not answered after its deadline though the wall clock was set by %i ms and no timer ran',
    async (jump) => {
      const meetId = await ring(nodes[0]);
      await Promise.all(nodes.map((each) => each.down()));
      await pass(RING_TIMEOUT_MS / 2);
      nodes[0]?.clock.jump(jump);
      await pass(RING_TIMEOUT_MS / 2);
      expect(await accept(nodes[0], meetId)).toMatchObject({ outcome: 'conflict' });
      expect(await outcome()).toBe('MeetMissed');
    },
  );

  it('invariant 4: gets no time anew where the process restarts after the wall clock was set back', async () => {
    await ring(nodes[0]);
    await Promise.all(nodes.map((each) => each.down()));
    await pass(RING_TIMEOUT_MS - 1_000);
    nodes[0]?.clock.jump(-HOUR_MS);
    await nodes[0]?.up();
    await settled();
    expect(await outcome()).toBeUndefined();
    await pass(1_000);
    expect(await outcome()).toBe('MeetMissed');
  });

  it('invariant 4: is over where the machine restarts with its clock set back, for nobody knows how long it was down', async () => {
    const meetId = await ring(nodes[0]);
    await nodes[1]?.down();
    await pass(RING_TIMEOUT_MS / 2);
    await nodes[0]?.down();
    nodes[0]?.clock.jump(-HOUR_MS);
    nodes[0]?.clock.reboot();
    await nodes[0]?.up();
    await settled();
    expect(await outcome()).toBe('MeetMissed');
    expect(await accept(nodes[0], meetId)).toMatchObject({ outcome: 'conflict' });
  });

  it('invariant 4: goes by elapsed time on a node whose clock is an hour behind, though the other one is gone', async () => {
    nodes[1]?.clock.jump(-HOUR_MS);
    await nodes[1]?.down();
    await nodes[1]?.up();
    const meetId = await ring(nodes[0]);
    await nodes[0]?.down();
    await pass(RING_TIMEOUT_MS / 2);
    await nodes[1]?.down();
    await pass(RING_TIMEOUT_MS / 4);
    await nodes[1]?.up();
    await pass(RING_TIMEOUT_MS / 4);
    expect(await outcome()).toBe('MeetMissed');
    expect(await accept(nodes[1], meetId)).toMatchObject({ outcome: 'conflict' });
  });

  it(
    'invariant 4: outlives no deadline, whatever restarts and clock jumps happen on two nodes',
    async () => {
      const which = fc.constantFrom(0, 1);
      const step = fc.oneof(
        fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 50_000 }) }),
        fc.record({
          act: fc.constant('jump' as const),
          which,
          ms: fc.oneof(fc.integer({ min: -HOUR_MS, max: 0 }), fc.integer({ min: 0, max: 30_000 })),
        }),
        fc.record({ act: fc.constant('restart' as const), which, downMs: fc.integer({ min: 0, max: 30_000 }) }),
      );
      await fc.assert(
        fc.asyncProperty(which, fc.array(step, { maxLength: 8 }), which, async (starter, steps, answerer) => {
          await Promise.all(nodes.map((each) => each.down()));
          await setStage();
          const meetId = await ring(nodes[starter]);
          let passedMs = 0;
          for (const each of steps) {
            if (each.act === 'jump') nodes[each.which]?.clock.jump(each.ms);
            if (each.act === 'restart') {
              await nodes[each.which]?.down();
              await pass(each.downMs);
              passedMs += each.downMs;
              await nodes[each.which]?.up();
            }
            if (each.act === 'pass') {
              await pass(each.ms);
              passedMs += each.ms;
            }
            if (passedMs >= RING_TIMEOUT_MS) expect(await outcome()).toBe('MeetMissed');
          }
          await pass(Math.max(0, RING_TIMEOUT_MS - passedMs));
          const answer = await accept(nodes[answerer], meetId);
          expect(answer).toMatchObject({ outcome: 'conflict' });
          await pass(AGENDA_TICK_MS);
          const missed = await first.events('MeetMissed');
          expect(missed).toHaveLength(1);
        }),
        { numRuns: 25 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});

function node(first: WriteScene, clock: FakeClock, file: string): Node {
  const { store, keys } = first;
  let reactions: Reactions | undefined;
  const self: Node = {
    clock,
    scene: resumeScene({ store, keys, clock }),
    async up() {
      self.scene = resumeScene({ store, keys, clock });
      reactions = reactionsTo(self.scene, { file });
      await reactions.ready;
    },
    async down() {
      await reactions?.close();
      reactions = undefined;
    },
  };
  return self;
}

/** Enough turns of the event loop for everything in memory to come to rest. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}
