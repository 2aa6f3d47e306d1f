import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { customerStream, type Notifier, type Person } from '@meets/meet-domain';
import { recordingNotifier } from '@meets/meet-domain/testing';
import { timestampOf } from '../time/clock.ts';
import { type Log, silentLog } from '../logging/log.ts';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { storeThatPausesBefore, storeWithSwitch } from '../testing/breaking-store.ts';
import { eventually } from '../testing/eventually.ts';
import {
  CHANNEL,
  CHAT,
  chatInput,
  GRACE_MS,
  meetIdOf,
  order,
  viewer,
  wish,
  writeScene,
  type WriteScene,
} from '../testing/write-scene.ts';
import { AGENDA_CLOSE_WAIT_MS } from './agenda-runner.ts';
import { type Reactions, startReactions } from './start-reactions.ts';

const RING_MS = 120_000;
const WAIT_MS = 24 * 60 * 60 * 1000;
const juno: Person = { role: 'customer', id: 'juno' };
const mina: Person = { role: 'manager', id: 'mina' };

/** A stage with reactions that can be stopped and started on the same file. */
interface Stage {
  readonly scene: WriteScene;
  readonly notifier: ReturnType<typeof recordingNotifier>;
  start(parts?: { readonly notifier?: Notifier; readonly scene?: WriteScene; readonly log?: Log }): Promise<Reactions>;
  stop(): Promise<void>;
  forgetFile(): Promise<void>;
  /** The types of the channel's meet events, once there are as many of this type. */
  until(type: Parameters<WriteScene['events']>[0], count?: number): Promise<readonly string[]>;
  /** Lets everything happen that is going to happen now. */
  settled(): Promise<void>;
}

