import type { Person } from '../person.ts';

/** What a track carries. A screen is a track of its own, beside the camera's. */
export type TrackSource = 'microphone' | 'camera' | 'screen';
/** Whom a track may reach (R23). */
export type TrackAudience = 'everyone' | 'managers';
/** Seen from the peer. */
export type TransportDirection = 'send' | 'receive';

/**
 * What the WebRTC of a browser and that of the bridge tell each other. It is carried from one to the other, and nobody
 * between them reads it; the bridge takes it for what it is, which is unchecked input.
 */
export type WebRtcTerms = { readonly [key: string]: unknown };

/** One device of one person in a room. A person may have several. */
export interface PeerId {
  readonly roomId: string;
  readonly peerId: string;
}

/** What a peer sends. */
export interface MediaTrack {
  readonly trackId: string;
  readonly peerId: string;
  readonly person: Person;
  readonly source: TrackSource;
  readonly audience: TrackAudience;
  /** Nothing of it is passed on, as of a microphone that is off. */
  readonly paused: boolean;
}

/** What telephones speak: G.711, 8 kHz. */
export type PhoneCodec = 'PCMU' | 'PCMA';

/** A telephone's sound, as its line passes it on: a stream of RTP on this machine's loopback, which begins and ends with the call. */
export interface PhoneSound {
  readonly codec: PhoneCodec;
  /** Of all of its packets; it never changes. */
  readonly ssrc: number;
  /** The UDP port on 127.0.0.1 that it comes from. What comes from elsewhere is not its. */
  readonly fromPort: number;
  /** By which number a header extension of one byte (1 to 14) says in each packet how loud it is (RFC 6464). */
  readonly levelId: number;
}

/** A telephone's track, and the UDP port on 127.0.0.1 that its stream is to be sent to. */
export interface SentPhoneSound {
  readonly track: MediaTrack;
  readonly toPort: number;
}

/** What telephones hear of a room: Opus as RTP, from that UDP port on 127.0.0.1, by that payload type, each track by an SSRC of its own. */
export interface RoomSound {
  readonly fromPort: number;
  readonly payloadType: number;
}

/** A track on its way to one peer. */
export interface MediaReception {
  readonly receptionId: string;
  readonly track: MediaTrack;
  readonly terms: WebRtcTerms;
}

/** Of a picture that is sent in several sizes: the largest wanted, 0 the smallest; and likewise how many frames of it. */
export interface ReceptionLayers {
  readonly size: number;
  readonly frames: number | null;
}

/** How loud a microphone is, in dBov: 0 is the loudest there is, -127 silence. */
export interface AudioLevel {
  readonly peerId: string;
  readonly person: Person;
  readonly trackId: string;
  readonly level: number;
}

/**
 * Why the bridge did not do it.
 * - `unavailable`: no worker runs, or it died meanwhile. Ours to mend: try again.
 * - `gone`: there is no such thing, or no longer. The caller's to open anew.
 * - `full`: the caller would be one too many.
 * - `not-for-them`: the track is not for this peer's ears or eyes.
 * - `unusable-terms`: what the peer's WebRTC says cannot be used; `why` names what is wrong.
 */
export type MediaFailure =
  | { readonly reason: 'unavailable'; readonly why: string; readonly cause?: unknown }
  | { readonly reason: 'gone'; readonly what: 'room' | 'peer' | 'transport' | 'track' | 'reception' }
  | { readonly reason: 'full'; readonly of: 'persons' | 'devices'; readonly limit: number }
  | { readonly reason: 'not-for-them' }
  | { readonly reason: 'unusable-terms'; readonly why: string };

export type MediaResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: MediaFailure };

/** What happens in a room. `room-lost`: its worker died, and everything in it with it: whoever is in opens it anew. */
export type MediaEvent =
  | { readonly type: 'track-started'; readonly roomId: string; readonly track: MediaTrack }
  | { readonly type: 'track-changed'; readonly roomId: string; readonly track: MediaTrack }
  | { readonly type: 'track-stopped'; readonly roomId: string; readonly track: MediaTrack }
  | { readonly type: 'speaker-changed'; readonly roomId: string; readonly peerId: string; readonly person: Person }
  | { readonly type: 'audio-levels'; readonly roomId: string; readonly levels: readonly AudioLevel[] }
  | { readonly type: 'room-lost'; readonly roomId: string }
  | { readonly type: 'room-closed'; readonly roomId: string };

/** How the bridge is. `waiting`: no worker runs, and `why`; it takes one up as soon as there is one. */
export type MediaStatus =
  | { readonly state: 'available'; readonly workers: number; readonly rooms: number }
  | { readonly state: 'waiting'; readonly why: string };

/** How many devices of one person may be in a room at one time. */
export const MAX_DEVICES_PER_PERSON = 5;

