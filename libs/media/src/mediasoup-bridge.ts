import type {
  MediaBridge,
  MediaEvent,
  MediaResult,
  MediaStatus,
  MediaTrack,
  NewTrack,
  PeerId,
  Person,
  PhoneSound,
  ReceptionChange,
  RoomSound,
  SentPhoneSound,
  TrackAudience,
  TrackSource,
  TransportDirection,
  WebRtcTerms,
} from '@meets/meet-domain';
import type { Peer } from './peer.ts';
import { attempt, done, failed, gone } from './results.ts';
import { Room } from './room.ts';
import { type PoolOptions, type RunningWorker, WorkerPool } from './worker-pool.ts';

export type MediasoupBridgeOptions = PoolOptions;

/** No worker runs until `start`; what dies is started anew until `close`. */
export const openMediasoupBridge = (options: MediasoupBridgeOptions): MediasoupBridge => new MediasoupBridge(options);

/** {@link MediaBridge} by mediasoup: rooms are routers, spread over its workers. */
class MediasoupBridge implements MediaBridge {
  readonly #rooms = new Map<string, Room>();
  /** Those that are being opened, so that two who open one open one. */
  readonly #opening = new Map<string, Promise<MediaResult<Room>>>();
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #pool: WorkerPool;

  constructor(options: MediasoupBridgeOptions) {
    this.#pool = new WorkerPool(options, (dead) => this.#loseRoomsOf(dead));
  }

  start(): Promise<void> {
    return this.#pool.start();
  }

  status(): MediaStatus {
    const workers = this.#pool.running.length;
    return workers > 0
      ? { state: 'available', workers, rooms: this.#rooms.size }
      : { state: 'waiting', why: this.#pool.why };
  }

  async openRoom(roomId: string): Promise<MediaResult<{ readonly capabilities: WebRtcTerms }>> {
    const known = this.#rooms.get(roomId);
    const opened = known ? done(known) : await this.#openOnce(roomId);
    return opened.ok ? done({ capabilities: { ...opened.value.router.rtpCapabilities } }) : opened;
  }

  closeRoom(roomId: string): void {
    this.#rooms.get(roomId)?.close();
    this.#rooms.delete(roomId);
  }

  admit({ roomId, peerId }: PeerId, person: Person): MediaResult<null> {
    return this.#rooms.get(roomId)?.admit(peerId, person) ?? gone('room');
  }

  dismiss({ roomId, peerId }: PeerId): void {
    this.#rooms.get(roomId)?.dismiss(peerId);
  }

  peers(roomId: string): readonly { readonly peerId: string; readonly person: Person }[] {
    return this.#rooms.get(roomId)?.peers.map(({ peerId, person }) => ({ peerId, person })) ?? [];
  }

  tracks(id: PeerId): readonly MediaTrack[] {
    const own = this.#peer(id);
    if (!own) return [];
    const all = this.#rooms.get(id.roomId)?.tracks ?? [];
    return all.filter(({ peerId, audience }) => peerId !== id.peerId && isFor(audience, own));
  }

  speaker(roomId: string): Person | null {
    return this.#rooms.get(roomId)?.speaker ?? null;
  }

  async openTransport(id: PeerId, direction: TransportDirection) {
    return this.#peer(id)?.openTransport(direction) ?? gone('peer');
  }

  async connectTransport(id: PeerId, transportId: string, terms: WebRtcTerms) {
    return this.#peer(id)?.connectTransport(transportId, terms) ?? gone('peer');
  }

  async restartIce(id: PeerId, transportId: string) {
    return this.#peer(id)?.restartIce(transportId) ?? gone('peer');
  }

  async sendTrack(id: PeerId, track: NewTrack): Promise<MediaResult<MediaTrack>> {
    const sent = (await this.#peer(id)?.send(track)) ?? gone('peer');
    if (!sent.ok) return sent;
    await this.#rooms.get(id.roomId)?.announce(sent.value);
    return done(sent.value.track);
  }

  async sendPhoneSound(id: PeerId, sound: PhoneSound): Promise<MediaResult<SentPhoneSound>> {
    const sent = (await this.#peer(id)?.sendPhoneSound(sound)) ?? gone('peer');
    if (!sent.ok) return sent;
    await this.#rooms.get(id.roomId)?.announce(sent.value.sent);
    return done({ track: sent.value.sent.track, toPort: sent.value.toPort });
  }

  async hearRoom(roomId: string, toPort: number): Promise<MediaResult<RoomSound>> {
    return this.#rooms.get(roomId)?.hear(toPort) ?? gone('room');
  }

  stopHearing(roomId: string): void {
    this.#rooms.get(roomId)?.stopHearing();
  }

  async holdTracks(roomId: string, person: Person, source: TrackSource, paused: boolean): Promise<void> {
    await this.#rooms.get(roomId)?.hold(person, source, paused);
  }

  stopTracks(roomId: string, person: Person, source: TrackSource): void {
    this.#rooms.get(roomId)?.stop(person, source);
  }

  stopTrack(id: PeerId, trackId: string): void {
    this.#peer(id)?.stop(trackId);
  }

  async receiveTrack(id: PeerId, trackId: string, capabilities: WebRtcTerms) {
    const own = this.#peer(id);
    if (!own) return gone('peer');
    const sent = this.#rooms.get(id.roomId)?.sent(trackId);
    // One's own is nothing to receive.
    const from = sent && sent.track.peerId !== id.peerId ? sent : null;
    return from && !isFor(from.track.audience, own)
      ? failed({ reason: 'not-for-them' })
      : own.receive(from, capabilities);
  }

  async adjustReception(id: PeerId, receptionId: string, change: ReceptionChange) {
    return this.#peer(id)?.adjust(receptionId, change) ?? gone('peer');
  }

  listen(listener: (event: MediaEvent) => void): () => void {
    // A listener of its own, so that two who listen with one function are two.
    const own = (event: MediaEvent): void => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  async close(): Promise<void> {
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
    await this.#pool.close();
  }

  #openOnce(roomId: string): Promise<MediaResult<Room>> {
    const under = this.#opening.get(roomId) ?? this.#open(roomId).finally(() => this.#opening.delete(roomId));
    this.#opening.set(roomId, under);
    return under;
  }

  async #open(roomId: string): Promise<MediaResult<Room>> {
    const [running] = this.#pool.running.toSorted((a, b) => this.#loadOf(a) - this.#loadOf(b));
    const unavailable = () => failed({ reason: 'unavailable', why: this.#pool.why });
    if (!running) return unavailable();
    const ended = () => (running.worker.closed ? unavailable() : null);
    const opened = await attempt(ended, () => Room.open(roomId, running, (event) => this.#tell(event)));
    if (opened.ok) this.#rooms.set(roomId, opened.value);
    return opened;
  }

  #loadOf(running: RunningWorker): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + (room.running === running ? room.load : 0), 0);
  }

  #loseRoomsOf(dead: RunningWorker): void {
    for (const room of [...this.#rooms.values()].filter(({ running }) => running === dead)) {
      this.#rooms.delete(room.roomId);
      room.lose();
    }
  }

  #peer({ roomId, peerId }: PeerId): Peer | undefined {
    return this.#rooms.get(roomId)?.peer(peerId);
  }

  #tell(event: MediaEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

export type { MediasoupBridge };

const isFor = (audience: TrackAudience, { person }: Peer): boolean =>
  audience === 'everyone' || person.role === 'manager';
