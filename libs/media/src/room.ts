import {
  MAX_DEVICES_PER_PERSON,
  MAX_PARTICIPANTS,
  type MediaEvent,
  type MediaResult,
  type MediaTrack,
  type Person,
  personKey,
  type RoomSound,
  samePerson,
  type TrackSource,
} from '@meets/meet-domain';
import type { types } from 'mediasoup';
import { ROOM_CODECS } from './codecs.ts';
import { Peer, type PeerRoom, ROOM_GONE, ROOM_LOST, type SentTrack } from './peer.ts';
import { done, type Failed, failed } from './results.ts';
import { RoomEar } from './room-ear.ts';
import type { RunningWorker } from './worker-pool.ts';

/** How often a room says how loud who is. */
export const AUDIO_LEVELS_EVERY_MS = 500;
/** How often a room looks who speaks. */
export const SPEAKER_EVERY_MS = 300;
/** What is not louder than this, in dBov, is no sound. */
export const SILENCE_DBOV = -70;

type Tell = (event: MediaEvent) => void;

/** A meet's media, on one worker. */
export class Room implements PeerRoom {
  readonly roomId: string;
  readonly router: types.Router;
  readonly running: RunningWorker;
  readonly #peers = new Map<string, Peer>();
  readonly #observers: readonly types.RtpObserver[];
  readonly #tell: Tell;
  #ear: RoomEar | null = null;
  /** The track of who spoke last. */
  #spokenOn: string | null = null;
  #end: Failed | null = null;