/**
 * Carries sound and picture between who is in a meet. It knows no rules: who may come in, send and receive is asked of the
 * domain (`meet/media.ts`) before each call. What the bridge itself keeps to is that nobody receives what is not for them,
 * and that a room holds no more persons and devices than fit in. Nothing that can be expected throws, least of all bad terms.
 */
export interface MediaBridge {
  /**
   * Gets ready to carry media; until then `status` may be `waiting`. Resolves once that was tried: where it can be had at all,
   * the status is `available` by then. Safe to call again.
   */
  start(): Promise<void>;
  status(): MediaStatus;
  /** Opens the room where it is not, and says what its WebRTC can do. The same again while it is open. */
  openRoom(roomId: string): Promise<MediaResult<{ readonly capabilities: WebRtcTerms }>>;
  /** Everybody's transports and tracks end. Safe where there is no such room. */
  closeRoom(roomId: string): void;
  /** Lets a device in; who is in already stays in, with all they have. */
  admit(peer: PeerId, person: Person): MediaResult<null>;
  /** The peer's transports, tracks and receptions end. Safe where there is no such peer. */
  dismiss(peer: PeerId): void;
  /** The peers in the room, of one person or of all; empty where there is no such room. */
  peers(roomId: string): readonly { readonly peerId: string; readonly person: Person }[];
  /** What can be received in the room by this peer; empty where there is no such peer. */
  tracks(peer: PeerId): readonly MediaTrack[];
  /** Who speaks in the room, or spoke last, and still sends; null where nobody has, and where there is no such room. */
  speaker(roomId: string): Person | null;
  /** A new transport takes the place of the peer's older one in that direction, which ends with all it carried. */
  openTransport(peer: PeerId, direction: TransportDirection): Promise<MediaResult<OpenedTransport>>;
  /** Tells the transport how the peer will speak to it. The same again, once it is connected, changes nothing. */
  connectTransport(peer: PeerId, transportId: string, terms: WebRtcTerms): Promise<MediaResult<null>>;
  /** For a peer whose network has changed: new ICE terms, everything else stays. */
  restartIce(peer: PeerId, transportId: string): Promise<MediaResult<{ readonly ice: WebRtcTerms }>>;
  /** Begins a track on the peer's sending transport. It takes the place of what they sent of this source. */
  sendTrack(peer: PeerId, track: NewTrack): Promise<MediaResult<MediaTrack>>;
  /**
   * Begins the microphone of a peer that is on the telephone. It takes the place of what they sent of it, and ends with the peer. The peer
   * needs no transport and counts like any other.
   */
  sendPhoneSound(peer: PeerId, sound: PhoneSound): Promise<MediaResult<SentPhoneSound>>;
  /**
   * Sends what everybody's microphones say, now and later, to that UDP port on 127.0.0.1, for the ears of the telephones in the room.
   * R23: no camera and no screen. Nor what telephones say: their line hears it anyway. Another port takes the place of the older one; it ends
   * with the room.
   */
  hearRoom(roomId: string, toPort: number): Promise<MediaResult<RoomSound>>;
  /** Safe where nothing is sent. */
  stopHearing(roomId: string): void;
  /** Holds a person's tracks of that source back, or lets them through, whichever devices they come from. */
  holdTracks(roomId: string, person: Person, source: TrackSource, paused: boolean): Promise<void>;
  /** Ends a person's tracks of that source. */
  stopTracks(roomId: string, person: Person, source: TrackSource): void;
  /** Ends one track of this peer. Safe where there is no such track. */
  stopTrack(peer: PeerId, trackId: string): void;
  /**
   * Begins to receive, on the peer's receiving transport: held back until {@link MediaBridge.adjustReception} lets it through.
   * The same again is the same reception. `capabilities`: what the peer's WebRTC can take.
   */
  receiveTrack(peer: PeerId, trackId: string, capabilities: WebRtcTerms): Promise<MediaResult<MediaReception>>;
  adjustReception(peer: PeerId, receptionId: string, change: ReceptionChange): Promise<MediaResult<null>>;
  /** Called at once with each event; must not throw or wait. Answers how to stop, which is safe twice. */
  listen(listener: (event: MediaEvent) => void): () => void;
  /** Ends every room and worker; afterwards everything is `unavailable`. Safe to call twice. */
  close(): Promise<void>;
}

export interface OpenedTransport {
  readonly transportId: string;
  readonly terms: WebRtcTerms;
}

export interface NewTrack {
  readonly source: TrackSource;
  readonly audience: TrackAudience;
  readonly paused: boolean;
  readonly terms: WebRtcTerms;
}

/** What is left out stays as it is. */
export interface ReceptionChange {
  readonly paused?: boolean;
  readonly layers?: ReceptionLayers;
}
