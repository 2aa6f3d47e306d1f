import { fakeMediaBridge, type FakeMediaBridge } from '@meets/meet-domain/testing';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { order, type WriteScene, writeScene } from '../testing/write-scene.ts';
import { openRoomKeeper, type RoomKeeper, roomOf } from './room-keeper.ts';

const USABLE = { usable: true };

describe('the rooms of meets', () => {
  let scene: WriteScene;
  let bridge: FakeMediaBridge;
  let keeper: RoomKeeper;
  let meetId: string;
  let roomId: string;
  const mina = { role: 'manager', id: 'mina' } as const;
  const juno = { role: 'customer', id: 'juno' } as const;

  beforeEach(async () => {
    scene = await writeScene();
    bridge = fakeMediaBridge();
    const { store, keys, clock, commands } = scene;
    keeper = await openRoomKeeper({ store, keys, bridge, commands, clock, log: silentLog });
    meetId = await scene.live();
    roomId = roomOf('ch-1', meetId);
    await bridge.openRoom(roomId);
    for (const [peerId, person] of [
      ['m', mina],
      ['j', juno],
      ['j-too', juno],
    ] as const) {
      bridge.admit({ roomId, peerId }, person);
      await bridge.openTransport({ roomId, peerId }, 'send');
      await send(peerId, 'microphone');
    }
  });
  afterEach(async () => {
    await keeper.close();
    await keeper.close();
    await scene.store.close();
  });

  const send = (peerId: string, source: 'microphone' | 'camera' | 'screen') =>
    bridge.sendTrack({ roomId, peerId }, { source, audience: 'everyone', paused: false, terms: USABLE });
  const heardByMina = () =>
    bridge.tracks({ roomId, peerId: 'm' }).map(({ peerId, source, paused }) => ({ peerId, source, paused }));
  const device = (on: boolean) => ({ meetId, on, client: null, idempotencyKey: null });

  it('R32: put out every device of who has left, and nobody else', async () => {
    await scene.commands.leaveMeet(scene.juno, { meetId, reason: 'LEFT', idempotencyKey: null });
    await eventually('the leaving', () => bridge.peers(roomId).length === 1);
    expect(bridge.peers(roomId)).toEqual([{ peerId: 'm', person: mina }]);
    expect(heardByMina()).toEqual([]);
  });

  it('R33: put out who was gone for longer than the grace', async () => {
    const { commands, store } = scene;
    await commands.setPresence(scene.host, { person: juno, online: false });
    const lost = await scene.events('ParticipantJoined');
    const [cause] = lost;
    if (!cause) throw new Error('nobody joined');
    scene.clock.advance(60_000);
    const { id: eventId, metadata } = cause;
    await commands.loseConnection({
      ...{ channelId: 'ch-1', meetId, person: juno, lostSince: cause.occurredAt },
      cause: { eventId, correlationId: metadata.correlationId },
    });
    await eventually('the loss', () => bridge.peers(roomId).length === 1);
    expect(await store.head()).toBeGreaterThan(0);
  });

  it('R32: end with their meet', async () => {
    await scene.commands.endMeet(scene.mina, order(meetId));
    await eventually('the end', () => bridge.rooms().length === 0);
  });

  it('hold a microphone back while it is off, on all devices of its person', async () => {
    await scene.commands.setMicrophone(scene.juno, device(false));
    await eventually('the silence', () => heardByMina().every(({ paused }) => paused));
    expect(heardByMina()).toHaveLength(2);
    await scene.commands.setMicrophone(scene.juno, device(true));
    await eventually('the sound', () => heardByMina().every(({ paused }) => !paused));
  });

  it('R21: show no camera and no screen that was turned off', async () => {
    await scene.commands.setCamera(scene.juno, device(true));
    await scene.commands.setScreenShare(scene.juno, device(true));
    await send('j', 'camera');
    await send('j', 'screen');
    await scene.commands.setCamera(scene.juno, device(false));
    await eventually('the camera’s end', () => !heardByMina().some(({ source }) => source === 'camera'));
    expect(heardByMina().map(({ source }) => source)).toContain('screen');
    await scene.commands.setScreenShare(scene.juno, device(false));
    await eventually('the screen’s end', () => !heardByMina().some(({ source }) => source === 'screen'));
    expect(heardByMina()).toHaveLength(2);
  });

  it('are told of by the log where they died with their worker, once for each', async () => {
    const lost = () => scene.events('MediaLost');
    bridge.loseWorkers();
    await eventually('the loss', async () => (await lost()).length === 1);
    expect(await lost()).toMatchObject([
      { data: { cause: 'worker-died' }, metadata: { actor: { role: 'system', id: 'media' } } },
    ]);
    scene.clock.advance(1_000);
    await bridge.openRoom(roomId);
    bridge.loseWorkers();
    await eventually('the next loss', async () => (await lost()).length === 2);
  });

  it('that nobody is in tell of no loss', async () => {
    await scene.commands.endMeet(scene.mina, order(meetId));
    await eventually('the end', () => bridge.rooms().length === 0);
    bridge.loseWorkers();
    expect(await scene.events('MediaLost')).toEqual([]);
  });
});