  /** Rejects where the worker dies meanwhile. */
  static async open(roomId: string, running: RunningWorker, tell: Tell): Promise<Room> {
    const router = await running.worker.createRouter({ mediaCodecs: ROOM_CODECS });
    const levels = await router.createAudioLevelObserver({
      maxEntries: MAX_PARTICIPANTS,
      threshold: SILENCE_DBOV,
      interval: AUDIO_LEVELS_EVERY_MS,
    });
    const speaker = await router.createActiveSpeakerObserver({ interval: SPEAKER_EVERY_MS });
    const room = new Room(roomId, running, router, [levels, speaker], tell);
    levels.on('volumes', (volumes) => room.#tellLevels(volumes));
    levels.on('silence', () => tell({ type: 'audio-levels', roomId, levels: [] }));
    speaker.on('dominantspeaker', ({ producer }) => room.#tellSpeaker(producer));
    return room;
  }

  private constructor(
    roomId: string,
    running: RunningWorker,
    router: types.Router,
    observers: readonly types.RtpObserver[],
    tell: Tell,
  ) {
    this.roomId = roomId;
    this.running = running;
    this.router = router;
    this.#observers = observers;
    this.#tell = tell;
  }

  /** How much work the room is to its worker, next to others: every peer may receive of every other. */
  get load(): number {
    return 1 + this.#peers.size ** 2;
  }

  get peers(): readonly Peer[] {
    return [...this.#peers.values()];
  }

  peer(peerId: string): Peer | undefined {
    return this.#peers.get(peerId);
  }

  get tracks(): readonly MediaTrack[] {
    return this.peers.flatMap(({ sent }) => [...sent.values()].map(({ track }) => track));
  }

  get speaker(): Person | null {
    return (this.#spokenOn === null ? undefined : this.sent(this.#spokenOn))?.track.person ?? null;
  }

  ended(): Failed | null {
    return this.#end;
  }

  admit(peerId: string, person: Person): MediaResult<null> {
    if (this.#peers.has(peerId)) return done(null);
    const refusal = this.#whyFull(person);
    if (refusal) return refusal;
    const stopped = (track: MediaTrack): void => this.#tell({ type: 'track-stopped', roomId: this.roomId, track });
    this.#peers.set(peerId, new Peer(this, peerId, person, stopped));
    return done(null);
  }

  dismiss(peerId: string): void {
    this.#peers.get(peerId)?.close();
    this.#peers.delete(peerId);
  }

  sent(trackId: string): SentTrack | undefined {
    return this.peers.map(({ sent }) => sent.get(trackId)).find((found) => found !== undefined);
  }

  /** Tells everybody of a track that began. */
  async announce(sent: SentTrack): Promise<void> {
    this.#tell({ type: 'track-started', roomId: this.roomId, track: sent.track });
    if (sent.track.source !== 'microphone') return;
    await this.#ear?.hear(sent);
    for (const observer of this.#observers) {
      if (!sent.producer.closed) await observer.addProducer({ producerId: sent.producer.id });
    }
  }

  /** Sends what microphones say to that port, now and later, instead of to another. */
  async hear(toPort: number): Promise<MediaResult<RoomSound>> {
    const opened = await RoomEar.open(this, toPort);
    if (!opened.ok) return opened;
    this.#ear?.close();
    const ear = opened.value;
    this.#ear = ear;
    for (const { sent } of this.peers) for (const each of sent.values()) await ear.hear(each);
    return this.#end ?? done(ear.sound);
  }

  stopHearing(): void {
    this.#ear?.close();
    this.#ear = null;
  }

  async hold(person: Person, source: TrackSource, paused: boolean): Promise<void> {
    for (const sent of this.#sentBy(person, source)) {
      if (sent.track.paused === paused) continue;
      sent.track = { ...sent.track, paused };
      this.#tell({ type: 'track-changed', roomId: this.roomId, track: sent.track });
      if (!sent.producer.closed) await (paused ? sent.producer.pause() : sent.producer.resume());
    }
  }

  stop(person: Person, source: TrackSource): void {
    for (const { track } of this.#sentBy(person, source)) this.#peers.get(track.peerId)?.stop(track.trackId);
  }

  /** Everything in it ends. Safe to call twice. */
  close(): void {
    if (this.#end) return;
    this.#end = ROOM_GONE;
    for (const peerId of [...this.#peers.keys()]) this.dismiss(peerId);
    this.router.close();
    this.#tell({ type: 'room-closed', roomId: this.roomId });
  }

  /** Its worker is dead, and all that was in it. */
  lose(): void {
    if (this.#end) return;
    this.#end = ROOM_LOST;
    this.#peers.clear();
    this.#tell({ type: 'room-lost', roomId: this.roomId });
  }

  #whyFull(person: Person): Failed | null {
    const keys = this.peers.map((peer) => personKey(peer.person));
    const devices = keys.filter((key) => key === personKey(person)).length;
    if (devices >= MAX_DEVICES_PER_PERSON) {
      return failed({ reason: 'full', of: 'devices', limit: MAX_DEVICES_PER_PERSON });
    }
    return devices === 0 && new Set(keys).size >= MAX_PARTICIPANTS
      ? failed({ reason: 'full', of: 'persons', limit: MAX_PARTICIPANTS })
      : null;
  }

  #sentBy(person: Person, source: TrackSource): readonly SentTrack[] {
    return this.peers
      .filter((peer) => samePerson(peer.person, person))
      .flatMap(({ sent }) => [...sent.values()].filter(({ track }) => track.source === source));
  }

  #tellLevels(volumes: readonly types.AudioLevelObserverVolume[]): void {
    const levels = volumes.flatMap(({ producer, volume }) => {
      const track = this.sent(producer.id)?.track;
      return track ? [{ peerId: track.peerId, person: track.person, trackId: track.trackId, level: volume }] : [];
    });
    this.#tell({ type: 'audio-levels', roomId: this.roomId, levels });
  }

  #tellSpeaker(producer: types.Producer): void {
    const track = this.sent(producer.id)?.track;
    if (!track) return;
    this.#spokenOn = track.trackId;
    this.#tell({ type: 'speaker-changed', roomId: this.roomId, peerId: track.peerId, person: track.person });
  }
}
