import { dutyStream, type Meet, type PhoneCall, type PhoneCallEvent } from '@meets/meet-domain';
import { type FakeMediaBridge, fakeMediaBridge } from '@meets/meet-domain/testing';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { NUMBER, type PhoneScene, setPhoneScene } from '../testing/phone-scene.ts';
import { CHANNEL, order, type WriteScene } from '../testing/write-scene.ts';
import { roomOf } from '../media/room-keeper.ts';
import { createCallSounds } from './call-sounds.ts';

const LEAD = '01099998888';

interface Caller {
  readonly call: PhoneCall;
  readonly events: PhoneCallEvent[];
}

describe('a telephone that calls', () => {
  let scene: WriteScene;
  let phone: PhoneScene;
  let bridge: FakeMediaBridge;
  beforeEach(async () => {
    bridge = fakeMediaBridge();
    phone = await setPhoneScene(({ time: clock }, { near: line }) =>
      createCallSounds({ line, bridge, clock, log: silentLog }),
    );
    scene = phone.scene;
    await phone.onDuty(scene.mina);
  });
  afterEach(() => phone.close());

  const dial = async (from = LEAD, to = '07012345678'): Promise<Caller> => {
    const dialled = await phone.lines().far.dial({ from, to, ringTimeoutMs: 600_000 });
    if (!dialled.ok) throw new Error(`the far line says ${dialled.failure.reason}`);
    const events: PhoneCallEvent[] = [];
    dialled.value.listen((event) => events.push(event));
    return { call: dialled.value, events };
  };
  const hears = ({ events }: Caller, type: PhoneCallEvent['type']) =>
    eventually(`the telephone to hear ${type}`, () => events.find((event) => event.type === type));
  const newest = async (): Promise<Meet | null> => {
    const started = (await scene.events('MeetStarted')).at(-1);
    const meetId = started?.data['meetId'];
    if (typeof meetId !== 'string') return null;
    return phone.meet(meetId);
  };
  const meetThat = (what: string, is: (meet: Meet) => boolean) =>
    eventually(what, async () => {
      const meet = await newest();
      return meet !== null && is(meet) ? meet : null;
    });
  const ringsMina = () => meetThat('mina to be rung', ({ phase }) => phase === 'RINGING');
  const answered = async (): Promise<{ readonly meetId: string; readonly caller: Caller }> => {
    const caller = await dial();
    const { id: meetId } = await ringsMina();
    expect(await scene.commands.acceptMeet(scene.mina, order(meetId))).toMatchObject({ outcome: 'accepted' });
    await hears(caller, 'answered');
    return { meetId, caller };
  };
  const freed = () =>
    eventually('mina to be out of the call', async () => {
      const types = [];
      for await (const { type } of scene.store.readStream(dutyStream(CHANNEL, 'mina'))) types.push(type);
      return types.at(-1) === 'CallFinished' || types.at(-1) === 'ManagerReleased';
    });

  it('R37: hears it ring, is answered when a manager accepts, and hangs up for everyone', async () => {
    const { caller } = await answered();
    expect(caller.events.map(({ type }) => type)).toEqual(['ringing', 'answered']);
    caller.call.hangUp();
    const { participants } = await meetThat('the end', ({ phase }) => phase === 'ENDED');
    expect(participants.map(({ leaveReason }) => leaveReason)).toEqual(['HUNG_UP', 'ENDED_FOR_EVERYONE']);
    await freed();
  });

  it('is heard in the room of its meet once it is answered, by its customer, until it hangs up', async () => {
    const { meetId, caller } = await answered();
    const room = roomOf(CHANNEL, meetId);
    const [peer] = await eventually('the telephone to be in the room', () => {
      const peers = bridge.peers(room);
      return peers.length > 0 && phone.lines().near.mixes()[0]?.calls[0]?.toPort ? peers : null;
    });
    expect(peer?.person).toEqual({ role: 'customer', id: (await newest())?.customerId });
    caller.call.hangUp();
    await eventually(
      'it to be in no room',
      () => bridge.peers(room).length === 0 && phone.lines().near.mixes().length === 0,
    );
  });

  it('R32: is hung up when a manager ends the meet, or leaves as the last', async () => {
    const { meetId, caller } = await answered();
    await scene.commands.leaveMeet(scene.mina, { meetId, reason: 'LEFT', idempotencyKey: null });
    expect(await hears(caller, 'ended')).toMatchObject({ by: 'them', cause: { reason: 'completed' } });
  });

  it('R37: is known by its number, however a carrier writes it, and else a lead', async () => {
    await dial('+821055550100');
    expect(await ringsMina()).toMatchObject({ customerId: 'juno' });
    expect((await scene.events('MeetStarted')).length).toBe(1);
    await dial(LEAD);
    const lead = await meetThat('the lead', ({ customerId }) => customerId !== 'juno');
    await eventually('the books', () => phone.reactions.calls.callerOf(CHANNEL, '+821099998888') === lead.customerId);
    await dial('+821099998888');
    const again = await meetThat('their next call', ({ id }) => id !== lead.id);
    expect(again.customerId).toBe(lead.customerId);
    expect(await scene.commands.customerNumber(scene.mina, { meetId: lead.id })).toBe('+821099998888');
    expect(await scene.commands.customerNumber(scene.juno, { meetId: lead.id })).toBeNull();
  });

  it('R37: is known no more once its customer was forgotten', async () => {
    await scene.commands.forgetPerson(scene.host, { person: { role: 'customer', id: 'juno' } });
    await eventually('the books', () => phone.reactions.calls.callerOf(CHANNEL, '+821055550100') === null);
    await dial('+821055550100');
    expect((await ringsMina()).customerId).not.toBe('juno');
  });

  it('R32, R41: gives up while it rings, and nobody rings on', async () => {
    const { call } = await dial();
    await ringsMina();
    call.hangUp();
    await meetThat('the miss', ({ missedReason }) => missedReason === 'CUSTOMER_LEFT');
    await freed();
  });

  it('R41: is told that nobody is there when the meet is missed, whatever for', async () => {
    const caller = await dial();
    const { id: meetId } = await ringsMina();
    await scene.commands.declineMeet(scene.mina, order(meetId));
    expect(await hears(caller, 'ended')).toMatchObject({ cause: { reason: 'unreachable' } });
    expect(await newest()).toMatchObject({ missedReason: 'REJECTED_BY_MANAGER' });
  });

  it('R41: is not let in by a number of nobody’s, and nothing of it is stored', async () => {
    const caller = await dial(LEAD, '07000000000');
    expect(await hears(caller, 'ended')).toMatchObject({ cause: { reason: 'rejected' } });
    expect(await newest()).toBeNull();
  });

  it('R41: is busy where the queue is full, and unavailable outside the hours', async () => {
    await scene.commands.updateChannelPhoneSettings(scene.host, { queueSize: 0 });
    await dial();
    await ringsMina();
    const second = await dial('01077776666');
    expect(await hears(second, 'ended')).toMatchObject({ cause: { reason: 'busy' } });
    expect(await newest()).toMatchObject({ missedReason: 'EXCEEDED_QUEUE' });
    const operatingHours = { timeZone: 'Asia/Seoul', weekly: [], exceptions: [] };
    await scene.commands.updateChannelPhoneSettings(scene.host, { operatingHours });
    const third = await dial('01055554444');
    expect(await hears(third, 'ended')).toMatchObject({ cause: { reason: 'unreachable' } });
    expect(await newest()).toMatchObject({ missedReason: 'NOT_IN_OPERATION' });
  });

  it('R33: has left by CONNECTION_LOST when nothing is heard of it any more', async () => {
    const { caller } = await answered();
    const [own] = [caller.call.callId.replace('caller', 'callee')];
    phone.lines().near.silence(own, true);
    const { participants } = await meetThat('the end', ({ phase }) => phase === 'ENDED');
    expect(participants[0]?.leaveReason).toBe('CONNECTION_LOST');
    await freed();
  });

  it('R33, R41: is over with its process, and whoever it held is free', async () => {
    const { caller } = await answered();
    await phone.keeper().close();
    expect(await hears(caller, 'ended')).toBeDefined();
    const { participants } = await meetThat('the end', ({ phase }) => phase === 'ENDED');
    expect(participants[0]?.leaveReason).toBe('CONNECTION_LOST');
    await freed();
  });

  it('R33, R41: is over when its process starts again, and no other line’s calls are', async () => {
    const call = (line: string) =>
      scene.commands.receiveCall({
        ...{
          channelId: CHANNEL,
          callId: `of ${line}`,
          line,
          number: NUMBER,
          from: null,
          callerId: 'juno',
          headers: [],
        },
        staff: { onDuty: ['mina'], busy: [] },
      });
    const [gone, others] = [await call('here'), await call('elsewhere')];
    await eventually('the books', () => phone.reactions.calls.heldBy('here').length === 1);
    await phone.restartLine();
    const state = (meetId: string) => scene.commands.callState({ channelId: CHANNEL, meetId });
    expect(await state(gone.meetId)).toBe('over');
    expect(await state(others.meetId)).toBe('waiting');
    expect((await scene.events('MeetMissed')).map(({ data }) => data['reason'])).toEqual(['SYSTEM_FAILURE']);
  });
});
