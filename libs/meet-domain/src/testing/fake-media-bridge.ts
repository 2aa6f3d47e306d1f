import {
  MAX_DEVICES_PER_PERSON,
  MAX_PARTICIPANTS,
  type MediaBridge,
  type MediaEvent,
  type MediaFailure,
  type MediaReception,
  type MediaResult,
  type MediaTrack,
  type PeerId,
  type Person,
  personKey,
  samePerson,
  type TransportDirection,
  type WebRtcTerms,
} from '../index.ts';

/** A bridge in memory, on which nothing is heard. Terms are good where their `usable` is true. */
export interface FakeMediaBridge extends MediaBridge {
  /** The rooms that are open now. */
  rooms(): readonly string[];
  /** As if the worker of every room died; where `forGood`, nothing is there until {@link FakeMediaBridge.recover}. */
  loseWorkers(forGood?: boolean): void;
  recover(): void;
  /** Somebody is heard. */
  speak(peer: PeerId): void;
  /** Where a room is heard by telephones; null where it is not. */
  ear(roomId: string): number | null;
}

interface Transport {
  readonly id: string;
  readonly direction: TransportDirection;
}
interface Peer {
  readonly peerId: string;
  readonly person: Person;
  readonly transports: Map<TransportDirection, Transport>;
  readonly tracks: Map<string, MediaTrack>;
  /** By track. */
  readonly receptions: Map<string, MediaReception>;
}
type Room = Map<string, Peer>;
/** The port that a fake sends a room's sound from, or takes a telephone's at; nobody is there. */
const NOBODYS_PORT = 9;

const done = <Value>(value: Value): MediaResult<Value> => ({ ok: true, value });
const failed = (failure: MediaFailure): { readonly ok: false; readonly failure: MediaFailure } => ({
  ok: false,
  failure,
});
const gone = (what: Extract<MediaFailure, { readonly reason: 'gone' }>['what']) => failed({ reason: 'gone', what });
const UNUSABLE = failed({ reason: 'unusable-terms', why: 'usable must be true' });
const UNAVAILABLE = failed({ reason: 'unavailable', why: 'the fake was told so' });

