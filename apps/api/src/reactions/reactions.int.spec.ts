import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openSqlitePersonKeys, type PersonKeys } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import { eventually } from '../testing/eventually.ts';
import { type FakeClock, fakeClock } from '../testing/fake-clock.ts';
import { reactionsTo } from '../testing/reactions-to.ts';
import { meetIdOf, order, resumeScene, viewer, wish, type WriteScene, writeScene } from '../testing/write-scene.ts';

const AT_ONCE = 50;

describe('the write side on a real file', () => {
  let directory: string;
  let clock: FakeClock;
  let store: EventStore;
  let keys: PersonKeys;
  let scene: WriteScene;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'write-side-'));
    clock = fakeClock();
    await open();
    scene = await writeScene({ store, keys, clock });
  });
  afterEach(async () => {
    await shut();
    await rm(directory, { recursive: true });
  });

  const open = async () => {
    store = await openSqliteEventStore({ dataDir: directory, now: clock.now });
    keys = openSqlitePersonKeys({ file: join(directory, 'person-keys.sqlite') });
  };
  const shut = async () => {
    await store.close();
    await keys.close();
  };
  const reopen = async () => {
    await shut();
    await open();
    scene = resumeScene({ store, keys, clock });
  };
  const react = () => reactionsTo(scene, { file: join(directory, 'reactions.sqlite') });

  it(`R7: ${AT_ONCE} concurrent starts begin one meet`, async () => {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => scene.call()));
    expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(new Set(answers.map(meetIdOf)).size).toBe(1);
  });

  it(`R11: ${AT_ONCE} concurrent accepts have one winner`, async () => {
    const meetId = await scene.ringing();
    const nodes = Array.from({ length: AT_ONCE }, () => scene.restarted());
    const answers = await Promise.all(nodes.map(({ commands }) => commands.acceptMeet(scene.mina, order(meetId))));
    expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(AT_ONCE - 1);
  });

  it(`gives one key one answer, ${AT_ONCE} times at once and after the file was closed and opened again`, async () => {
    const keyed = wish({ idempotencyKey: randomUUID() });
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => scene.commands.startMeet(scene.juno, keyed)),
    );
    await reopen();
    const later = await scene.commands.startMeet(scene.juno, keyed);
    expect(new Set([...answers, later].map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await scene.events('MeetStarted')).toHaveLength(1);
    expect(await scene.commands.startMeet(scene.juno, { ...keyed, kind: 'VIDEO' })).toEqual({
      outcome: 'idempotency-conflict',
    });
  });

  it('R12: misses a ring once, within a second of the start, when its deadline passed while everything was down', async () => {
    const before = react();
    await before.ready;
    await scene.ringing();
    await before.close();
    await reopen();
    clock.advance(200_000);
    const startedAt = performance.now();
    const after = react();
    await eventually('the miss', async () => (await scene.events('MeetMissed')).length > 0);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await after.close();
    const again = react();
    await again.ready;
    await again.close();
    expect(await scene.events('MeetMissed')).toHaveLength(1);
  });

  it('R6: has a forgotten person’s name in no row that can be opened, after a restart too', async () => {
    await scene.commands.forgetPerson(scene.host, { person: { role: 'customer', id: 'juno' } });
    await reopen();
    const other = viewer('manager', 'mina');
    expect(await scene.commands.startMeet(other, wish())).toMatchObject({ outcome: 'accepted' });
    for await (const event of store.readAll()) expect(JSON.stringify(event.data)).not.toMatch(/Juno|55550100/);
  });
});