describe('reactions', () => {
  let directory: string;
  let stage: Stage;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reactions-'));
    stage = await setStage(join(directory, 'reactions.sqlite'));
  });
  afterEach(async () => {
    await stage.stop();
    await rm(directory, { recursive: true });
  });
  const types = async () => (await stage.scene.meetEvents()).map(({ type }) => type);

  describe('to a ring', () => {
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
      const other = await setStage(join(directory, 'other.sqlite'), stage.scene);
      await Promise.all([stage.start(), other.start()]);
      await stage.scene.ringing();
      await Promise.all([stage.settled(), other.settled()]);
      stage.scene.clock.advance(RING_MS);
      await stage.until('MeetMissed');
      await Promise.all([stage.settled(), other.settled()]);
      expect(await stage.scene.events('MeetMissed')).toHaveLength(1);
      await other.stop();
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

  describe('to a chat’s new assignee', () => {
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

  describe('to a lost connection', () => {
    const goes = (person: Person, online: boolean) =>
      stage.scene.commands.setPresence(stage.scene.host, { person, online });

    it('R33: counts the person as gone when the grace is over', async () => {
      await stage.start();
      await goes(mina, true);
      await stage.scene.live();
      await goes(juno, false);
      await stage.settled();
      stage.scene.clock.advance(GRACE_MS - 1);
      await stage.settled();
      expect(await types()).not.toContain('ParticipantLeft');
      stage.scene.clock.advance(1);
      await stage.until('ParticipantLeft');
      expect((await stage.scene.events('ParticipantLeft'))[0]?.data).toEqual({
        participant: juno,
        reason: 'CONNECTION_LOST',
      });
      expect(await types()).not.toContain('MeetEnded');
    });

    it('R33: leaves no meet live with nobody in it', async () => {
      await stage.start();
      await goes(mina, true);
      await stage.scene.live();
      await Promise.all([goes(juno, false), goes(mina, false)]);
      await stage.settled();
      stage.scene.clock.advance(GRACE_MS);
      await stage.until('MeetEnded');
    });

    it('R33: forgives who comes back in time, and gives a second loss a grace of its own', async () => {
      await stage.start();
      await stage.scene.live();
      await goes(juno, false);
      await stage.settled();
      stage.scene.clock.advance(GRACE_MS - 1_000);
      await goes(juno, true);
      await goes(juno, false);
      await stage.settled();
      stage.scene.clock.advance(GRACE_MS - 1_000);
      await stage.settled();
      expect(await types()).not.toContain('ParticipantLeft');
      stage.scene.clock.advance(1_000);
      await stage.until('ParticipantLeft');
    });

    it('R33: counts it through a restart', async () => {
      await stage.start();
      await stage.scene.live();
      await goes(juno, false);
      await stage.settled();
      await stage.stop();
      stage.scene.clock.advance(GRACE_MS);
      await stage.start();
      await stage.until('ParticipantLeft');
    });

    it('R33: counts out a manager who was brought in by an answer that was decided before their grace ended', async () => {
      const { scene } = stage;
      await stage.start();
      await goes(mina, true);
      await goes(juno, false);
      const meetId = meetIdOf(await scene.commands.startMeet(scene.mina, wish()));
      await goes(mina, false);
      const slow = storeThatPausesBefore(scene.store, 'MeetAccepted', async () => {
        await stage.settled();
        scene.clock.advance(GRACE_MS);
        await stage.settled();
      });
      await scene.restarted(slow).commands.joinMeet(scene.juno, order(meetId));
      await stage.until('ParticipantLeft');
      expect((await scene.events('ParticipantLeft'))[0]?.data).toMatchObject({ participant: mina });
    });

    it('R33: leaves no meet live with nobody in it where nobody was ever told online', async () => {
      const { scene } = stage;
      const kim: Person = { role: 'customer', id: 'kim' };
      await scene.commands.putCustomer(scene.host, { id: 'kim', name: null, phoneNumber: null, blocked: false });
      await scene.commands.putUserChat(scene.host, chatInput({ id: 'uc-kim', customerId: 'kim' }));
      await stage.start();
      const place = { userChatId: 'uc-kim' };
      const meetId = meetIdOf(await scene.commands.startMeet(viewer('customer', 'kim'), wish({ place })));
      await scene.commands.acceptMeet(scene.mina, order(meetId));
      await Promise.all([goes(kim, false), goes(mina, false)]);
      await stage.settled();
      scene.clock.advance(GRACE_MS - 1);
      await stage.settled();
      expect(await types()).not.toContain('ParticipantLeft');
      scene.clock.advance(1);
      await stage.until('MeetEnded');
    });

    it('R33: counts out who came in while offline and was not told online within the grace from then', async () => {
      const { scene } = stage;
      await stage.start();
      const meetId = await scene.live();
      const max: Person = { role: 'manager', id: 'max' };
      await goes(max, false);
      scene.clock.advance(GRACE_MS - 1_000);
      await scene.commands.joinMeet(scene.max, order(meetId));
      await stage.settled();
      scene.clock.advance(GRACE_MS - 1);
      await stage.settled();
      expect(await types()).not.toContain('ParticipantLeft');
      scene.clock.advance(1);
      await stage.until('ParticipantLeft');
      expect((await scene.events('ParticipantLeft'))[0]?.data).toEqual({ participant: max, reason: 'CONNECTION_LOST' });
      await scene.commands.joinMeet(scene.max, order(meetId));
      await stage.settled();
      scene.clock.advance(GRACE_MS);
      await stage.until('ParticipantLeft', 2);
    });

    it('R33: counts out who came in between the decision that they are gone and its event', async () => {
      const { scene } = stage;
      const max: Person = { role: 'manager', id: 'max' };
      await stage.start();
      const meetId = await scene.live();
      await goes(max, true);
      const slow = storeThatPausesBefore(scene.store, 'ManagerWentOffline', async () => {
        scene.clock.advance(1_000);
        await scene.commands.joinMeet(scene.max, order(meetId));
      });
      await scene.restarted(slow).commands.setPresence(scene.host, { person: max, online: false });
      await stage.settled();
      scene.clock.advance(GRACE_MS);
      await stage.until('ParticipantLeft');
      expect((await scene.events('ParticipantLeft'))[0]?.data).toEqual({ participant: max, reason: 'CONNECTION_LOST' });
    });

    it('R33: lets who came in while offline stay where they are told online within the grace', async () => {
      const { scene } = stage;
      await stage.start();
      const meetId = await scene.live();
      const max: Person = { role: 'manager', id: 'max' };
      await goes(max, false);
      scene.clock.advance(GRACE_MS * 2);
      await scene.commands.joinMeet(scene.max, order(meetId));
      await goes(max, true);
      await stage.settled();
      expect(scene.clock.timers()).toBe(0);
      scene.clock.advance(GRACE_MS * 2);
      await stage.settled();
      expect(await types()).not.toContain('ParticipantLeft');
    });

    it('R33: is put off by no further word of being offline', async () => {
      const { scene } = stage;
      await goes(mina, true);
      await scene.live();
      await goes(juno, false);
      scene.clock.advance(GRACE_MS);
      await goes(juno, false);
      await stage.start();
      await stage.until('ParticipantLeft');
      expect(await scene.events('ParticipantLeft')).toHaveLength(1);
    });

    it('R33: never counts out whose presence the host does not tell', async () => {
      const { scene } = stage;
      await stage.start();
      const meetId = await scene.live();
      await scene.commands.joinMeet(scene.max, order(meetId));
      await stage.settled();
      scene.clock.advance(GRACE_MS * 100);
      await stage.settled();
      expect(await types()).not.toContain('ParticipantLeft');
    });

    it('R33: does nothing about a loss that another has followed', async () => {
      const { scene } = stage;
      const meetId = await scene.live();
      const lostSince = timestampOf(scene.clock.now());
      await goes(juno, false);
      await goes(juno, true);
      scene.clock.advance(GRACE_MS);
      await goes(juno, false);
      const cause = { eventId: 'the-first-loss', correlationId: 'c' };
      await scene.commands.loseConnection({ channelId: CHANNEL, meetId, person: juno, lostSince, cause });
      expect(await types()).not.toContain('ParticipantLeft');
    });

    it('R33 R41: gives up the call of a customer who is gone', async () => {
      await stage.start();
      await stage.scene.ringing();
      await goes(juno, false);
      await stage.settled();
      stage.scene.clock.advance(GRACE_MS);
      await stage.until('MeetMissed');
      expect((await stage.scene.events('MeetMissed'))[0]?.data).toEqual({ reason: 'CUSTOMER_LEFT' });
    });

    it('R33: counts out a manager who was brought in by the customer’s answer just before their grace ended', async () => {
      await goes(mina, true);
      await goes(juno, false);
      const meetId = meetIdOf(await stage.scene.commands.startMeet(stage.scene.mina, wish()));
      await goes(mina, false);
      stage.scene.clock.advance(GRACE_MS - 1);
      await stage.scene.commands.joinMeet(stage.scene.juno, order(meetId));
      expect(await stage.scene.events('ParticipantJoined')).toHaveLength(2);
      stage.scene.clock.advance(1);
      await stage.start();
      await stage.until('ParticipantLeft');
      expect((await stage.scene.events('ParticipantLeft'))[0]?.data).toMatchObject({ participant: mina });
    });
  });

  describe('to a meet that waits for an offline customer', () => {
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
      await passing(3_600, 1_000);
      const tries = stage.notifier.tries.length;
      expect(tries).toBeGreaterThan(10);
      expect(tries).toBeLessThan(40);
      stage.notifier.fail(null);
      await passing(300, 1_000);
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
      await passing(29, 60_000);
      expect(stage.notifier.tries).toHaveLength(1);
      await passing(5, 60_000);
      await stage.until('FollowUpSent');
      expect(stage.notifier.tries).toHaveLength(2);
    });

    it('R18: gives up when the wait is over', async () => {
      stage.notifier.fail({ kind: 'unavailable', why: 'down' });
      await stage.start();
      await callOffline();
      await passing(24 * 60 + 1, 60_000);
      await stage.until('MeetMissed');
      const tries = stage.notifier.tries.length;
      stage.notifier.fail(null);
      await passing(60, 60_000);
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
      await passing(600, 1_000);
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
        for (const name of await readdir(directory))
          expect(await readFile(join(directory, name), 'latin1')).not.toMatch(/5555-?0100/);
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
      await passing(60, 1_000);
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

  it('R13: to a call-back: marks the missed meet as handled, with the call-back as its cause', async () => {
    await stage.start();
    const missed = await stage.scene.ringing();
    await stage.scene.commands.cancelMeet(stage.scene.juno, order(missed));
    const callbackMeetId = meetIdOf(await stage.scene.commands.reopenMeet(stage.scene.mina, order(missed)));
    await stage.until('MissedMeetHandled');
    const [handled] = await stage.scene.events('MissedMeetHandled');
    const started = (await stage.scene.events('MeetStarted')).at(-1);
    expect(handled).toMatchObject({ data: { callbackMeetId }, metadata: { causationId: started?.id } });
  });

  it('R6: to a person forgotten in a crash: destroys the key that was left', async () => {
    const { scene } = stage;
    const dyingKeys = { ...scene.keys, forget: () => Promise.reject(new Error('the process died')) };
    const dying = await writeScene({ ...scene, keys: dyingKeys });
    await expect(dying.commands.forgetPerson(scene.host, { person: juno })).rejects.toThrow('died');
    await stage.start();
    const decode = domainDecoder(scene.keys);
    await eventually('the name to be gone', async () => {
      for await (const event of scene.store.readStream(customerStream(CHANNEL, 'juno'), { limit: 1 })) {
        const fact = decode(event);
        return fact.type === 'CustomerPut' && fact.data.name === null;
      }
      return false;
    });
  });

  it('R6: leaves the new key of somebody who was forgotten and put anew', async () => {
    const { scene } = stage;
    await scene.commands.forgetPerson(scene.host, { person: juno });
    await scene.commands.putCustomer(scene.host, { id: 'juno', name: 'Juno Again', phoneNumber: null, blocked: false });
    await stage.start();
    await stage.settled();
    const decode = domainDecoder(scene.keys);
    const last = await scene.store.lastOf(customerStream(CHANNEL, 'juno'));
    expect(last && decode(last)).toMatchObject({ data: { name: 'Juno Again' } });
  });

  it('changes nothing when they are replayed from the start: no event, no follow-up', async () => {
    await stage.start();
    await stage.scene.commands.setPresence(stage.scene.host, { person: juno, online: false });
    const waiting = meetIdOf(await stage.scene.commands.startMeet(stage.scene.mina, wish()));
    await stage.until('FollowUpSent');
    await stage.scene.commands.cancelMeet(stage.scene.mina, order(waiting));
    await stage.scene.commands.reopenMeet(stage.scene.mina, order(waiting));
    await stage.until('FollowUpSent', 2);
    await stage.until('MissedMeetHandled');
    await stage.stop();
    const before = await stage.scene.meetEvents();
    await stage.forgetFile();
    await stage.start();
    await stage.settled();
    expect(await stage.scene.meetEvents()).toEqual(before);
    expect(stage.notifier.tries).toHaveLength(2);
  });

  it('begin anew where their file has seen more than the log holds, as after a restored backup', async () => {
    const { clock } = stage.scene;
    await stage.start();
    await stage.scene.commands.cancelMeet(stage.scene.juno, order(await stage.scene.ringing()));
    await stage.until('MeetMissed');
    await stage.settled();
    await stage.stop();
    const restored = await writeScene({ clock });
    await restored.ringing();
    await stage.start({ scene: restored });
    clock.advance(RING_MS);
    await eventually('the miss in the restored log', async () => (await restored.events('MeetMissed')).length === 1);
  });

  it('close twice', async () => {
    const reactions = await stage.start();
    await reactions.close();
    await reactions.close();
  });

  /** Time passes in steps, with a moment for what happens in each. */
  async function passing(steps: number, stepMs: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      await stage.settled();
      stage.scene.clock.advance(stepMs);
    }
    await stage.settled();
  }
});

async function setStage(file: string, on?: WriteScene): Promise<Stage> {
  const scene = on ?? (await writeScene());
  const notifier = recordingNotifier();
  let running: Reactions | undefined;
  return {
    scene,
    notifier,
    async start(parts = {}) {
      const { store, keys, time: clock, commands } = parts.scene ?? scene;
      running = startReactions({
        callersSecret: new Uint8Array(32),
        store,
        keys,
        clock,
        commands,
        notifier: parts.notifier ?? notifier,
        log: parts.log ?? silentLog,
        file,
        linkOf: ({ meetId }) => `https://meets.test/m/token-of-${meetId}`,
        random: () => 0.5,
      });
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
  };
}

/** A number of turns of the event loop: enough for everything in memory to come to rest. */
async function turns(count: number): Promise<false> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
  return false;
}
