import { randomUUID } from 'node:crypto';
import { COMMAND_STREAM_PREFIX } from './command-record.ts';
import type { MeetAnswer } from './answers.ts';
import { type Idempotency, idempotency } from './idempotency.ts';
import { storeDyingAt } from '../testing/breaking-store.ts';
import { CHAT, chatInput, meetIdOf, order, viewer, wish, writeScene, type WriteScene } from '../testing/write-scene.ts';

const AT_ONCE = 50;
const atOnce = <Answer>(make: (index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, index) => make(index)));

describe('an idempotency key', () => {
  let scene: WriteScene;
  beforeEach(async () => {
    scene = await writeScene();
  });
  const keyed = wish({ idempotencyKey: 'key-1' });
  const cancelLive = async (answer: MeetAnswer) => scene.commands.cancelMeet(scene.juno, order(meetIdOf(answer)));

  it('gives the same answer for ever, also when the meet is long over and after a restart', async () => {
    const first = await scene.commands.startMeet(scene.juno, keyed);
    expect(first).toMatchObject({ outcome: 'accepted' });
    await cancelLive(first);
    expect(await scene.commands.startMeet(scene.juno, keyed)).toEqual(first);
    expect(await scene.restarted().commands.startMeet(scene.juno, keyed)).toEqual(first);
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it(`answers ${AT_ONCE} times at once equally, with one event`, async () => {
    const answers = await atOnce(() => scene.commands.startMeet(scene.juno, keyed));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'accepted' });
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it(`answers ${AT_ONCE} times at once equally on as many nodes, with one event`, async () => {
    const answers = await atOnce(() => scene.restarted().commands.startMeet(scene.juno, keyed));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'accepted' });
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it(`R11: answers ${AT_ONCE} accepts of one key equally, on as many nodes`, async () => {
    const meetId = await scene.ringing();
    const answers = await atOnce(() => scene.restarted().commands.acceptMeet(scene.mina, order(meetId, 'yes')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'accepted' });
    expect(await scene.events('MeetAccepted')).toHaveLength(1);
  });

  it('is refused with other input, other kinds of command included, and also across streams', async () => {
    await scene.commands.putUserChat(scene.host, chatInput({ id: 'uc-2' }));
    const first = await scene.commands.startMeet(scene.mina, keyed);
    const conflict = { outcome: 'idempotency-conflict' };
    const { commands, mina } = scene;
    expect(await commands.startMeet(mina, { ...keyed, kind: 'VIDEO' })).toEqual(conflict);
    expect(await commands.startMeet(mina, { ...keyed, place: { userChatId: 'uc-2' } })).toEqual(conflict);
    expect(await commands.endMeet(mina, order(meetIdOf(first), 'key-1'))).toEqual(conflict);
    expect(await commands.acceptMeet(mina, order(meetIdOf(first), 'key-1'))).toEqual(conflict);
    expect(await commands.startMeet(mina, keyed)).toEqual(first);
  });

  it('belongs to one person of one role in one channel', async () => {
    const first = await scene.commands.startMeet(scene.juno, keyed);
    expect(await scene.commands.startMeet(scene.mina, { ...keyed, kind: 'VIDEO' })).toMatchObject({
      outcome: 'already-live',
      meetId: meetIdOf(first),
    });
    expect(await scene.commands.startMeet(viewer('manager', 'juno'), keyed)).toMatchObject({ outcome: 'already-live' });
    expect(await scene.commands.startMeet(viewer('customer', 'juno', 'ch-2'), keyed)).toMatchObject({
      outcome: 'not-found',
    });
  });

  it('keeps refusals too: what became possible later stays refused under this key', async () => {
    await scene.commands.updateChannelMeetSettings(scene.host, { customersMayStart: false });
    const refused = await scene.commands.startMeet(scene.juno, keyed);
    expect(refused).toEqual({ outcome: 'not-allowed', reasons: ['SETTING_OFF'] });
    await scene.commands.updateChannelMeetSettings(scene.host, { customersMayStart: true });
    expect(await scene.restarted().commands.startMeet(scene.juno, keyed)).toEqual(refused);
    expect(await scene.commands.startMeet(scene.juno, { ...keyed, idempotencyKey: 'key-2' })).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('R17: opens one chat for one key', async () => {
    const profile = wish({ place: { customerId: 'juno' }, idempotencyKey: 'profile' });
    const answers = await atOnce(() => scene.restarted().commands.startMeet(scene.max, profile));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await openedChats(scene)).toBe(1);
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it('has one answer though two nodes came to different ones at once', async () => {
    const node = (): Idempotency => idempotency({ store: scene.store, clock: scene.clock, newId: randomUUID });
    let bothRun: () => void = () => undefined;
    const together = new Promise<void>((resolve) => (bothRun = resolve));
    const first = node().once(scene.juno, 'x', { idempotencyKey: 'k' }, async () => {
      await together;
      return { outcome: 'already-over' };
    });
    const second = await node().once(scene.juno, 'x', { idempotencyKey: 'k' }, async () => {
      bothRun();
      return { outcome: 'meet-full', limit: 10 };
    });
    expect(await first).toEqual(second);
    expect(
      await node().once(scene.juno, 'x', { idempotencyKey: 'k' }, () => Promise.reject(new Error('again'))),
    ).toEqual(second);
  });

  it('keeps no personal data', async () => {
    await scene.commands.startMeet(scene.juno, keyed);
    const records = [];
    for await (const event of scene.store.readAll({ filter: { streamPrefixes: [COMMAND_STREAM_PREFIX] } })) {
      records.push(event.data, event.metadata);
    }
    expect(records).toHaveLength(4);
    expect(JSON.stringify(records)).not.toMatch(/Juno|1055550100/);
  });

  it('costs nothing where there is none', async () => {
    await scene.ringing();
    for await (const event of scene.store.readAll()) expect(event.stream).not.toMatch(/^command-/);
  });
});

describe('a keyed command whose process dies', () => {
  // Appends of a keyed start: the claim, the meet, the answer.
  const crashes = [1, 2, 3].flatMap((append) => [
    { append, when: 'before' as const },
    { append, when: 'after' as const },
  ]);

  it.each(crashes)('$when append $append is completed by a retry, once', async ({ append, when }) => {
    const scene = await writeScene();
    const keyed = wish({ idempotencyKey: 'key-1' });
    const dying = scene.restarted(storeDyingAt(scene.store, append, when));
    await expect(dying.commands.startMeet(scene.juno, keyed)).rejects.toThrow('died');

    const retried = await scene.restarted().commands.startMeet(scene.juno, keyed);
    expect(retried).toMatchObject({ outcome: 'accepted', meetId: `uc.${CHAT}.1` });
    expect(await scene.restarted().commands.startMeet(scene.juno, keyed)).toEqual(retried);
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it('after the meet began finds it again, though it is over and others came since', async () => {
    const scene = await writeScene();
    const keyed = wish({ idempotencyKey: 'key-1' });
    const dying = scene.restarted(storeDyingAt(scene.store, 2, 'after'));
    await expect(dying.commands.startMeet(scene.juno, keyed)).rejects.toThrow('died');
    const [, rang] = await scene.meetEvents();
    for (let n = 1; n <= 4; n += 1) {
      await scene.commands.cancelMeet(scene.juno, order(`uc.${CHAT}.${n}`));
      await scene.call();
    }

    const retried = await scene.restarted().commands.startMeet(scene.juno, keyed);
    expect(retried).toEqual({ outcome: 'accepted', meetId: `uc.${CHAT}.1`, position: rang?.position });
    expect(await scene.events('MeetStarted')).toHaveLength(5);
  });

  // From a profile there is one append more: claim, chat, meet, answer.
  const profileCrashes = [1, 2, 3, 4].flatMap((append) => [
    { append, when: 'before' as const },
    { append, when: 'after' as const },
  ]);

  it.each(profileCrashes)('R17: $when append $append opens no second chat', async ({ append, when }) => {
    const scene = await writeScene();
    const profile = wish({ place: { customerId: 'juno' }, idempotencyKey: 'key-1' });
    const dying = scene.restarted(storeDyingAt(scene.store, append, when));
    await expect(dying.commands.startMeet(scene.max, profile)).rejects.toThrow('died');

    const retried = await scene.restarted().commands.startMeet(scene.max, profile);
    expect(retried).toMatchObject({ outcome: 'accepted' });
    expect(await openedChats(scene)).toBe(1);
    expect(await scene.events('MeetStarted')).toHaveLength(1);
  });

  it.each(crashes)('$when append $append of an accept is completed by a retry, once', async ({ append, when }) => {
    const scene = await writeScene();
    const meetId = await scene.ringing();
    const dying = scene.restarted(storeDyingAt(scene.store, append, when));
    await expect(dying.commands.acceptMeet(scene.mina, order(meetId, 'yes'))).rejects.toThrow('died');

    expect(await scene.restarted().commands.acceptMeet(scene.mina, order(meetId, 'yes'))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await scene.events('MeetAccepted')).toHaveLength(1);
  });

  it('leaves the key usable in the same process, and keeps no answer for what was broken', async () => {
    const scene = await writeScene();
    const keyed = wish({ idempotencyKey: 'key-1' });
    const flaky = scene.restarted(storeDyingAt(scene.store, 2, 'before'));
    await expect(flaky.commands.startMeet(scene.juno, keyed)).rejects.toThrow('died');
    expect(await scene.commands.startMeet(scene.juno, keyed)).toMatchObject({ outcome: 'accepted' });
  });
});

async function openedChats({ store }: WriteScene): Promise<number> {
  let count = 0;
  for await (const event of store.readAll({ filter: { types: ['UserChatOpened'] } })) count += event.version;
  return count;
}
