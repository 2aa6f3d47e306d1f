import {
  MAX_DEVICES_PER_PERSON,
  MAX_PARTICIPANTS,
  type MediaBridge,
  type MediaEvent,
  type MediaResult,
  type PeerId,
  type Person,
  type TrackSource,
  type WebRtcTerms,
} from '../index.ts';

/** A bridge, what a peer's WebRTC would tell it, and how to kill what it stands on. */
export interface MediaBridgeUnderTest {
  readonly bridge: MediaBridge;
  /** Of a browser that can take what the bridge sends. */
  readonly capabilities: WebRtcTerms;
  readonly connectTerms: WebRtcTerms;
  /** Of a track; fresh each time, as each track's is. */
  sendTerms(source: TrackSource): WebRtcTerms;
  /** The room's worker dies. Resolves once the bridge has noticed. */
  killWorkerOf(roomId: string): Promise<void>;
  close(): Promise<void>;
}

const ROOM = 'ch-1/meet-1';
const mina: Person = { role: 'manager', id: 'mina' };
const bora: Person = { role: 'manager', id: 'bora' };
const juno: Person = { role: 'customer', id: 'juno' };
const peer = (peerId: string, roomId = ROOM): PeerId => ({ roomId, peerId });
const BAD_TERMS: readonly WebRtcTerms[] = [
  {},
  { usable: 'yes' },
  { codecs: 'opus', encodings: 7, fingerprints: [{}] },
  { codecs: [{ mimeType: 'audio/opus' }], encodings: [null], rtcp: 1, headerExtensions: 'x' },
];

