import { fakeMediaBridge, type FakeMediaBridge } from '@meets/meet-domain/testing';
import type { Client } from '@meets/meet-domain';
import { silentLog } from '../logging/log.ts';
import { eventually } from '../testing/eventually.ts';
import { chatInput, meetIdOf, order, viewer, wish, type WriteScene, writeScene } from '../testing/write-scene.ts';
import type { Viewer } from '../viewer.ts';
import { createMeetMedia, type MeetMedia, peerOf } from './meet-media.ts';
import { openRoomKeeper, type RoomKeeper } from './room-keeper.ts';

const USABLE = { usable: true };
const ICE = [{ urls: ['stun:stun.example.test'], username: null, credential: null }];
const mobileWeb: Client = { platform: 'WEB_MOBILE', browser: 'CHROME', osVersion: '15' };
const inAppBrowser: Client = { platform: 'IN_APP_BROWSER', browser: 'OTHER', osVersion: null };

describe('a meet’s media, as its people ask for them', () => {
  let scene: WriteScene;
  let bridge: FakeMediaBridge;
  let keeper: RoomKeeper;
  let media: MeetMedia;
  let meetId: string;

  beforeEach(async () => {
    scene = await writeScene();
    bridge = fakeMediaBridge();
    const { store, keys, clock, commands } = scene;
    keeper = await openRoomKeeper({ store, keys, bridge, commands, clock, log: silentLog });
    media = createMeetMedia({ bridge, commands, iceServers: () => ICE });
    meetId = await scene.live();
  });
  afterEach(async () => {
    await keeper.close();
    await scene.store.close();
  });

  const page = (deviceId: string | null = null) => ({ meetId, deviceId });
  const open = (who: Viewer, deviceId: string | null = null, client: Client | null = null) =>
    media.open(who, { ...page(deviceId), client });
  const enter = async (who: Viewer) => {
    expect(await open(who)).toMatchObject({ outcome: 'done' });
    await media.openTransport(who, page(), 'send');
    await media.openTransport(who, page(), 'receive');
  };
  const send = (who: Viewer, source: 'microphone' | 'camera' | 'screen', client: Client | null = null) =>
    media.sendTrack(who, page(), { source, client, terms: USABLE });
  const turn = (on: boolean) => ({ meetId, on, client: null, idempotencyKey: null });
  const setUp = async (who: Viewer) => {
    await enter(who);
    const sent = await send(who, 'microphone');
    if (sent.outcome !== 'done') throw new Error(JSON.stringify(sent));
    return sent.value;
  };

  it('let one hear the other', async () => {
    await enter(scene.mina);
    const track = await setUp(scene.juno);
    expect(await open(scene.mina)).toEqual({
      outcome: 'done',
      value: { capabilities: USABLE, iceServers: ICE, tracks: [track] },
    });
    const received = await media.receiveTrack(scene.mina, page(), track.trackId, USABLE);
    if (received.outcome !== 'done') throw new Error(JSON.stringify(received));
    const { receptionId } = received.value;
    expect(await media.adjustReception(scene.mina, page(), receptionId, { paused: false })).toMatchObject({
      outcome: 'done',
    });
    expect(await media.restartIce(scene.mina, page(), 'transport-2')).toMatchObject({
      value: { ice: { fresh: expect.any(String) }, iceServers: ICE },
    });
  });

  it('are for nobody whose coming in is not in the log', async () => {
    const notIn = { outcome: 'conflict', message: expect.stringContaining('join it first') };
    expect(await open(scene.max)).toMatchObject(notIn);
    expect(await send(scene.max, 'microphone')).toMatchObject(notIn);
    await scene.commands.joinMeet(scene.max, order(meetId));
    expect(await open(scene.max)).toMatchObject({ outcome: 'done' });
    await scene.commands.leaveMeet(scene.max, { meetId, reason: 'LEFT', idempotencyKey: null });
    expect(await media.openTransport(scene.max, page(), 'send')).toMatchObject(notIn);
    await eventually(
      'the leaving',
      () => !bridge.peers(peerOf(scene.max, page()).roomId).some(({ person }) => person.id === 'max'),
    );
  });

  describe('R5: of a full meet', () => {
    const staff = Array.from({ length: 9 }, (_, n) => viewer('manager', `m${n}`));
    const eleventh = viewer('manager', 'm8');
    const rest = staff.filter(({ id }) => id !== eleventh.id);

    beforeEach(async () => {
      for (const { id } of staff) await scene.commands.putManager(scene.host, { id, name: id, operatorSeat: true });
      for (const who of rest) await scene.commands.joinMeet(who, order(meetId));
      for (const who of [scene.mina, scene.juno, ...rest]) await enter(who);
    });

    it('are for ten persons, on as many devices as they have, and the eleventh is told that it is full', async () => {
      const full = { outcome: 'meet-full', limit: 10 };
      expect(await scene.commands.joinMeet(eleventh, order(meetId))).toEqual(full);
      expect(await open(eleventh)).toEqual(full);
      expect(await media.openTransport(eleventh, page(), 'send')).toEqual(full);
      expect(await open(scene.juno, 'a second device')).toMatchObject({ outcome: 'done' });
    });

    it('are at once for who takes the place of one who left, though nobody has put these out yet', async () => {
      await keeper.close();
      await scene.commands.leaveMeet(scene.juno, { meetId, reason: 'LEFT', idempotencyKey: null });
      await scene.commands.joinMeet(eleventh, order(meetId));
      expect(await open(eleventh)).toMatchObject({ outcome: 'done' });
      const persons = bridge.peers(peerOf(eleventh, page()).roomId).map(({ person }) => person.id);
      expect(persons).toHaveLength(10);
      expect(persons).not.toContain('juno');
    });
  });

  it('are not there for other tenants, other customers and systems', async () => {
    for (const who of [viewer('manager', 'mina', 'rival'), viewer('customer', 'stranger')]) {
      expect(await open(who)).toEqual({ outcome: 'not-found', what: 'meet' });
    }
    for (const role of ['integrator', 'analyst'] as const) {
      expect(await open(viewer(role, 'host'))).toEqual({ outcome: 'not-allowed', reasons: ['ROLE_NOT_ALLOWED'] });
    }
    expect(bridge.rooms()).toEqual([]);
  });

  it('R19: of an internal meet are not there for the customer of the chat', async () => {
    await enter(scene.juno);
    const internal = meetIdOf(await scene.commands.startMeet(scene.mina, wish({ place: { internalChatOf: 'uc-1' } })));
    const inside = { meetId: internal, deviceId: null };
    expect(await media.open(scene.mina, { ...inside, client: null })).toMatchObject({ outcome: 'done' });
    await media.openTransport(scene.mina, inside, 'send');
    const sent = await media.sendTrack(scene.mina, inside, { source: 'microphone', client: null, terms: USABLE });
    const trackId = sent.outcome === 'done' ? sent.value.trackId : '';
    const unknown = { outcome: 'not-found', what: 'meet' };
    expect(await media.open(scene.juno, { ...inside, client: null })).toEqual(unknown);
    expect(await media.receiveTrack(scene.juno, inside, trackId, USABLE)).toEqual(unknown);
    // Nor by naming its track in a meet that they are in.
    expect(await media.receiveTrack(scene.juno, page(), trackId, USABLE)).toEqual({
      outcome: 'media-gone',
      what: 'track',
    });
  });

  it('R21: show a camera or a screen only after the command that turns it on', async () => {
    await enter(scene.juno);
    expect(await send(scene.juno, 'camera')).toMatchObject({
      outcome: 'conflict',
      message: expect.stringContaining('setCamera'),
    });
    expect(await send(scene.juno, 'screen')).toMatchObject({ outcome: 'conflict' });
    await scene.commands.setCamera(scene.juno, turn(true));
    expect(await send(scene.juno, 'camera')).toMatchObject({ outcome: 'done', value: { source: 'camera' } });
    expect(await send(scene.juno, 'screen')).toMatchObject({ outcome: 'conflict' });
  });

  it('R24: are for no client that has no meets, and no screen from where none can be shared', async () => {
    const refused = (reason: string) => ({ outcome: 'not-allowed', reasons: [reason] });
    expect(await open(scene.juno, null, inAppBrowser)).toEqual(refused('CLIENT_UNSUPPORTED'));
    await enter(scene.juno);
    await scene.commands.setScreenShare(scene.juno, turn(true));
    expect(await send(scene.juno, 'screen', mobileWeb)).toEqual(refused('SCREEN_SHARE_UNSUPPORTED'));
  });

  it('begin a microphone that is off held back', async () => {
    await enter(scene.juno);
    await scene.commands.setMicrophone(scene.juno, turn(false));
    expect(await send(scene.juno, 'microphone')).toMatchObject({ value: { paused: true } });
  });

  it('leave nobody in a room who left while they were let in', async () => {
    const { commands } = scene;
    const slow = {
      ...bridge,
      async openRoom(roomId: string) {
        const opened = await bridge.openRoom(roomId);
        await commands.leaveMeet(scene.juno, { meetId, reason: 'LEFT', idempotencyKey: null });
        return opened;
      },
    };
    const racing = createMeetMedia({ bridge: slow, commands, iceServers: () => [] });
    expect(await racing.open(scene.juno, { ...page(), client: null })).toMatchObject({ outcome: 'conflict' });
    expect(bridge.peers(peerOf(scene.juno, page()).roomId)).toEqual([]);
  });

  it('leave no room open of a meet that ended while it was opened', async () => {
    const { commands } = scene;
    const slow = {
      ...bridge,
      async openRoom(roomId: string) {
        await commands.endMeet(scene.mina, order(meetId));
        return bridge.openRoom(roomId);
      },
    };
    const racing = createMeetMedia({ bridge: slow, commands, iceServers: () => [] });
    expect(await racing.open(scene.juno, { ...page(), client: null })).toEqual({ outcome: 'already-over' });
    expect(bridge.rooms()).toEqual([]);
  });

  it('R21: let no camera through that was turned off while it began', async () => {
    const { commands } = scene;
    await enter(scene.juno);
    await commands.setCamera(scene.juno, turn(true));
    const slow = {
      ...bridge,
      async sendTrack(...args: Parameters<FakeMediaBridge['sendTrack']>) {
        await commands.setCamera(scene.juno, turn(false));
        return bridge.sendTrack(...args);
      },
    };
    const racing = createMeetMedia({ bridge: slow, commands, iceServers: () => [] });
    const wanted = { source: 'camera', client: null, terms: USABLE } as const;
    expect(await racing.sendTrack(scene.juno, page(), wanted)).toMatchObject({ outcome: 'conflict' });
    await enter(scene.mina);
    expect(bridge.tracks(peerOf(scene.mina, page()))).toEqual([]);
  });

  it('make room for a person’s newest device by the oldest, as after loading a page anew', async () => {
    for (const device of ['a', 'b', 'c', 'd', 'e', 'f']) {
      expect(await open(scene.juno, device)).toMatchObject({ outcome: 'done' });
    }
    const { roomId } = peerOf(scene.juno, page());
    const left = bridge.peers(roomId).map(({ peerId }) => peerId);
    expect(left).toEqual(['b', 'c', 'd', 'e', 'f'].map((device) => peerOf(scene.juno, page(device)).peerId));
  });

  it('say where they are not there, and where something is there no more', async () => {
    bridge.loseWorkers(true);
    expect(await open(scene.juno)).toEqual({ outcome: 'media-unavailable', why: 'the fake was told so' });
    bridge.recover();
    expect(await media.openTransport(scene.juno, page(), 'send')).toEqual({ outcome: 'media-gone', what: 'peer' });
    const none = createMeetMedia({ bridge: null, commands: scene.commands, iceServers: () => [] });
    expect(await none.open(scene.juno, { ...page(), client: null })).toMatchObject({ outcome: 'media-unavailable' });
    none.close(scene.juno, page());
  });

  it('answer terms that cannot be used by what is wrong with them', async () => {
    await enter(scene.juno);
    const wrong = { outcome: 'invalid-input', fields: ['terms'], message: expect.stringMatching(/^terms: /) };
    expect(await media.connectTransport(scene.juno, page(), 'transport-1', {})).toEqual(wrong);
    const track = await setUp(scene.mina);
    const incapable = await media.receiveTrack(scene.juno, page(), track.trackId, {});
    expect(incapable).toMatchObject({ outcome: 'invalid-input', fields: ['capabilities'] });
  });

  it('end with one’s own track, and with one’s own media, and touch nobody else’s', async () => {
    const own = await setUp(scene.juno);
    const others = await setUp(scene.mina);
    await media.stopTrack(scene.juno, page(), others.trackId);
    expect(bridge.tracks(peerOf(scene.juno, page()))).toEqual([others]);
    await media.stopTrack(scene.juno, page(), own.trackId);
    expect(bridge.tracks(peerOf(scene.mina, page()))).toEqual([]);
    media.close(scene.juno, page());
    media.close(scene.juno, page());
    expect(bridge.peers(peerOf(scene.mina, page()).roomId)).toHaveLength(1);
  });

  it('R15: are for whom the chat was given to, once they are in', async () => {
    await scene.commands.putUserChat(scene.host, chatInput({ assigneeId: 'max' }));
    await scene.commands.joinMeet(scene.max, order(meetId));
    expect(await open(scene.max)).toMatchObject({ outcome: 'done' });
  });
});
