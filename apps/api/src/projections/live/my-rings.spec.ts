import { type MeetEvent, MISSED_REASONS, type MissedReason } from '@meets/meet-domain';
import { at, bora, inbound, juno, MEET_ID, mina, missed, outbound, RING_ENDS, timer } from '@meets/meet-domain/testing';
import {
  analyst,
  collect,
  customer,
  manager,
  openScene,
  type Scene,
  viewerOf,
} from '../../testing/read-model-scene.ts';
import type { RingNoticeView } from '../views.ts';
import { MAX_PENDING_RING_NOTICES } from './my-rings.ts';

const accepted = (deviceId: string | null): MeetEvent => ({
  type: 'MeetAccepted',
  at: at(5),
  by: mina,
  data: { acceptedBy: mina, deviceId },
});
const over = (reason: MissedReason): MeetEvent => ({ type: 'MeetMissed', at: at(9), by: timer, data: { reason } });
const heard = (notices: readonly RingNoticeView[]) => notices.map(({ ringing, outcome }) => [ringing, outcome]);

describe('what rings', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const listen = (viewer = manager, deviceId: string | null = null) =>
    collect((signal) => scene.reads.myRings(viewer, deviceId, signal));

  it('tells a ring with its meet and deadline', async () => {
    const rings = listen();
    await scene.tellMeet(inbound());
    await scene.settled();
    expect(rings.items).toMatchObject([
      {
        ringing: true,
        outcome: 'RINGING',
        deadline: RING_ENDS,
        meet: { id: MEET_ID, state: 'RINGING', rings: [{ callee: mina }] },
      },
    ]);
    await rings.stop();
  });

  it('begins with what rings already, and not with what stopped', async () => {
    await scene.tellMeet(inbound());
    await scene.tellMeet(
      missed().map((event) =>
        event.type === 'MeetStarted' ? { ...event, data: { ...event.data, meetId: 'uc.b.1' } } : event,
      ),
      { meetId: 'uc.b.1' },
    );
    await scene.settled();
    const rings = listen();
    await scene.settled();
    expect(rings.items.map(({ meet, ringing }) => [meet.id, ringing])).toEqual([[MEET_ID, true]]);
    await rings.stop();
  });

  it('R11: stops on every device when one answers, and tells each apart', async () => {
    const desk = listen(manager, 'desk');
    const mobile = listen(manager, 'mobile');
    const unnamed = listen(manager, null);
    await scene.tellMeet(inbound());
    await scene.tellMeet([accepted('desk')]);
    await scene.settled();
    expect(heard(desk.items)).toEqual([
      [true, 'RINGING'],
      [false, 'ACCEPTED'],
    ]);
    expect(heard(mobile.items)).toEqual([
      [true, 'RINGING'],
      [false, 'ANSWERED_ELSEWHERE'],
    ]);
    expect(heard(unnamed.items)).toEqual([
      [true, 'RINGING'],
      [false, 'ANSWERED_ELSEWHERE'],
    ]);
    await Promise.all([desk.stop(), mobile.stop(), unnamed.stop()]);
  });

  it('R11: says ANSWERED_ELSEWHERE to all where the answering device did not name itself', async () => {
    const desk = listen(manager, 'desk');
    const unnamed = listen(manager, null);
    await scene.tellMeet(inbound());
    await scene.tellMeet([accepted(null)]);
    await scene.settled();
    expect([desk.items.at(-1)?.outcome, unnamed.items.at(-1)?.outcome]).toEqual([
      'ANSWERED_ELSEWHERE',
      'ANSWERED_ELSEWHERE',
    ]);
    await Promise.all([desk.stop(), unnamed.stop()]);
  });

  it('R11: tells a customer’s devices the same where the answering one did not name itself', async () => {
    const phone = listen(customer, 'phone');
    const unnamed = listen(customer, null);
    await scene.tellMeet(outbound());
    await scene.tellMeet([{ type: 'MeetAccepted', at: at(5), by: juno, data: { acceptedBy: juno, deviceId: null } }]);
    await scene.settled();
    expect([phone.items.at(-1)?.outcome, unnamed.items.at(-1)?.outcome]).toEqual([
      'ANSWERED_ELSEWHERE',
      'ANSWERED_ELSEWHERE',
    ]);
    await Promise.all([phone.stop(), unnamed.stop()]);
  });

  it('R15: stops for the old assignee and begins for the new one, with the same deadline', async () => {
    const old = listen();
    const next = listen(viewerOf('manager', bora.id));
    await scene.tellMeet(inbound());
    await scene.tellMeet([
      { type: 'RingSkipped', at: at(3), by: timer, data: { callee: mina } },
      { type: 'MeetRang', at: at(3), by: timer, data: { callee: bora, deadline: RING_ENDS } },
    ]);
    await scene.settled();
    expect(heard(old.items)).toEqual([
      [true, 'RINGING'],
      [false, 'SKIPPED'],
    ]);
    expect(next.items).toMatchObject([{ ringing: true, outcome: 'RINGING', deadline: RING_ENDS }]);
    await Promise.all([old.stop(), next.stop()]);
  });

  it.each([
    ['RING_TIMED_OUT', 'TIMED_OUT'],
    ['REJECTED_BY_MANAGER', 'DECLINED'],
    ['CUSTOMER_LEFT', 'CANCELED'],
  ] as const)('tells a manager why it stopped: %s is %s', async (reason, outcome) => {
    const rings = listen();
    await scene.tellMeet([...inbound(), over(reason)]);
    await scene.settled();
    expect(heard(rings.items)).toEqual([
      [true, 'RINGING'],
      [false, outcome],
    ]);
    await rings.stop();
  });

  it('R14: tells a customer that it stopped, in the same words whatever the reason', async () => {
    const rings = listen(customer);
    for (const [index, reason] of MISSED_REASONS.entries()) {
      const meetId = `uc.uc-1.${index + 1}`;
      const [started, rang] = outbound();
      if (started?.type !== 'MeetStarted' || !rang) throw new Error('a call begins so');
      await scene.tellMeet([{ ...started, data: { ...started.data, meetId } }, rang, over(reason)], { meetId });
    }
    await scene.settled();
    const stopped = rings.items.filter(({ ringing }) => !ringing);
    expect(stopped).toHaveLength(MISSED_REASONS.length);
    // With the moment in which it stopped in place of its deadline, which would tell a time-out from the others.
    expect(new Set(stopped.map(({ outcome, meet, deadline }) => `${outcome} ${meet.state} ${deadline}`))).toEqual(
      new Set([`CANCELED ENDED ${at(9)}`]),
    );
    await rings.stop();
  });

  it("rings the customer's devices, and tells them apart when one answers", async () => {
    const phone = listen(customer, 'phone');
    const tablet = listen(customer, 'tablet');
    await scene.tellMeet(outbound());
    await scene.tellMeet([
      { type: 'MeetAccepted', at: at(5), by: juno, data: { acceptedBy: juno, deviceId: 'phone' } },
    ]);
    await scene.settled();
    expect(heard(phone.items)).toEqual([
      [true, 'RINGING'],
      [false, 'ACCEPTED'],
    ]);
    expect(heard(tablet.items)).toEqual([
      [true, 'RINGING'],
      [false, 'ANSWERED_ELSEWHERE'],
    ]);
    await Promise.all([phone.stop(), tablet.stop()]);
  });

  it('is nothing for an analyst, and ends at once', async () => {
    const rings = listen(analyst);
    await rings.ended;
    expect(rings.items).toEqual([]);
  });

  it('tells a reader who fell too far behind what rings now, in place of everything they missed', async () => {
    const abort = new AbortController();
    const reader = scene.reads.myRings(manager, null, abort.signal)[Symbol.asyncIterator]();
    await scene.tellMeet(inbound());
    await scene.settled();
    expect((await reader.next()).value).toMatchObject({ ringing: true, meet: { id: MEET_ID } });
    const skip: MeetEvent = { type: 'RingSkipped', at: at(1), by: timer, data: { callee: mina } };
    const [, ring] = inbound();
    if (!ring) throw new Error('a call rings');
    for (let count = 0; count <= MAX_PENDING_RING_NOTICES; count += 1) await scene.tellMeet([skip, ring]);
    await scene.tellMeet([over('CUSTOMER_LEFT')]);
    await scene.settled();
    expect((await reader.next()).value).toMatchObject({
      ringing: false,
      outcome: 'CANCELED',
      meet: { id: MEET_ID, state: 'MISSED' },
    });
    const more = reader.next();
    abort.abort();
    expect(await more).toEqual({ done: true, value: undefined });
  });

  it('ends quietly when the read model closes', async () => {
    const rings = listen();
    await scene.reads.close();
    await rings.ended;
    expect(rings.items).toEqual([]);
  });
});
