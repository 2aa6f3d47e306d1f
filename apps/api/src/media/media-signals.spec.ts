import { fakeMediaBridge, type FakeMediaBridge } from '@meets/meet-domain/testing';
import { silentLog } from '../logging/log.ts';
import { openReadModel } from '../projections/open-read-model.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { eventually } from '../testing/eventually.ts';
import { collect } from '../testing/read-model-scene.ts';
import { order, viewer, type WriteScene, writeScene } from '../testing/write-scene.ts';
import type { Viewer } from '../viewer.ts';
import { createMediaSignals, MAX_PENDING_MEDIA_SIGNALS, type MediaSignals } from './media-signals.ts';
import { createMeetMedia, type MeetMedia, peerOf } from './meet-media.ts';
import { openRoomKeeper, type RoomKeeper } from './room-keeper.ts';

describe('what who is in a meet is told of its media', () => {
  let scene: WriteScene;
  let bridge: FakeMediaBridge;
  let keeper: RoomKeeper;
  let reads: ReadModel;
  let media: MeetMedia;
  let signals: MediaSignals;
  let meetId: string;

  beforeEach(async () => {
    scene = await writeScene();
    bridge = fakeMediaBridge();
    const { store, keys, clock, commands } = scene;
    keeper = await openRoomKeeper({ store, keys, bridge, commands, clock, log: silentLog });
    reads = await openReadModel({ store, keys, file: ':memory:', clock });
    media = createMeetMedia({ bridge, commands, iceServers: () => [] });
    signals = createMediaSignals({ bridge, commands, reads });
    meetId = await scene.live();
    for (const who of [scene.mina, scene.juno]) {
      await media.open(who, { meetId, deviceId: null, client: null });
      await media.openTransport(who, { meetId, deviceId: null }, 'send');
    }
  });
  afterEach(async () => {
    signals.close();
    await keeper.close();
    await reads.close();
    await scene.store.close();
  });

  const listening = async (who: Viewer, deviceId: string | null = null) => {
    const abort = new AbortController();
    const answer = await signals.listen(who, { meetId, deviceId }, abort.signal);
    if (answer.outcome !== 'listening') throw new Error(`refused: ${JSON.stringify(answer)}`);
    const { items, ended } = collect(() => answer.signals);
    const heard = () =>
      items.map((it) => ('track' in it ? `${it.signal} ${it.track.person.id} ${it.track.source}` : it.signal));
    return {
      heard,
      ended,
      hears: (what: string) => eventually(what, () => heard().includes(what)),
      async stop() {
        abort.abort();
        await ended;
      },
    };
  };
  const send = (who: Viewer, source: 'microphone' | 'camera') =>
    media.sendTrack(who, { meetId, deviceId: null }, { source, client: null, terms: { usable: true } });
  const turn = (on: boolean) => ({ meetId, on, client: null, idempotencyKey: null });

  it('tells a device what became of its own tracks, by whichever device, and not that they begin', async () => {
    const mina = await listening(scene.mina);
    await send(scene.mina, 'microphone');
    await scene.commands.setMicrophone(scene.mina, turn(false));
    await mina.hears('track-changed mina microphone');
    await scene.commands.setCamera(scene.mina, turn(true));
    await send(scene.mina, 'camera');
    await scene.commands.setCamera(scene.mina, turn(false));
    await mina.hears('track-stopped mina camera');
    expect(mina.heard()).toEqual(['track-changed mina microphone', 'track-stopped mina camera']);
    await mina.stop();
  });

  it('begins with what is there, and goes on with what changes, but for their own', async () => {
    await send(scene.mina, 'microphone');
    const juno = await listening(scene.juno);
    await juno.hears('track-started mina microphone');
    await send(scene.juno, 'microphone');
    await scene.commands.setMicrophone(scene.mina, turn(false));
    await juno.hears('track-changed mina microphone');
    await scene.commands.setCamera(scene.mina, turn(true));
    await send(scene.mina, 'camera');
    await scene.commands.setCamera(scene.mina, turn(false));
    await juno.hears('track-stopped mina camera');
    expect(juno.heard()).toEqual([
      ...['track-started mina microphone', 'track-changed mina microphone'],
      ...['track-started mina camera', 'track-stopped mina camera'],
    ]);
    await juno.stop();
  });

  it('says who speaks', async () => {
    const juno = await listening(scene.juno);
    bridge.speak(peerOf(scene.mina, { meetId, deviceId: null }));
    await juno.hears('speaker-changed');
    await juno.stop();
  });

  it('says who speaks to whoever comes while they do', async () => {
    await send(scene.mina, 'microphone');
    bridge.speak(peerOf(scene.mina, { meetId, deviceId: null }));
    const juno = await listening(scene.juno);
    await juno.hears('speaker-changed');
    expect(juno.heard()).toEqual(['track-started mina microphone', 'speaker-changed']);
    await juno.stop();
  });

  it('R23: keeps from a customer what is for managers', async () => {
    const [juno, mina] = [await listening(scene.juno, 'page-2'), await listening(scene.mina, 'page-2')];
    const { roomId, peerId } = peerOf(scene.mina, { meetId, deviceId: null });
    const terms = { usable: true };
    await bridge.sendTrack({ roomId, peerId }, { source: 'camera', audience: 'managers', paused: false, terms });
    await send(scene.mina, 'microphone');
    await juno.hears('track-started mina microphone');
    await mina.hears('track-started mina microphone');
    expect(juno.heard()).toEqual(['track-started mina microphone']);
    expect(mina.heard()).toEqual(['track-started mina camera', 'track-started mina microphone']);
    await juno.stop();
    await mina.stop();
  });

  it('R32: ends for who has left, and tells them nothing of what comes after', async () => {
    const juno = await listening(scene.juno);
    await scene.commands.leaveMeet(scene.juno, { meetId, reason: 'LEFT', idempotencyKey: null });
    await send(scene.mina, 'microphone');
    await juno.ended;
    expect(juno.heard()).toEqual(['ended']);
  });

  it('R32: ends with the meet', async () => {
    const mina = await listening(scene.mina);
    await scene.commands.endMeet(scene.mina, order(meetId));
    await mina.ended;
    expect(mina.heard().at(-1)).toBe('ended');
  });

  it('says that the media moved, and goes on with what is sent anew', async () => {
    const juno = await listening(scene.juno);
    bridge.loseWorkers();
    await juno.hears('moved');
    await media.open(scene.mina, { meetId, deviceId: null, client: null });
    await media.openTransport(scene.mina, { meetId, deviceId: null }, 'send');
    await send(scene.mina, 'microphone');
    await juno.hears('track-started mina microphone');
    await juno.stop();
  });

  it('is for who is in, and for nobody else', async () => {
    const ask = async (who: Viewer) =>
      (await signals.listen(who, { meetId, deviceId: null }, new AbortController().signal)).outcome;
    expect(await ask(scene.max)).toBe('conflict');
    expect(await ask(viewer('customer', 'stranger'))).toBe('not-found');
    expect(await ask(viewer('manager', 'mina', 'rival'))).toBe('not-found');
    expect(await ask(scene.host)).toBe('not-allowed');
  });

  it('ends for who reads too slowly, who is still in and may ask again', async () => {
    const abort = new AbortController();
    const answer = await signals.listen(scene.juno, { meetId, deviceId: null }, abort.signal);
    if (answer.outcome !== 'listening') throw new Error('refused');
    for (let n = 0; n <= MAX_PENDING_MEDIA_SIGNALS; n++) bridge.speak(peerOf(scene.mina, { meetId, deviceId: null }));
    const { items, ended } = collect(() => answer.signals);
    await ended;
    expect(items).toEqual([]);
    await (await listening(scene.juno)).stop();
  });
});