/** In memory, for tests; passes the media bridge's contract suite. */
export function fakeMediaBridge(): FakeMediaBridge {
  const rooms = new Map<string, Room>();
  const ears = new Map<string, number>();
  const speakers = new Map<string, PeerId>();
  const listeners = new Set<(event: MediaEvent) => void>();
  let available = true;
  let ids = 0;
  const newId = (kind: string): string => `${kind}-${++ids}`;
  const tell = (event: MediaEvent): void => [...listeners].forEach((listener) => listener(event));
  const peerOf = ({ roomId, peerId }: PeerId): Peer | null => rooms.get(roomId)?.get(peerId) ?? null;
  const trackIn = (roomId: string, trackId: string): MediaTrack | null =>
    [...(rooms.get(roomId)?.values() ?? [])].flatMap(({ tracks }) => tracks.get(trackId) ?? [])[0] ?? null;
  const stop = (roomId: string, { trackId, peerId }: MediaTrack): void => {
    const peer = peerOf({ roomId, peerId });
    const track = peer?.tracks.get(trackId);
    if (!peer || !track) return;
    peer.tracks.delete(trackId);
    for (const other of rooms.get(roomId)?.values() ?? []) other.receptions.delete(trackId);
    tell({ type: 'track-stopped', roomId, track });
  };
  const begin = (roomId: string, peer: Peer, what: Pick<MediaTrack, 'source' | 'audience' | 'paused'>): MediaTrack => {
    for (const old of [...peer.tracks.values()]) if (old.source === what.source) stop(roomId, old);
    const { peerId, person } = peer;
    const track = { trackId: newId('track'), peerId, person, ...what };
    peer.tracks.set(track.trackId, track);
    tell({ type: 'track-started', roomId, track });
    return track;
  };
  const stopAll = (roomId: string, peer: Peer): void =>
    [...peer.tracks.values()].forEach((track) => stop(roomId, track));
  const tracksOf = (roomId: string, person: Person, source: string): MediaTrack[] =>
    [...(rooms.get(roomId)?.values() ?? [])]
      .filter((peer) => samePerson(peer.person, person))
      .flatMap(({ tracks }) => [...tracks.values()].filter((track) => track.source === source));
  const usable = (terms: WebRtcTerms): boolean => terms['usable'] === true;
  const isFor = ({ audience }: MediaTrack, { person }: Peer): boolean =>
    audience === 'everyone' || person.role === 'manager';

  return {
    start: () => Promise.resolve(),
    status: () =>
      available ? { state: 'available', workers: 1, rooms: rooms.size } : { state: 'waiting', why: 'told so' },
    async openRoom(roomId) {
      if (!available) return UNAVAILABLE;
      if (!rooms.has(roomId)) rooms.set(roomId, new Map());
      return done({ capabilities: { usable: true } });
    },
    closeRoom(roomId) {
      const room = rooms.get(roomId);
      if (!room) return;
      for (const peer of room.values()) stopAll(roomId, peer);
      rooms.delete(roomId);
      ears.delete(roomId);
      tell({ type: 'room-closed', roomId });
    },
    admit({ roomId, peerId }, person) {
      const room = rooms.get(roomId);
      if (!room) return gone('room');
      if (room.has(peerId)) return done(null);
      const keys = [...room.values()].map((peer) => personKey(peer.person));
      const own = keys.filter((key) => key === personKey(person)).length;
      if (own === 0 && new Set(keys).size >= MAX_PARTICIPANTS) {
        return failed({ reason: 'full', of: 'persons', limit: MAX_PARTICIPANTS });
      }
      if (own >= MAX_DEVICES_PER_PERSON) {
        return failed({ reason: 'full', of: 'devices', limit: MAX_DEVICES_PER_PERSON });
      }
      room.set(peerId, { peerId, person, transports: new Map(), tracks: new Map(), receptions: new Map() });
      return done(null);
    },
    dismiss({ roomId, peerId }) {
      const peer = peerOf({ roomId, peerId });
      if (!peer) return;
      stopAll(roomId, peer);
      rooms.get(roomId)?.delete(peerId);
    },
    peers: (roomId) => [...(rooms.get(roomId)?.values() ?? [])].map(({ peerId, person }) => ({ peerId, person })),
    tracks(id) {
      const own = peerOf(id);
      if (!own) return [];
      const all = [...(rooms.get(id.roomId)?.values() ?? [])].flatMap(({ tracks }) => [...tracks.values()]);
      return all.filter((track) => track.peerId !== id.peerId && isFor(track, own));
    },
    speaker(roomId) {
      const id = speakers.get(roomId);
      return (id && peerOf(id)?.person) ?? null;
    },
    async openTransport(id, direction) {
      const peer = peerOf(id);
      if (!peer) return gone('peer');
      if (direction === 'send') stopAll(id.roomId, peer);
      else peer.receptions.clear();
      const transport = { id: newId('transport'), direction };
      peer.transports.set(direction, transport);
      return done({ transportId: transport.id, terms: { usable: true } });
    },
    async connectTransport(id, transportId, terms) {
      if (!transportIn(peerOf(id), transportId)) return gone('transport');
      return usable(terms) ? done(null) : UNUSABLE;
    },
    async restartIce(id, transportId) {
      return transportIn(peerOf(id), transportId) ? done({ ice: { fresh: newId('ice') } }) : gone('transport');
    },
    async sendTrack(id, { source, audience, paused, terms }) {
      const peer = peerOf(id);
      if (!peer) return gone('peer');
      if (!peer.transports.has('send')) return gone('transport');
      if (!usable(terms)) return UNUSABLE;
      return done(begin(id.roomId, peer, { source, audience, paused }));
    },
    async sendPhoneSound(id, { ssrc, fromPort, levelId }) {
      const peer = peerOf(id);
      if (!peer) return gone('peer');
      if (!isSsrc(ssrc) || !isPort(fromPort) || !isLevelId(levelId))
        return failed({ reason: 'unusable-terms', why: 'no such stream' });
      const track = begin(id.roomId, peer, { source: 'microphone', audience: 'everyone', paused: false });
      return done({ track, toPort: NOBODYS_PORT });
    },
    async hearRoom(roomId, toPort) {
      if (!rooms.has(roomId)) return gone('room');
      if (!isPort(toPort)) return failed({ reason: 'unusable-terms', why: 'no such port' });
      ears.set(roomId, toPort);
      return done({ fromPort: NOBODYS_PORT, payloadType: 100 });
    },
    stopHearing: (roomId) => void ears.delete(roomId),
    async holdTracks(roomId, person, source, paused) {
      for (const old of tracksOf(roomId, person, source)) {
        if (old.paused === paused) continue;
        const track = { ...old, paused };
        peerOf({ roomId, peerId: old.peerId })?.tracks.set(old.trackId, track);
        tell({ type: 'track-changed', roomId, track });
      }
    },
    stopTracks: (roomId, person, source) => tracksOf(roomId, person, source).forEach((track) => stop(roomId, track)),
    stopTrack(id, trackId) {
      const track = peerOf(id)?.tracks.get(trackId);
      if (track) stop(id.roomId, track);
    },
    async receiveTrack(id, trackId, capabilities) {
      const peer = peerOf(id);
      if (!peer) return gone('peer');
      if (!peer.transports.has('receive')) return gone('transport');
      const track = trackIn(id.roomId, trackId);
      if (!track || track.peerId === id.peerId) return gone('track');
      if (!isFor(track, peer)) return failed({ reason: 'not-for-them' });
      if (!usable(capabilities)) return UNUSABLE;
      const known = peer.receptions.get(trackId);
      const reception = known ?? { receptionId: newId('reception'), track, terms: { usable: true } };
      peer.receptions.set(trackId, reception);
      return done({ ...reception, track });
    },
    async adjustReception(id, receptionId) {
      const known = [...(peerOf(id)?.receptions.values() ?? [])].some((one) => one.receptionId === receptionId);
      return known ? done(null) : gone('reception');
    },
    listen(listener) {
      // A listener of its own, so that two who listen with one function are two.
      const own = (event: MediaEvent): void => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async close() {
      rooms.clear();
      ears.clear();
      available = false;
    },
    rooms: () => [...rooms.keys()],
    ear: (roomId) => ears.get(roomId) ?? null,
    loseWorkers(forGood = false) {
      available = !forGood;
      const lost = [...rooms.keys()];
      rooms.clear();
      ears.clear();
      for (const roomId of lost) tell({ type: 'room-lost', roomId });
    },
    recover: () => void (available = true),
    speak(id) {
      const person = peerOf(id)?.person;
      if (!person) return;
      speakers.set(id.roomId, id);
      tell({ type: 'speaker-changed', roomId: id.roomId, peerId: id.peerId, person });
    },
  };
}

const transportIn = (peer: Peer | null, transportId: string): boolean =>
  [...(peer?.transports.values() ?? [])].some(({ id }) => id === transportId);
const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 2 ** 16;
const isLevelId = (id: number): boolean => Number.isInteger(id) && id >= 1 && id <= 14;
const isSsrc = (ssrc: number): boolean => Number.isInteger(ssrc) && ssrc > 0 && ssrc < 2 ** 32;
