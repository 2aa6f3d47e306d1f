import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Notifier, type Person } from '@meets/meet-domain';
import { silentLog } from '../logging/log.ts';
import { storeWithSwitch } from '../testing/breaking-store.ts';
import { eventually } from '../testing/eventually.ts';
import { setReactionsStage, type ReactionsStage } from '../testing/reactions-stage.ts';
import { CHANNEL, CHAT, chatInput, meetIdOf, order, wish } from '../testing/write-scene.ts';

const RING_MS = 120_000;
const WAIT_MS = 24 * 60 * 60 * 1000;
const juno: Person = { role: 'customer', id: 'juno' };

describe('reactions to a meet that waits for an offline customer', () => {
  let stage: ReactionsStage;
  beforeEach(async () => {
    stage = await setReactionsStage();
  });
  afterEach(() => stage.close());
  const types = async () => (await stage.scene.meetEvents()).map(({ type }) => type);

  const callOffline = async (): Promise<string> => {
    await stage.scene.commands.setPresence(stage.scene.host, { person: juno, online: false });
    return meetIdOf(await stage.scene.commands.startMeet(stage.scene.mina, wish()));
  };

  it('R18: tells the customer by a follow-up with the link, once, and records it', async () => {
    await stage.start();
    const meetId = await callOffline();
    await stage.until('FollowUpSent');
    const [awaited] = await stage.scene.events('CustomerAwaited');
    expect(stage.notifier.tries).toEqual([
      {
        channelId: CHANNEL,
        customerId: 'juno',
        userChatId: CHAT,
        meetId,
        recipient: { name: 'Juno Park', phoneNumber: '+821055550100' },
        link: `https://meets.test/m/token-of-${meetId}`,
        waitUntil: awaited?.data['until'],
        idempotencyKey: awaited?.id,
      },
    ]);
  });

  it('R18: waits 24 hours, longer than a timer of the platform’s can be, and through a restart', async () => {
    await stage.start();
    await callOffline();
    await stage.until('FollowUpSent');
    stage.scene.clock.advance(WAIT_MS / 2);
    await stage.stop();
    await stage.start();
    stage.scene.clock.advance(WAIT_MS / 2 - 1);
    await stage.settled();
    expect(await types()).not.toContain('MeetMissed');
    stage.scene.clock.advance(1);
    await stage.until('MeetMissed');
    expect((await stage.scene.events('MeetMissed'))[0]?.data).toEqual({ reason: 'UNREACHABLE_DEVICE' });
  });

  it('R18: tries an unavailable notifier again, less and less often, until it is there', async () => {
    stage.notifier.fail({ kind: 'unavailable', why: 'down' });
    await stage.start();
    await callOffline();
    await stage.passing(3_600, 1_000);
    const tries = stage.notifier.tries.length;
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(40);
    stage.notifier.fail(null);
    await stage.passing(300, 1_000);
    await stage.until('FollowUpSent');
    expect(stage.notifier.sent).toHaveLength(1);
    expect(new Set(stage.notifier.tries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it('R18: waits as long as the notifier asks, and then tries again', async () => {
    stage.notifier.fail({ kind: 'unavailable', why: 'busy', retryAfterMs: 30 * 60_000 });
    await stage.start();
    await callOffline();
    await eventually('a try', () => stage.notifier.tries.length > 0);
    await stage.settled();
    stage.notifier.fail(null);
    await stage.passing(29, 60_000);
    expect(stage.notifier.tries).toHaveLength(1);
    await stage.passing(5, 60_000);
    await stage.until('FollowUpSent');
    expect(stage.notifier.tries).toHaveLength(2);
  });

  it('R18: gives up when the wait is over', async () => {
    stage.notifier.fail({ kind: 'unavailable', why: 'down' });
    await stage.start();
    await callOffline();
    await stage.passing(24 * 60 + 1, 60_000);
    await stage.until('MeetMissed');
    const tries = stage.notifier.tries.length;
    stage.notifier.fail(null);
    await stage.passing(60, 60_000);
    expect(stage.notifier.tries).toHaveLength(tries);
    expect(stage.scene.clock.timers()).toBe(0);
  });

  it('R18: records a refusal as failed, and does not ask again', async () => {
    stage.notifier.fail({ kind: 'refused', why: 'no such number' });
    await stage.start();
    await callOffline();
    await stage.until('FollowUpFailed');
    expect((await stage.scene.events('FollowUpFailed'))[0]?.data).toEqual({
      via: 'recording',
      why: 'no such number',
    });
    await stage.passing(600, 1_000);
    expect(stage.notifier.tries).toHaveLength(1);
  });

  it.each(['unavailable', 'refused'] as const)(
    'R6: keeps and logs no number that a notifier quotes which is %s',
    async (kind) => {
      const quoted = '+82 10-5555-0100';
      const written: string[] = [];
      const store = storeWithSwitch(stage.scene.store);
      const quoting: Notifier = {
        async sendFollowUp() {
          // What it said is on the agenda then, for it cannot be recorded.
          store.broken = true;
          return { sent: false, via: `sms ${quoted}`, failure: { kind, why: `no such line: ${quoted}` } };
        },
      };
      const keep = (fields: object, message: string) => void written.push(inspect(fields, { depth: null }), message);
      const log = { ...silentLog, warn: keep, info: keep, error: keep };
      await stage.start({ scene: stage.scene.restarted(store), notifier: quoting, log });
      await callOffline();
      await eventually('the word of it', () => written.length > 0);
      await stage.settled();
      expect(written.join(' ')).not.toMatch(/5555-?0100/);
      for (const name of await readdir(stage.directory))
        expect(await readFile(join(stage.directory, name), 'latin1')).not.toMatch(/5555-?0100/);
    },
  );

  it('R18: is not told where the meet is over by then', async () => {
    const meetId = await callOffline();
    await stage.scene.commands.cancelMeet(stage.scene.mina, order(meetId));
    await stage.start();
    await stage.settled();
    expect(stage.notifier.tries).toEqual([]);
  });

  it('R18: goes on after a restart with what was not finished', async () => {
    stage.notifier.fail({ kind: 'unavailable', why: 'down' });
    await stage.start();
    await callOffline();
    await eventually('a try', () => stage.notifier.tries.length > 0);
    await stage.stop();
    stage.notifier.fail(null);
    await stage.start();
    await stage.until('FollowUpSent');
  });

  it('R18: is sent once, though recording it failed for a while', async () => {
    const store = storeWithSwitch(stage.scene.store);
    const breaking: Notifier = {
      async sendFollowUp(message) {
        store.broken = true;
        return stage.notifier.sendFollowUp(message);
      },
    };
    await stage.start({ scene: stage.scene.restarted(store), notifier: breaking });
    await callOffline();
    await stage.passing(60, 1_000);
    await stage.stop();
    store.broken = false;
    await stage.start();
    await stage.until('FollowUpSent');
    expect(stage.notifier.tries).toHaveLength(1);
  });

  it('R18: holds up nothing else while the notifier does not answer', async () => {
    const silent: Notifier = { sendFollowUp: () => new Promise(() => undefined) };
    await stage.start({ notifier: silent });
    const others = Array.from({ length: 20 }, (_, index) => `uc-late-${index}`);
    for (const id of others) await stage.scene.commands.putUserChat(stage.scene.host, chatInput({ id }));
    await stage.scene.commands.setPresence(stage.scene.host, { person: juno, online: false });
    for (const userChatId of others)
      await stage.scene.commands.startMeet(stage.scene.mina, wish({ place: { userChatId } }));
    await stage.scene.call();
    await stage.settled();
    stage.scene.clock.advance(RING_MS);
    await stage.until('MeetMissed');
  });
});
