import type { IncomingCall, Person, PhoneCall } from '@meets/meet-domain';
import { type FakeMediaBridge, fakeMediaBridge, type FakePhoneLines, fakePhoneLines } from '@meets/meet-domain/testing';
import { systemClock } from '../time/clock.ts';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { type CallSounds, createCallSounds } from './call-sounds.ts';

const ROOM = 'ch-1/meet-1';
const juno: Person = { role: 'customer', id: 'juno' };
const ken: Person = { role: 'customer', id: 'ken' };

describe('the sound of calls in rooms', () => {
  let lines: FakePhoneLines;
  let bridge: FakeMediaBridge;
  let sounds: CallSounds;
  beforeEach(async () => {
    lines = fakePhoneLines();
    bridge = fakeMediaBridge();
    sounds = createCallSounds({ line: lines.near, bridge, clock: systemClock, log: silentLog });
    await Promise.all([lines.near.start(), lines.far.start()]);
  });
  afterEach(async () => {
    sounds.close();
    await Promise.all([lines.near.close(), lines.far.close()]);
  });

  const answered = async (): Promise<{ readonly call: PhoneCall; readonly caller: PhoneCall }> => {
    const taken = new Promise<IncomingCall>((resolve) => lines.near.onIncoming(resolve));
    const dialled = await lines.far.dial({ from: '01011112222', to: '07012345678', ringTimeoutMs: 60_000 });
    if (!dialled.ok) throw new Error(dialled.failure.reason);
    const call = await taken;
    await call.answer();
    return { call, caller: dialled.value };
  };
  /** In the room, in its mix, and passed on. */
  const joined = (count: number) =>
    eventually(`${count} telephones to be joined`, () => {
      const [mix] = lines.near.mixes();
      const passedOn = mix?.calls.filter(({ toPort }) => toPort !== null).length ?? 0;
      const tracks = bridge.tracks({ roomId: ROOM, peerId: 'page' }).length;
      const all = bridge.peers(ROOM).length === count + 1 && passedOn === count && tracks === count;
      return all && mix && bridge.ear(ROOM) === mix.port && mix.from !== null ? mix : null;
    });
  const nothingIsLeft = () =>
    eventually('nothing to be left', () => (bridge.rooms().length === 0 && lines.near.mixes().length === 0) || null);
  const page = async (): Promise<void> => {
    await bridge.openRoom(ROOM);
    bridge.admit({ roomId: ROOM, peerId: 'page' }, { role: 'manager', id: 'mina' });
  };

  it('are joined to their room: a peer there, who hears the room through one mix', async () => {
    await page();
    const { call } = await answered();
    sounds.join(call, ROOM, juno);
    sounds.join(call, ROOM, juno);
    await joined(1);
    expect(bridge.peers(ROOM)).toContainEqual({ peerId: `telephone-${call.callId}`, person: juno });
    const { call: second } = await answered();
    sounds.join(second, ROOM, ken);
    await joined(2);
    expect(lines.near.mixes()).toHaveLength(1);
  });

  it('leave it with the call, and the last one ends the mix', async () => {
    await page();
    const [one, other] = [await answered(), await answered()];
    sounds.join(one.call, ROOM, juno);
    sounds.join(other.call, ROOM, ken);
    await joined(2);
    one.caller.hangUp();
    await joined(1);
    other.caller.hangUp();
    await eventually('the mix to be closed', () => lines.near.mixes().length === 0 || null);
    expect(bridge.ear(ROOM)).toBeNull();
    expect(bridge.peers(ROOM)).toHaveLength(1);
  });

  it('leave it where the room is closed, and do not open it again', async () => {
    await page();
    const { call } = await answered();
    sounds.join(call, ROOM, juno);
    await joined(1);
    bridge.closeRoom(ROOM);
    await eventually('the mix to be closed', () => lines.near.mixes().length === 0 || null);
    expect(bridge.rooms()).toEqual([]);
    expect(call.ending()).toBeNull();
  });

  it('are joined anew where the room’s worker dies, also where none is there for a while', async () => {
    await page();
    const { call } = await answered();
    sounds.join(call, ROOM, juno);
    await joined(1);
    bridge.loseWorkers();
    await page();
    await joined(1);
    bridge.loseWorkers(true);
    expect(bridge.rooms()).toEqual([]);
    bridge.recover();
    await eventually('the telephone to open the room', () => bridge.rooms().length === 1 || null);
    await page();
    await joined(1);
    expect(lines.near.mixes()).toHaveLength(1);
  });

  it('leave no room open that they opened for a call that was over by then', async () => {
    const { call, caller } = await answered();
    sounds.join(call, ROOM, juno);
    caller.hangUp();
    sounds.join(call, ROOM, juno);
    await nothingIsLeft();
  });

  it.each(['openRoom', 'openMix', 'hearRoom'] as const)(
    'leave nothing behind of a call that is over when %s is done',
    async (step) => {
      const { call, caller } = await answered();
      const isOver = () => eventually('the end', () => call.ending());
      const thenOver = async <Done>(at: typeof step, doing: Promise<Done>): Promise<Done> => {
        const done = await doing;
        if (at === step) caller.hangUp();
        if (at === step) await isOver();
        return done;
      };
      sounds.close();
      sounds = createCallSounds({
        line: { openMix: () => thenOver('openMix', lines.near.openMix()) },
        bridge: {
          ...bridge,
          openRoom: (roomId) => thenOver('openRoom', bridge.openRoom(roomId)),
          hearRoom: (roomId, port) => thenOver('hearRoom', bridge.hearRoom(roomId, port)),
        },
        ...{ clock: systemClock, log: silentLog },
      });
      sounds.join(call, ROOM, juno);
      await isOver();
      await nothingIsLeft();
    },
  );
});
