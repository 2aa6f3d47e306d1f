import {
  dutyStream,
  type Meet,
  meetDecider,
  meetStream,
  phoneQueueStream,
  RING_TIMEOUT_MS,
  userChatStream,
} from '@meets/meet-domain';
import { eventually } from '../testing/eventually.ts';
import { reactionsTo } from '../testing/reactions-to.ts';
import { CHANNEL, order, viewer, wish, writeScene, type WriteScene } from '../testing/write-scene.ts';
import type { CallIn } from '../commands/receive-call.ts';
import { aggregate } from '../commands/write-side.ts';
import { CALL_TAKEN_CHECK_MS } from './call-aftermath.ts';
import type { Reactions } from './start-reactions.ts';

const NUMBER = '+827012345678';
const RING_MS = 30_000;
const WAIT_MS = 300_000;

describe('a call by phone, from its coming in to its end', () => {
  let scene: WriteScene;
  let reactions: Reactions | null = null;
  let calls = 0;
  beforeEach(async () => {
    scene = await writeScene();
    const { commands, host } = scene;
    await commands.putChannel(host, { name: 'Shop', paidPlan: true, businessVerified: true, currency: 'KRW' });
    await commands.issuePhoneNumber(host, { number: NUMBER });
    reactions = reactionsTo(scene);
    await reactions.ready;
  });
  afterEach(() => reactions?.close());

  /** The meet as the log has it now. */
  const meet = async (meetId: string): Promise<Meet> => {
    const { store, keys } = scene;
    const { state } = await aggregate({ store, keys }, meetDecider, meetStream).fold(CHANNEL, meetId);
    if (state === null) throw new Error(`there is no meet ${meetId}`);
    return state;
  };
  const typesIn = async (stream: string) => {
    const found: string[] = [];
    for await (const { type } of scene.store.readStream(stream)) found.push(type);
    return found;
  };
  const onDuty = async (id: string) => {
    await scene.commands.updateMyDuty(viewer('manager', id), { available: true });
    scene.clock.advance(1_000);
  };
  const comeIn = (
    change: Partial<Pick<CallIn, 'from' | 'callerId' | 'headers'>> & { readonly onDuty?: string[] } = {},
  ) =>
    scene.commands.receiveCall({
      ...{ channelId: CHANNEL, callId: `call-${(calls += 1)}`, line: 'here', number: NUMBER },
      from: change.from === undefined ? '+821099998888' : change.from,
      ...{ callerId: change.callerId ?? null, headers: change.headers ?? [] },
      staff: { onDuty: change.onDuty ?? ['mina', 'max'], busy: [] },
    });
  const rings = (meetId: string, whom: string) =>
    eventually(`${whom} to be rung`, async () => {
      const ring = (await meet(meetId)).rings.at(-1);
      return ring?.outcome === 'RINGING' && ring.callee.id === whom;
    });
  const missed = (meetId: string) => eventually('the miss', async () => (await meet(meetId)).missedReason);
  const answer = (by: string, meetId: string) => scene.commands.acceptMeet(viewer('manager', by), order(meetId));
  const dutyEnds = (id: string, type: string) =>
    eventually(`${id}: ${type}`, async () => (await typesIn(dutyStream(CHANNEL, id))).at(-1) === type);

  const lastOfDuty = async (id: string) => {
    let last = {};
    for await (const { data } of scene.store.readStream(dutyStream(CHANNEL, id))) last = data;
    return last;
  };

  it('R2, R37: opens a chat of its own for a lead, and rings who has been idle longest', async () => {
    await onDuty('max');
    await onDuty('mina');
    const { meetId, turnedAway } = await comeIn();
    expect(turnedAway).toBeNull();
    await rings(meetId, 'max');
    const { kind, place, customerId, call } = await meet(meetId);
    expect({ kind, call }).toEqual({ kind: 'PHONE', call: { number: NUMBER, line: 'here' } });
    expect(customerId).toMatch(/^[0-9a-f-]{36}$/);
    const chat = place.type === 'user-chat' ? place.userChatId : '';
    expect(await typesIn(userChatStream(CHANNEL, chat))).toEqual(['UserChatOpened']);
    expect(await answer('max', meetId)).toMatchObject({ outcome: 'accepted' });
    await eventually('the assignment', async () =>
      (await typesIn(userChatStream(CHANNEL, chat))).includes('UserChatAssigned'),
    );
    await eventually('the queue', async () => (await typesIn(phoneQueueStream(CHANNEL))).includes('CallAnswered'));
  });

  it('R37: holds the caller’s number nowhere in the log', async () => {
    await onDuty('mina');
    const { meetId } = await comeIn({ from: '+821047110815' });
    await rings(meetId, 'mina');
    let log = '';
    for await (const event of scene.store.readAll()) log += JSON.stringify(event);
    expect(log).not.toContain('47110815');
  });

  it('R39, R41: goes on to the next after 30 s, and is missed when nobody is left', async () => {
    await onDuty('mina');
    await onDuty('max');
    const { meetId } = await comeIn();
    await rings(meetId, 'mina');
    scene.clock.advance(RING_MS);
    await rings(meetId, 'max');
    expect(await answer('mina', meetId)).toMatchObject({
      outcome: 'conflict',
      message: expect.stringContaining('RingUnanswered'),
    });
    expect(await scene.commands.declineMeet(viewer('manager', 'max'), order(meetId))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await missed(meetId)).toBe('REJECTED_BY_MANAGER');
    await dutyEnds('mina', 'ManagerReleased');
    await dutyEnds('max', 'ManagerReleased');
    await eventually('the queue', async () => (await typesIn(phoneQueueStream(CHANNEL))).at(-1) === 'CallOver');
  });

  it('R12, R39: rings the last of many managers for no longer than is left of its 120 s', async () => {
    const whom = ['ada', 'ben', 'cho', 'dan', 'eva'];
    for (const id of whom) {
      await scene.commands.putManager(scene.host, { id, name: id, operatorSeat: true });
      await onDuty(id);
    }
    const { meetId } = await comeIn({ onDuty: whom });
    for (const id of whom.slice(0, -1)) {
      await rings(meetId, id);
      scene.clock.advance(RING_MS - 2_000);
      await scene.commands.declineMeet(viewer('manager', id), order(meetId));
    }
    await rings(meetId, 'eva');
    const { ringDeadline } = await meet(meetId);
    const reserved = [];
    for await (const { data } of scene.store.readStream(dutyStream(CHANNEL, 'eva'))) reserved.push(data);
    expect(reserved.at(-1)).toMatchObject({ meetId, until: ringDeadline });
    scene.clock.advance(RING_TIMEOUT_MS - 4 * (RING_MS - 2_000) - 1);
    expect(await meet(meetId)).toMatchObject({ phase: 'RINGING' });
    scene.clock.advance(1);
    expect(await missed(meetId)).toBe('RING_TIMED_OUT');
  });

  it('R41: is RING_TIMED_OUT where the last one lets it ring', async () => {
    await onDuty('mina');
    const { meetId } = await comeIn();
    await rings(meetId, 'mina');
    scene.clock.advance(RING_MS);
    expect(await missed(meetId)).toBe('RING_TIMED_OUT');
  });

  it('R39, R42: waits while everybody is in a call, and rings the first who has wrapped up', async () => {
    await onDuty('mina');
    const first = await comeIn();
    await rings(first.meetId, 'mina');
    await answer('mina', first.meetId);
    const second = await comeIn({ from: '+821077776666' });
    const third = await comeIn({ from: '+821055554444' });
    await scene.commands.endMeet(scene.mina, order(first.meetId));
    await dutyEnds('mina', 'CallFinished');
    expect((await meet(second.meetId)).phase).toBe('QUEUED');
    scene.clock.advance(RING_MS);
    await rings(second.meetId, 'mina');
    expect((await meet(third.meetId)).phase).toBe('QUEUED');
  });

  it('R39: rings nobody who is in another meet or rung by one', async () => {
    await onDuty('mina');
    const voice = await scene.ringing();
    const { meetId } = await comeIn();
    await eventually('a look at the queue', async () => (await meet(meetId)).phase === 'QUEUED');
    await scene.commands.acceptMeet(scene.mina, order(voice));
    expect((await meet(meetId)).rings).toEqual([]);
    await scene.commands.endMeet(scene.mina, order(voice));
    await rings(meetId, 'mina');
  });

  it('R39, R41: is EXCEEDED_QUEUE at the end of the longest wait, and NO_OPERATOR where nobody is there any more', async () => {
    await onDuty('mina');
    await scene.commands.updateMyDuty(scene.mina, { doNotDisturb: true });
    const first = await comeIn({ onDuty: ['mina'] });
    expect((await meet(first.meetId)).phase).toBe('QUEUED');
    await waitLong();
    expect(await missed(first.meetId)).toBe('EXCEEDED_QUEUE');
    const second = await comeIn({ onDuty: ['mina'] });
    expect((await meet(second.meetId)).phase).toBe('QUEUED');
    await scene.commands.updateMyDuty(scene.mina, { available: false });
    await waitLong();
    expect(await missed(second.meetId)).toBe('NO_OPERATOR');
  });
  const waitLong = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    scene.clock.advance(WAIT_MS);
  };

  it('R41: is NO_OPERATOR at once where nobody on duty has a seat', async () => {
    await scene.commands.putManager(scene.host, { id: 'mina', name: 'Mina Kim', operatorSeat: false });
    await onDuty('mina');
    expect(await comeIn({ onDuty: ['mina'] })).toMatchObject({ turnedAway: 'NO_OPERATOR' });
    expect(await comeIn({ onDuty: [] })).toMatchObject({ turnedAway: 'NO_OPERATOR' });
  });

  it('R41: is turned away outside the hours, from a blocked customer, and from who calls too often', async () => {
    await onDuty('mina');
    await scene.commands.putCustomer(scene.host, { id: 'b', name: null, phoneNumber: null, blocked: true });
    const blocked = await comeIn({ callerId: 'b' });
    expect(await meet(blocked.meetId)).toMatchObject({ phase: 'MISSED', missedReason: 'BLOCKED_CUSTOMER' });
    await scene.commands.updateChannelPhoneSettings(scene.host, { callsPerCallerPerMinute: 1 });
    await comeIn({ callerId: 'juno' });
    expect(await comeIn({ callerId: 'juno' })).toMatchObject({ turnedAway: 'INBOUND_RATE_LIMIT' });
    const operatingHours = { timeZone: 'Asia/Seoul', weekly: [], exceptions: [] };
    await scene.commands.updateChannelPhoneSettings(scene.host, { operatingHours });
    expect(await comeIn({ callerId: 'juno' })).toMatchObject({ turnedAway: 'NOT_IN_OPERATION' });
  });

  it('R3, R41: is turned away where the business is verified no more, and where there are as many calls as there may be', async () => {
    const { commands, host } = scene;
    await onDuty('mina');
    await commands.updateChannelPhoneSettings(host, { concurrentCalls: 1 });
    const { meetId } = await comeIn();
    await rings(meetId, 'mina');
    const full = await comeIn({ from: '+821077776666' });
    expect(await meet(full.meetId)).toMatchObject({ phase: 'MISSED', missedReason: 'CONCURRENCY_LIMIT' });
    await commands.putChannel(host, { name: 'Shop', paidPlan: true, businessVerified: false, currency: 'KRW' });
    const unverified = await comeIn({ from: '+821077775555' });
    expect(await meet(unverified.meetId)).toMatchObject({ phase: 'MISSED', missedReason: 'UNREGISTERED_NUMBER' });
    expect(await meet(meetId)).toMatchObject({ phase: 'RINGING' });
  });

  it('R32, R41: is the caller’s to end, while it waits, while it rings and afterwards', async () => {
    await onDuty('mina');
    const hangUp = (meetId: string) => scene.commands.hangUpCall({ channelId: CHANNEL, meetId, lost: false });
    const rung = await comeIn();
    await rings(rung.meetId, 'mina');
    const queued = await comeIn({ from: '+821077776666' });
    await hangUp(queued.meetId);
    expect((await meet(queued.meetId)).missedReason).toBe('ABANDONED_IN_QUEUE');
    await hangUp(rung.meetId);
    expect((await meet(rung.meetId)).missedReason).toBe('CUSTOMER_LEFT');
    await dutyEnds('mina', 'ManagerReleased');
    const answered = await comeIn({ from: '+821055554444' });
    await rings(answered.meetId, 'mina');
    await answer('mina', answered.meetId);
    await hangUp(answered.meetId);
    expect(await meet(answered.meetId)).toMatchObject({ phase: 'ENDED', missedReason: null });
    await dutyEnds('mina', 'CallFinished');
  });

  it('R39, R42: holds a manager in one call at a time, and frees who took one and never came in, without wrap-up', async () => {
    await onDuty('mina');
    const first = await comeIn();
    await rings(first.meetId, 'mina');
    await answer('mina', first.meetId);
    await onDuty('max');
    const second = await comeIn({ from: '+821077776666' });
    await rings(second.meetId, 'max');
    await answer('max', second.meetId);
    expect(await scene.commands.joinMeet(scene.mina, order(second.meetId))).toMatchObject({
      outcome: 'conflict',
      message: expect.stringContaining('another call holds you'),
    });
    await scene.commands.putManager(scene.host, { id: 'ada', name: 'Ada', operatorSeat: true });
    const cause = { eventId: 'a crash', correlationId: 'r' };
    await scene.commands.takeCall({ channelId: CHANNEL, managerId: 'ada', meetId: second.meetId, cause });
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    scene.clock.advance(CALL_TAKEN_CHECK_MS);
    await dutyEnds('ada', 'CallFinished');
    // R42: who was in no call has none to wrap up after; who was has.
    expect(await lastOfDuty('ada')).toMatchObject({ wrapUpUntil: null });
    await scene.commands.endMeet(scene.mina, order(first.meetId));
    await dutyEnds('mina', 'CallFinished');
    expect(await lastOfDuty('mina')).toMatchObject({ wrapUpUntil: expect.any(String) });
  });

  it('R39: lets who went to another call while they came into this one leave it', async () => {
    await onDuty('mina');
    const { meetId } = await comeIn();
    await rings(meetId, 'mina');
    await answer('mina', meetId);
    await scene.commands.joinMeet(scene.max, order(meetId));
    await reactions?.close();
    const duty = { channelId: CHANNEL, managerId: 'mina', cause: { eventId: 'a race', correlationId: 'r' } };
    await scene.commands.finishCall({ ...duty, meetId, wrapUp: false });
    expect(await scene.commands.takeCall({ ...duty, meetId: 'uc.elsewhere.1' })).toBeNull();
    reactions = reactionsTo(scene);
    const left = await eventually('mina to leave', async () =>
      (await meet(meetId)).participants.find(({ person, leftAt }) => person.id === 'mina' && leftAt !== null),
    );
    expect(left).toMatchObject({ leaveReason: 'LEFT' });
    expect((await meet(meetId)).phase).toBe('LIVE');
  });

  it('R42: lets a manager who leaves wrap up while a colleague goes on', async () => {
    await onDuty('mina');
    const { meetId } = await comeIn();
    await rings(meetId, 'mina');
    await answer('mina', meetId);
    expect(await scene.commands.joinMeet(scene.max, order(meetId))).toMatchObject({ outcome: 'accepted' });
    await scene.commands.leaveMeet(scene.mina, { meetId, reason: 'LEFT', idempotencyKey: null });
    await dutyEnds('mina', 'CallFinished');
    expect((await meet(meetId)).phase).toBe('LIVE');
    expect(await typesIn(dutyStream(CHANNEL, 'max'))).toEqual(['CallTaken']);
  });

  it('is the same call, however often its line tells of it', async () => {
    await onDuty('mina');
    const one = await comeIn();
    calls -= 1;
    expect(await comeIn()).toEqual(one);
    await rings(one.meetId, 'mina');
    expect((await typesIn(meetStream(CHANNEL, one.meetId))).filter((type) => type === 'CallCameIn')).toHaveLength(1);
  });

  it('R7: leaves no place for another kind of meet in its chat while it lasts', async () => {
    await onDuty('mina');
    const { meetId } = await comeIn();
    await rings(meetId, 'mina');
    await answer('mina', meetId);
    const { place } = await meet(meetId);
    const userChatId = place.type === 'user-chat' ? place.userChatId : '';
    expect(await scene.commands.startMeet(scene.mina, wish({ place: { userChatId } }))).toMatchObject({
      outcome: 'already-live',
      meetId,
    });
  });
});
