import {
  dutyStream,
  type IncomingCall,
  isDigit,
  type Meet,
  type PhoneCall,
  type PhoneCallEvent,
  userChatStream,
} from '@meets/meet-domain';
import { inputHash } from '../commands/input-hash.ts';
import { eventually } from '../testing/eventually.ts';
import { NUMBER, type PhoneScene, setPhoneScene } from '../testing/phone-scene.ts';
import { CHANNEL, LINE, meetIdOf, order, viewer, type WriteScene } from '../testing/write-scene.ts';
import { DIGITS_PAUSE_MS } from './heard-digits.ts';
import { PRESS_DIGIT_MS, PRESS_SLACK_MS } from './calls-on-line.ts';

const JUNOS = '+821055550100';
const RING_MS = 120_000;

/** A telephone that was called, and what it has heard since. */
interface Callee {
  readonly call: IncomingCall;
  readonly events: PhoneCallEvent[];
}

describe('a call by phone that a manager makes', () => {
  let scene: WriteScene;
  let phone: PhoneScene;
  let called: Callee[];
  beforeEach(async () => {
    phone = await setPhoneScene();
    scene = phone.scene;
    called = [];
    phone.lines().far.onIncoming((call) => {
      const events: PhoneCallEvent[] = [];
      call.listen((event) => events.push(event));
      called.push({ call, events });
    });
  });
  afterEach(() => phone.close());

  const dial = (change: Partial<Parameters<WriteScene['commands']['dialCustomer']>[1]> = {}, by = scene.mina) =>
    scene.commands.dialCustomer(by, {
      ...{ customerId: 'juno', from: NUMBER, client: null, idempotencyKey: null },
      ...change,
    });
  const rings = () => eventually('the telephone to be called', () => called.at(-1));
  const dialled = async () => {
    const meetId = meetIdOf(await dial());
    return { meetId, callee: await rings() };
  };
  const meetIs = (meetId: string, what: Partial<Meet>) =>
    eventually(JSON.stringify(what), async () => {
      const now = await phone.meet(meetId);
      const is = now !== null && Object.entries(what).every(([name, value]) => now[name as keyof Meet] === value);
      return is ? now : null;
    });
  const hears = ({ events }: Callee, type: PhoneCallEvent['type']) =>
    eventually(`the telephone to hear ${type}`, () => events.find((event) => event.type === type));
  const typesOf = async (id: string) => {
    const types = [];
    for await (const { type } of scene.store.readStream(dutyStream(CHANNEL, id))) types.push(type);
    return types;
  };
  const freed = (id = 'mina') =>
    eventually(`${id} to be free`, async () => (await typesOf(id)).at(-1) === 'CallFinished');

  it('R2, R38: dials from the channel’s number, in a chat of its own, and is live once the customer picks up', async () => {
    const { meetId, callee } = await dialled();
    expect({ from: callee.call.from, to: callee.call.to }).toEqual({ from: '07012345678', to: JUNOS });
    const { place } = await meetIs(meetId, { phase: 'RINGING' });
    const userChatId = place.type === 'user-chat' ? place.userChatId : '';
    const chat = [];
    for await (const { data } of scene.store.readStream(userChatStream(CHANNEL, userChatId))) chat.push(data);
    expect(chat).toMatchObject([{ medium: 'PHONE', assigneeId: 'mina', customerId: 'juno' }]);
    callee.call.ring();
    await callee.call.answer();
    const { participants } = await meetIs(meetId, { phase: 'LIVE' });
    expect(participants.map(({ person }) => person.id)).toEqual(['mina', 'juno']);
    expect(await typesOf('mina')).toEqual(['CallTaken']);
    callee.call.hangUp();
    await meetIs(meetId, { phase: 'ENDED' });
    await freed();
  });

  it.each([
    ['busy', 'BUSY'],
    ['rejected', 'REJECTED_BY_CUSTOMER'],
    ['unavailable', 'UNREACHABLE_DEVICE'],
  ] as const)('R38, R41: is missed where the telephone is %s: %s', async (said, missedReason) => {
    const { meetId, callee } = await dialled();
    callee.call.decline(said);
    await meetIs(meetId, { phase: 'MISSED', missedReason });
    await freed();
  });

  it('R12, R41: is given up by the manager, or by its time', async () => {
    const first = await dialled();
    expect(await scene.commands.cancelMeet(scene.mina, order(first.meetId))).toMatchObject({ outcome: 'accepted' });
    await hears(first.callee, 'ended');
    await meetIs(first.meetId, { missedReason: 'MANAGER_LEFT' });
    await freed();
    called = [];
    const second = await dialled();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    scene.clock.advance(RING_MS);
    await meetIs(second.meetId, { missedReason: 'RING_TIMED_OUT' });
    await hears(second.callee, 'ended');
  });

  it('R41: is missed by SYSTEM_FAILURE where the line cannot, and with the process that made it', async () => {
    phone.lines().near.lose('no carrier');
    await meetIs(meetIdOf(await dial()), { missedReason: 'SYSTEM_FAILURE' });
    phone.lines().near.recover();
    await freed();
    const { meetId } = await dialled();
    await phone.keeper().close();
    await meetIs(meetId, { missedReason: 'SYSTEM_FAILURE' });
  });

  it('R13, R38: calls a missed call back by phone, once it was missed', async () => {
    const { meetId: missedId } = await scene.commands.receiveCall({
      ...{
        channelId: CHANNEL,
        callId: 'missed',
        line: LINE,
        number: NUMBER,
        from: JUNOS,
        callerId: 'juno',
        headers: [],
      },
      staff: { onDuty: [], busy: [] },
    });
    const meetId = meetIdOf(await scene.commands.reopenMeet(scene.mina, order(missedId)));
    expect(await phone.meet(meetId)).toMatchObject({ kind: 'PHONE', direction: 'OUTBOUND', callbackOf: missedId });
    expect((await rings()).call.to).toBe(JUNOS);
    await eventually('the mark', async () => (await phone.meet(missedId))?.handledAt ?? null);
  });

  it('R39: is one call a manager, and a colleague may come into it', async () => {
    const { meetId, callee } = await dialled();
    expect(await dial()).toEqual({ outcome: 'not-allowed', reasons: ['IN_ANOTHER_CALL'] });
    await callee.call.answer();
    await meetIs(meetId, { phase: 'LIVE' });
    expect(await scene.commands.joinMeet(scene.max, order(meetId))).toMatchObject({ outcome: 'accepted' });
    await scene.commands.leaveMeet(scene.mina, { meetId, reason: 'LEFT', idempotencyKey: null });
    await freed();
    expect((await phone.meet(meetId))?.phase).toBe('LIVE');
    await scene.commands.leaveMeet(scene.max, { meetId, reason: 'LEFT', idempotencyKey: null });
    await hears(callee, 'ended');
    await freed('max');
  });

  it('is put on hold and back by who is in it, as the telephone hears', async () => {
    const { meetId, callee } = await dialled();
    const hold = (on: boolean, by = scene.mina) =>
      scene.commands.holdCall(by, { meetId, on, client: null, idempotencyKey: null });
    expect(await hold(true)).toMatchObject({ outcome: 'conflict' });
    await callee.call.answer();
    await meetIs(meetId, { phase: 'LIVE' });
    expect(await hold(true, scene.max)).toMatchObject({ outcome: 'conflict' });
    expect(await hold(true, scene.juno)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
    expect(await hold(true)).toMatchObject({ outcome: 'accepted' });
    await hears(callee, 'held');
    expect((await phone.meet(meetId))?.onHold).toBe(true);
    await hold(false);
    await hears(callee, 'resumed');
    await scene.commands.takeHoldBack({ channelId: CHANNEL, meetId });
    expect((await scene.events('CallResumed')).length).toBe(1);
    await hold(true);
    await scene.commands.takeHoldBack({ channelId: CHANNEL, meetId });
    await meetIs(meetId, { onHold: false });
  });

  it('R38: presses digits that the telephone hears, once a key, and keeps of them how many they were', async () => {
    const { meetId, callee } = await dialled();
    const press = (digits: string, by = scene.mina, idempotencyKey: string | null = null) =>
      scene.commands.sendDigits(by, { meetId, digits: [...digits].filter(isDigit), idempotencyKey });
    const heard = () => callee.events.flatMap((event) => (event.type === 'digit' ? [event.digit] : [])).join('');
    expect(await press('1')).toMatchObject({ outcome: 'conflict' });
    await callee.call.answer();
    await meetIs(meetId, { phase: 'LIVE' });
    expect(await press('1', scene.max)).toMatchObject({ outcome: 'conflict' });
    expect(await press('1', scene.juno)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
    expect(await press('1', viewer('integrator', 'host'))).toMatchObject({ reasons: ['ROLE_NOT_ALLOWED'] });
    const first = await press('31337*#AD', scene.mina, 'k');
    expect(first).toMatchObject({ outcome: 'accepted' });
    expect(await press('31337*#AD', scene.mina, 'k')).toEqual(first);
    expect(await press('31338*#AD', scene.mina, 'k')).toEqual({ outcome: 'idempotency-conflict' });
    await eventually('the telephone to hear them', () => heard() === '31337*#AD');
    expect((await scene.events('DigitsPressed')).map(({ data }) => data)).toEqual([
      { pressId: expect.any(String), person: { role: 'manager', id: 'mina' }, count: 9 },
    ]);
    let log = '';
    for await (const event of scene.store.readAll()) log += JSON.stringify(event);
    const guessable = inputHash('sendDigits', { meetId, digits: [...'31337*#AD'] });
    for (const told of ['31337', guessable]) expect(log).not.toContain(told);
  });

  it('R37: counts the digits that are pressed on the telephone, those of one go together', async () => {
    const { meetId, callee } = await dialled();
    await callee.call.answer();
    await meetIs(meetId, { phase: 'LIVE' });
    const count = async () => (await scene.events('DigitsPressed')).map(({ data }) => Number(data['count']));
    await callee.call.sendDigits(['1', '2', '3']);
    expect(await count()).toEqual([]);
    scene.clock.advance(DIGITS_PAUSE_MS);
    await eventually('the count', async () => (await count()).join() === '3');
    await callee.call.sendDigits(['#']);
    callee.call.hangUp();
    await meetIs(meetId, { phase: 'ENDED' });
    expect(await count()).toEqual([3, 1]);
  });

  it('R38: says where digits cannot be pressed: on another process’s line, and where the telephone takes none', async () => {
    const { meetId, callee } = await dialled();
    await callee.call.answer();
    await meetIs(meetId, { phase: 'LIVE' });
    const order = { meetId, digits: ['1'] as const, idempotencyKey: null };
    const elsewhere = scene.restarted().commands.sendDigits(scene.mina, order);
    expect(await elsewhere).toEqual({ outcome: 'not-allowed', reasons: ['NO_PHONE_LINE'] });
    const { call } = scene.callsOnLine.find({ channelId: CHANNEL, meetId }) ?? {};
    const takes = (sendDigits: PhoneCall['sendDigits']) =>
      call && scene.callsOnLine.add({ channelId: CHANNEL, meetId, call: { ...call, sendDigits } });
    takes(async () => ({ ok: false, failure: { reason: 'not-now' } }));
    expect(await scene.commands.sendDigits(scene.mina, order)).toMatchObject({ outcome: 'conflict' });
    const waits = new Promise<true>((asked) =>
      takes(() => {
        asked(true);
        return new Promise(() => undefined);
      }),
    );
    const late = scene.commands.sendDigits(scene.mina, order);
    expect(await waits).toBe(true);
    scene.clock.advance(PRESS_DIGIT_MS + PRESS_SLACK_MS);
    expect(await late).toMatchObject({ outcome: 'conflict' });
    expect(await scene.events('DigitsPressed')).toEqual([]);
  });

  it('R3, R38: names all that stands in its way, and begins nothing', async () => {
    await scene.commands.putCustomer(scene.host, { id: 'mute', name: null, phoneNumber: null, blocked: true });
    expect(await dial({ customerId: 'mute', from: '+827000000000' })).toEqual({
      outcome: 'not-allowed',
      reasons: ['CUSTOMER_BLOCKED', 'NUMBER_UNKNOWN', 'NUMBER_NOT_ISSUED'],
    });
    expect(await dial({ from: null })).toEqual({ outcome: 'not-allowed', reasons: ['NUMBER_NOT_ISSUED'] });
    expect(await dial({ customerId: 'nobody' })).toEqual({ outcome: 'not-found', what: 'customer' });
    expect(await dial({}, scene.juno)).toEqual({ outcome: 'not-allowed', reasons: ['MANAGERS_ONLY'] });
    expect(await dial({}, viewer('integrator', 'host'))).toMatchObject({ reasons: ['ROLE_NOT_ALLOWED'] });
    expect(await scene.events('MeetStarted')).toEqual([]);
    expect(await typesOf('mina')).toEqual([]);
  });

  it('is one call under one key', async () => {
    const [one, other] = [await dial({ idempotencyKey: 'k' }), await dial({ idempotencyKey: 'k' })];
    expect(other).toEqual(one);
    await rings();
    expect(called).toHaveLength(1);
  });

  it('R37: holds the customer’s number nowhere in the log', async () => {
    await dialled();
    let log = '';
    for await (const event of scene.store.readAll()) log += JSON.stringify(event);
    expect(log).not.toContain('55550100');
  });
});