/** What every media bridge must do. Call it at the top level of a spec; `open` is called once for each case. */
export function mediaBridgeContract(name: string, open: () => Promise<MediaBridgeUnderTest>): void {
  describe(`${name} as a media bridge`, () => {
    let under: MediaBridgeUnderTest;
    let bridge: MediaBridge;
    let events: MediaEvent[];
    beforeEach(async () => {
      under = await open();
      bridge = under.bridge;
      events = [];
      bridge.listen((event) => events.push(event));
    });
    afterEach(() => under.close());

    const types = () => events.map(({ type }) => type).filter((type) => !/^(audio-levels|speaker)/.test(type));
    const enter = async (peerId: string, person: Person) => {
      good(await bridge.openRoom(ROOM));
      good(bridge.admit(peer(peerId), person));
      const send = good(await bridge.openTransport(peer(peerId), 'send'));
      const receive = good(await bridge.openTransport(peer(peerId), 'receive'));
      return { send: send.transportId, receive: receive.transportId };
    };
    const send = (peerId: string, source: TrackSource, more: { paused?: boolean; audience?: 'managers' } = {}) =>
      bridge.sendTrack(peer(peerId), {
        ...{ source, audience: 'everyone', paused: false, terms: under.sendTerms(source) },
        ...more,
      });
    const receive = (peerId: string, trackId: string) => bridge.receiveTrack(peer(peerId), trackId, under.capabilities);

    it('is available once it is started, also twice, and counts its rooms', async () => {
      await bridge.start();
      expect(bridge.status()).toMatchObject({ state: 'available', rooms: 0 });
      good(await bridge.openRoom(ROOM));
      expect(good(await bridge.openRoom(ROOM)).capabilities).toBeInstanceOf(Object);
      expect(bridge.status()).toMatchObject({ state: 'available', rooms: 1 });
    });

    it('lets one peer receive what another sends', async () => {
      await enter('m', mina);
      await enter('j', juno);
      const track = good(await send('m', 'microphone'));
      expect(track).toMatchObject({ peerId: 'm', person: mina, source: 'microphone', paused: false });
      expect(bridge.tracks(peer('j'))).toEqual([track]);
      expect(bridge.tracks(peer('m'))).toEqual([]);
      const reception = good(await receive('j', track.trackId));
      expect(reception).toMatchObject({ track, terms: expect.any(Object) });
      good(await bridge.adjustReception(peer('j'), reception.receptionId, { paused: false }));
      expect(types()).toEqual(['track-started']);
    });

    it('has the screen as a track of its own beside the camera, and layers where a picture has several', async () => {
      await enter('m', mina);
      await enter('j', juno);
      const camera = good(await send('m', 'camera'));
      const screen = good(await send('m', 'screen'));
      expect(bridge.tracks(peer('j'))).toEqual([camera, screen]);
      const { receptionId } = good(await receive('j', camera.trackId));
      good(await bridge.adjustReception(peer('j'), receptionId, { layers: { size: 0, frames: 0 } }));
      good(await bridge.adjustReception(peer('j'), receptionId, { layers: { size: 1, frames: null }, paused: true }));
    });

    it('R23: lets nobody but managers receive what is for managers', async () => {
      await enter('m', mina);
      await enter('b', bora);
      await enter('j', juno);
      const track = good(await send('m', 'camera', { audience: 'managers' }));
      expect(bridge.tracks(peer('j'))).toEqual([]);
      expect(await receive('j', track.trackId)).toEqual({ ok: false, failure: { reason: 'not-for-them' } });
      expect(bridge.tracks(peer('b'))).toEqual([track]);
      good(await receive('b', track.trackId));
    });

    it('gives the same reception to who asks again, as after a lost answer', async () => {
      await enter('m', mina);
      await enter('j', juno);
      const { trackId } = good(await send('m', 'microphone'));
      const first = good(await receive('j', trackId));
      expect(good(await receive('j', trackId)).receptionId).toBe(first.receptionId);
    });

    it('puts a new track in the place of the old one of its source', async () => {
      await enter('m', mina);
      await enter('j', juno);
      const first = good(await send('m', 'microphone'));
      const { receptionId } = good(await receive('j', first.trackId));
      const second = good(await send('m', 'microphone'));
      expect(bridge.tracks(peer('j'))).toEqual([second]);
      expect(types()).toEqual(['track-started', 'track-stopped', 'track-started']);
      expect(failureOf(await receive('j', first.trackId))).toEqual({ reason: 'gone', what: 'track' });
      const late = await bridge.adjustReception(peer('j'), receptionId, { paused: false });
      expect(failureOf(late)).toEqual({ reason: 'gone', what: 'reception' });
    });

    it('holds a person’s tracks back and lets them through, and says so once', async () => {
      await enter('m', mina);
      await enter('j', juno);
      await send('m', 'microphone', { paused: true });
      expect(bridge.tracks(peer('j'))).toMatchObject([{ paused: true }]);
      await bridge.holdTracks(ROOM, mina, 'microphone', false);
      await bridge.holdTracks(ROOM, mina, 'microphone', false);
      await bridge.holdTracks(ROOM, juno, 'microphone', true);
      expect(bridge.tracks(peer('j'))).toMatchObject([{ paused: false }]);
      expect(types()).toEqual(['track-started', 'track-changed']);
    });

    it('ends a track once, by its id and by its person', async () => {
      await enter('m', mina);
      await enter('j', juno);
      const { trackId } = good(await send('m', 'camera'));
      bridge.stopTrack(peer('j'), trackId);
      expect(types()).toEqual(['track-started']);
      bridge.stopTrack(peer('m'), trackId);
      bridge.stopTrack(peer('m'), trackId);
      await send('m', 'screen');
      bridge.stopTracks(ROOM, mina, 'screen');
      bridge.stopTracks(ROOM, mina, 'screen');
      expect(bridge.tracks(peer('j'))).toEqual([]);
      expect(types()).toEqual(['track-started', 'track-stopped', 'track-started', 'track-stopped']);
    });

    it('ends all that a peer had with the peer, and lets them in anew', async () => {
      const { receive: transportId } = await enter('j', juno);
      await enter('m', mina);
      await send('j', 'microphone');
      bridge.dismiss(peer('j'));
      bridge.dismiss(peer('j'));
      expect(types()).toEqual(['track-started', 'track-stopped']);
      expect(bridge.peers(ROOM)).toEqual([{ peerId: 'm', person: mina }]);
      const late = await bridge.connectTransport(peer('j'), transportId, under.connectTerms);
      expect(failureOf(late)).toMatchObject({ reason: 'gone' });
      await enter('j', juno);
      good(await send('j', 'microphone'));
    });

    it('ends all that a room had with the room', async () => {
      await enter('m', mina);
      await send('m', 'microphone');
      bridge.closeRoom(ROOM);
      bridge.closeRoom(ROOM);
      expect(types()).toEqual(['track-started', 'track-stopped', 'room-closed']);
      expect(bridge.peers(ROOM)).toEqual([]);
      expect(failureOf(bridge.admit(peer('m'), mina))).toEqual({ reason: 'gone', what: 'room' });
      expect(bridge.status()).toMatchObject({ rooms: 0 });
    });

    it('R5: refuses the eleventh person, and no second device of one who is in', async () => {
      good(await bridge.openRoom(ROOM));
      for (let n = 1; n <= MAX_PARTICIPANTS; n++) good(bridge.admit(peer(`p${n}`), { role: 'manager', id: `m${n}` }));
      const full = { reason: 'full', of: 'persons', limit: MAX_PARTICIPANTS };
      expect(failureOf(bridge.admit(peer('p11'), { role: 'manager', id: 'm11' }))).toEqual(full);
      good(bridge.admit(peer('p1-too'), { role: 'manager', id: 'm1' }));
      bridge.dismiss(peer('p2'));
      good(bridge.admit(peer('p11'), { role: 'manager', id: 'm11' }));
    });

    it('refuses more devices of a person than fit in, and none twice', async () => {
      good(await bridge.openRoom(ROOM));
      for (let n = 1; n <= MAX_DEVICES_PER_PERSON; n++) good(bridge.admit(peer(`d${n}`), juno));
      good(bridge.admit(peer('d1'), juno));
      expect(bridge.peers(ROOM)).toHaveLength(MAX_DEVICES_PER_PERSON);
      expect(failureOf(bridge.admit(peer('one-more'), juno))).toMatchObject({ reason: 'full', of: 'devices' });
    });

    it('connects a transport, and the same again changes nothing', async () => {
      const { send: transportId } = await enter('m', mina);
      good(await bridge.connectTransport(peer('m'), transportId, under.connectTerms));
      good(await bridge.connectTransport(peer('m'), transportId, under.connectTerms));
    });

    it('answers fresh ICE terms for a transport, and none for one that is gone', async () => {
      const { send: transportId } = await enter('m', mina);
      const first = good(await bridge.restartIce(peer('m'), transportId));
      const second = good(await bridge.restartIce(peer('m'), transportId));
      expect(second.ice).not.toEqual(first.ice);
      const next = good(await bridge.openTransport(peer('m'), 'send'));
      expect(failureOf(await bridge.restartIce(peer('m'), transportId))).toEqual({ reason: 'gone', what: 'transport' });
      good(await bridge.restartIce(peer('m'), next.transportId));
    });

    it('ends what a transport carried when another takes its place', async () => {
      await enter('m', mina);
      await enter('j', juno);
      const { trackId } = good(await send('m', 'microphone'));
      const { receptionId } = good(await receive('j', trackId));
      good(await bridge.openTransport(peer('j'), 'receive'));
      const late = await bridge.adjustReception(peer('j'), receptionId, { paused: false });
      expect(failureOf(late)).toEqual({ reason: 'gone', what: 'reception' });
      good(await receive('j', trackId));
      good(await bridge.openTransport(peer('m'), 'send'));
      expect(types()).toEqual(['track-started', 'track-stopped']);
    });

    it('says what is gone or not yet there, and throws nothing', async () => {
      const gone = (what: string) => ({ reason: 'gone', what });
      expect(failureOf(bridge.admit(peer('m'), mina))).toEqual(gone('room'));
      good(await bridge.openRoom(ROOM));
      expect(failureOf(await bridge.openTransport(peer('m'), 'send'))).toEqual(gone('peer'));
      expect(failureOf(await send('m', 'microphone'))).toEqual(gone('peer'));
      good(bridge.admit(peer('m'), mina));
      expect(failureOf(await send('m', 'microphone'))).toEqual(gone('transport'));
      expect(failureOf(await receive('m', 'nothing'))).toEqual(gone('transport'));
      good(await bridge.openTransport(peer('m'), 'receive'));
      expect(failureOf(await receive('m', 'nothing'))).toEqual(gone('track'));
      expect(failureOf(await bridge.adjustReception(peer('m'), 'nothing', {}))).toEqual(gone('reception'));
      expect(bridge.tracks(peer('nobody'))).toEqual([]);
    });

    it.each(BAD_TERMS)('answers terms that cannot be used, such as %j, by a failure', async (terms) => {
      const { send: transportId } = await enter('m', mina);
      await enter('j', juno);
      const unusable = { reason: 'unusable-terms', why: expect.stringMatching(/./) };
      expect(failureOf(await bridge.connectTransport(peer('m'), transportId, terms))).toEqual(unusable);
      const sent = bridge.sendTrack(peer('m'), { source: 'camera', audience: 'everyone', paused: false, terms });
      expect(failureOf(await sent)).toEqual(unusable);
      const { trackId } = good(await send('m', 'microphone'));
      expect(failureOf(await bridge.receiveTrack(peer('j'), trackId, terms))).toEqual(unusable);
    });

    it('lets nobody receive their own track, nor one of another room', async () => {
      await enter('m', mina);
      const { trackId } = good(await send('m', 'microphone'));
      expect(failureOf(await receive('m', trackId))).toEqual({ reason: 'gone', what: 'track' });
      good(await bridge.openRoom('ch-1/another'));
      good(bridge.admit(peer('j', 'ch-1/another'), juno));
      good(await bridge.openTransport(peer('j', 'ch-1/another'), 'receive'));
      const elsewhere = await bridge.receiveTrack(peer('j', 'ch-1/another'), trackId, under.capabilities);
      expect(failureOf(elsewhere)).toEqual({ reason: 'gone', what: 'track' });
    });

    const phone = (change: object = {}) => ({
      codec: 'PCMU' as const,
      ssrc: 7_777,
      fromPort: 40_000,
      levelId: 1,
      ...change,
    });
    const enterByPhone = async (peerId = 'phone') => {
      good(await bridge.openRoom(ROOM));
      good(bridge.admit(peer(peerId), juno));
      return bridge.sendPhoneSound(peer(peerId), phone());
    };

    it('has a telephone as a peer like any other, whom others receive', async () => {
      await enter('m', mina);
      const { track, toPort } = good(await enterByPhone());
      expect(track).toMatchObject({ peerId: 'phone', person: juno, source: 'microphone', audience: 'everyone' });
      expect(toPort).toBeGreaterThan(0);
      expect(bridge.peers(ROOM)).toContainEqual({ peerId: 'phone', person: juno });
      expect(bridge.tracks(peer('m'))).toEqual([track]);
      const { receptionId } = good(await receive('m', track.trackId));
      good(await bridge.adjustReception(peer('m'), receptionId, { paused: false }));
      await bridge.holdTracks(ROOM, juno, 'microphone', true);
      expect(bridge.tracks(peer('m'))).toMatchObject([{ paused: true }]);
      bridge.dismiss(peer('phone'));
      expect(types()).toEqual(['track-started', 'track-changed', 'track-stopped']);
    });

    it('puts a telephone’s new stream in the place of the old one, in either codec', async () => {
      await enter('m', mina);
      const first = good(await enterByPhone());
      const second = good(await bridge.sendPhoneSound(peer('phone'), phone({ codec: 'PCMA', ssrc: 8_888 })));
      expect(second.track.trackId).not.toBe(first.track.trackId);
      expect(bridge.tracks(peer('m'))).toEqual([second.track]);
      good(await receive('m', second.track.trackId));
      expect(types()).toEqual(['track-started', 'track-stopped', 'track-started']);
    });

    it('R5: counts a telephone as a person', async () => {
      good(await enterByPhone());
      for (let n = 1; n < MAX_PARTICIPANTS; n++) good(bridge.admit(peer(`p${n}`), { role: 'manager', id: `m${n}` }));
      const full = { reason: 'full', of: 'persons', limit: MAX_PARTICIPANTS };
      expect(failureOf(bridge.admit(peer('p10'), { role: 'manager', id: 'm10' }))).toEqual(full);
    });

    it('R23: has telephones receive no picture that is for managers', async () => {
      await enter('m', mina);
      good(await enterByPhone());
      const camera = good(await send('m', 'camera', { audience: 'managers' }));
      expect(bridge.tracks(peer('phone'))).toEqual([]);
      good(await bridge.openTransport(peer('phone'), 'receive'));
      expect(failureOf(await receive('phone', camera.trackId))).toEqual({ reason: 'not-for-them' });
    });

    it('sends a room’s sound to one port, until it is told to stop or the room ends', async () => {
      await enter('m', mina);
      await send('m', 'microphone');
      const first = good(await bridge.hearRoom(ROOM, 40_002));
      expect(first).toEqual({ fromPort: expect.any(Number), payloadType: expect.any(Number) });
      good(await bridge.hearRoom(ROOM, 40_004));
      await send('m', 'microphone');
      bridge.stopHearing(ROOM);
      bridge.stopHearing(ROOM);
      good(await bridge.hearRoom(ROOM, 40_002));
      bridge.closeRoom(ROOM);
      bridge.stopHearing(ROOM);
      expect(failureOf(await bridge.hearRoom(ROOM, 40_002))).toEqual({ reason: 'gone', what: 'room' });
    });

    it('answers what no telephone’s stream is, and who is not there, by a failure', async () => {
      expect(failureOf(await bridge.sendPhoneSound(peer('phone'), phone()))).toEqual({ reason: 'gone', what: 'peer' });
      good(await enterByPhone());
      for (const bad of [{ ssrc: 0 }, { ssrc: 2 ** 32 }, { fromPort: 0 }, { fromPort: 70_000 }, { levelId: 15 }]) {
        const sent = await bridge.sendPhoneSound(peer('phone'), phone(bad));
        expect(failureOf(sent)).toMatchObject({ reason: 'unusable-terms' });
      }
      expect(failureOf(await bridge.hearRoom(ROOM, 0))).toMatchObject({ reason: 'unusable-terms' });
    });

    it('lets a telephone in anew where its room died', async () => {
      good(await enterByPhone());
      good(await bridge.hearRoom(ROOM, 40_002));
      await under.killWorkerOf(ROOM);
      expect(failureOf(await bridge.sendPhoneSound(peer('phone'), phone()))).toEqual({ reason: 'gone', what: 'peer' });
      good(await enterByPhone());
      good(await bridge.hearRoom(ROOM, 40_002));
    });

    it('says which room died with its worker, and opens it anew', async () => {
      await enter('m', mina);
      await send('m', 'microphone');
      await under.killWorkerOf(ROOM);
      expect(events.filter(({ type }) => type === 'room-lost')).toEqual([{ type: 'room-lost', roomId: ROOM }]);
      expect(bridge.peers(ROOM)).toEqual([]);
      await enter('m', mina);
      good(await send('m', 'microphone'));
    });

    it('tells nothing to who no longer listens, and is unavailable once closed', async () => {
      const heard: MediaEvent[] = [];
      const stop = bridge.listen((event) => heard.push(event));
      stop();
      stop();
      await enter('m', mina);
      await send('m', 'microphone');
      expect(heard).toEqual([]);
      await bridge.close();
      await bridge.close();
      expect(failureOf(await bridge.openRoom(ROOM))).toMatchObject({ reason: 'unavailable' });
      expect(bridge.status().state).not.toBe('available');
    });
  });
}

function good<Value>(result: MediaResult<Value>): Value {
  if (!result.ok) throw new Error(`the bridge refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}

const failureOf = (result: MediaResult<unknown>) => (result.ok ? null : result.failure);
