import type {
  MediaReception,
  MediaResult,
  MediaTrack,
  NewTrack,
  OpenedTransport,
  Person,
  PhoneSound,
  ReceptionChange,
  TransportDirection,
  WebRtcTerms,
} from '@meets/meet-domain';
import type { types } from 'mediasoup';
import { openPhoneTransport, phoneTerms, whyNoStream } from './phone-transport.ts';
import { attempt, done, type Failed, failed, gone, unusable } from './results.ts';
import type { RunningWorker } from './worker-pool.ts';

/** What one peer may send at most, sound, camera and screen together, in bits a second. */
export const MAX_INCOMING_BITRATE_BPS = 6_000_000;
/** What a transport is taken to bear before it has shown what it does, in bits a second. */
export const FIRST_OUTGOING_BITRATE_BPS = 1_000_000;
/** In how many sizes at once a picture may be sent. */
export const MAX_ENCODINGS = 4;

/** A track, and what sends it. */
export interface SentTrack {
  track: MediaTrack;
  readonly producer: types.Producer;
}

interface Link {
  readonly transport: types.WebRtcTransport;
  /** What it was connected with; null: it is not. */
  connectedWith: string | null;
}
interface Reception {
  readonly consumer: types.Consumer;
  readonly from: SentTrack;
}

/** What peers are made in. */
export interface PeerRoom {
  readonly router: types.Router;
  readonly running: RunningWorker;
  /** Why nothing can be asked of the room any more; null where it can. */
  ended(): Failed | null;
}

/** One device in a room: its transports, what it sends and what it receives. Closed with its room. */
export class Peer {
  readonly peerId: string;
  readonly person: Person;
  readonly sent = new Map<string, SentTrack>();
  readonly #room: PeerRoom;
  readonly #onStopped: (track: MediaTrack) => void;
  readonly #links = new Map<TransportDirection, Link>();
  readonly #receptions = new Map<string, Reception>();
  /** Where the sound of a telephone comes in. */
  #phone: types.PlainTransport | null = null;
  #closed = false;

  /** `onStopped` is told of each track that ends, once. */
  constructor(room: PeerRoom, peerId: string, person: Person, onStopped: (track: MediaTrack) => void) {
    this.#room = room;
    this.peerId = peerId;
    this.person = person;
    this.#onStopped = onStopped;
  }

  async openTransport(direction: TransportDirection): Promise<MediaResult<OpenedTransport>> {
    const opened = await attempt(this.#ended, () => this.#newTransport(direction));
    if (!opened.ok) return opened;
    const transport = opened.value;
    this.#closeLink(direction);
    this.#links.set(direction, { transport, connectedWith: null });
    const { iceParameters, iceCandidates, dtlsParameters } = transport;
    return done({ transportId: transport.id, terms: { iceParameters, iceCandidates, dtlsParameters } });
  }

  async connectTransport(transportId: string, terms: WebRtcTerms): Promise<MediaResult<null>> {
    const link = this.#linkOf(transportId);
    if (!link) return gone('transport');
    const written = JSON.stringify(terms);
    if (link.connectedWith !== null) {
      return link.connectedWith === written
        ? done(null)
        : unusable('the transport is connected already, by other terms');
    }
    link.connectedWith = written;
    const dtlsParameters = terms as unknown as types.DtlsParameters;
    const ended = () => this.#ended() ?? (link.transport.closed ? gone('transport') : null);
    const connected = await attempt(ended, () => link.transport.connect({ dtlsParameters }));
    if (connected.ok) return done(null);
    link.connectedWith = null;
    return connected;
  }

  async restartIce(transportId: string): Promise<MediaResult<{ readonly ice: WebRtcTerms }>> {
    const link = this.#linkOf(transportId);
    if (!link) return gone('transport');
    const ended = () => this.#ended() ?? (link.transport.closed ? gone('transport') : null);
    const restarted = await attempt(ended, () => link.transport.restartIce());
    return restarted.ok ? done({ ice: { ...restarted.value } }) : restarted;
  }

  async send({ source, audience, paused, terms }: NewTrack): Promise<MediaResult<SentTrack>> {
    const link = this.#links.get('send');
    if (!link) return gone('transport');
    const why = whyUnusable(terms);
    if (why !== null) return unusable(why);
    const rtpParameters = terms as unknown as types.RtpParameters;
    return this.#produce(link.transport, rtpParameters, { source, audience, paused });
  }

  /** A telephone's: on a transport of its own, which takes the place of the older one. */
  async sendPhoneSound(sound: PhoneSound): Promise<MediaResult<{ readonly sent: SentTrack; readonly toPort: number }>> {
    const why = whyNoStream(sound);
    if (why !== null) return unusable(why);
    const opened = await openPhoneTransport(this.#room.router, sound.fromPort, this.#ended);
    if (!opened.ok) return opened;
    const transport = opened.value;
    const what = { source: 'microphone', audience: 'everyone', paused: false } as const;
    const produced = await this.#produce(transport, phoneTerms(sound), what);
    if (!produced.ok) {
      transport.close();
      return produced;
    }
    this.#phone?.close();
    this.#phone = transport;
    return done({ sent: produced.value, toPort: transport.tuple.localPort });
  }

  /** Safe where there is no such track. */
  stop(trackId: string): void {
    const sent = this.sent.get(trackId);
    if (!sent) return;
    this.sent.delete(trackId);
    sent.producer.close();
    this.#onStopped(sent.track);
  }

  /** `from`: null where there is no such track for this peer. */
  async receive(from: SentTrack | null, capabilities: WebRtcTerms): Promise<MediaResult<MediaReception>> {
    const link = this.#links.get('receive');
    if (!link) return gone('transport');
    if (!from) return gone('track');
    const known = this.#receptionOf(from);
    if (known) return done(receptionOf(known));
    const rtpCapabilities = capabilities as unknown as types.RtpCapabilities;
    const producerId = from.producer.id;
    if (!this.#room.router.canConsume({ producerId, rtpCapabilities })) {
      return unusable('these capabilities do not cover how the track is sent');
    }
    const ended = () =>
      this.#ended() ?? (link.transport.closed ? gone('transport') : from.producer.closed ? gone('track') : null);
    const consumed = await attempt(ended, () => link.transport.consume({ producerId, rtpCapabilities, paused: true }));
    return consumed.ok ? done(receptionOf(this.#kept({ consumer: consumed.value, from }))) : consumed;
  }

  async adjust(receptionId: string, { paused, layers }: ReceptionChange): Promise<MediaResult<null>> {
    const consumer = this.#receptions.get(receptionId)?.consumer;
    if (!consumer || consumer.closed) return gone('reception');
    const ended = () => this.#ended() ?? (consumer.closed ? gone('reception') : null);
    const adjusted = await attempt(ended, async () => {
      if (layers && consumer.type !== 'simple') {
        const { size, frames } = layers;
        await consumer.setPreferredLayers({ spatialLayer: size, ...(frames !== null && { temporalLayer: frames }) });
      }
      if (paused !== undefined) await (paused ? consumer.pause() : consumer.resume());
    });
    return adjusted.ok ? done(null) : adjusted;
  }

  /** Ends its tracks, telling of each, and its transports. Safe to call twice. */
  close(): void {
    this.#closed = true;
    for (const direction of [...this.#links.keys()]) this.#closeLink(direction);
    // What a telephone sends comes in by no link.
    for (const trackId of [...this.sent.keys()]) this.stop(trackId);
    this.#phone?.close();
  }

  readonly #ended = (): Failed | null => this.#room.ended() ?? (this.#closed ? gone('peer') : null);

  async #produce(
    transport: types.Transport,
    rtpParameters: types.RtpParameters,
    { source, audience, paused }: Omit<NewTrack, 'terms'>,
  ): Promise<MediaResult<SentTrack>> {
    const replace = (): void => this.#sentOf(source).forEach((old) => this.stop(old.track.trackId));
    const kind = source === 'microphone' ? 'audio' : 'video';
    const ended = () => this.#ended() ?? (transport.closed ? gone('transport') : null);
    // Before, because two tracks of one device may have equal ids; after, because another may have come meanwhile.
    replace();
    const produced = await attempt(ended, () => transport.produce({ kind, rtpParameters, paused }));
    if (!produced.ok) return produced;
    replace();
    const producer = produced.value;
    const track = { trackId: producer.id, peerId: this.peerId, person: this.person, source, audience, paused };
    const sent = { track, producer };
    this.sent.set(producer.id, sent);
    return done(sent);
  }

  async #newTransport(direction: TransportDirection): Promise<types.WebRtcTransport> {
    const transport = await this.#room.router.createWebRtcTransport({
      webRtcServer: this.#room.running.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: FIRST_OUTGOING_BITRATE_BPS,
    });
    if (this.#ended()) transport.close();
    else if (direction === 'send') await transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE_BPS);
    return transport;
  }

  #closeLink(direction: TransportDirection): void {
    if (direction === 'send') for (const trackId of [...this.sent.keys()]) this.stop(trackId);
    else this.#receptions.clear();
    this.#links.get(direction)?.transport.close();
    this.#links.delete(direction);
  }

  #linkOf(transportId: string): Link | undefined {
    return [...this.#links.values()].find(({ transport }) => transport.id === transportId);
  }

  #sentOf(source: MediaTrack['source']): readonly SentTrack[] {
    return [...this.sent.values()].filter(({ track }) => track.source === source);
  }

  #receptionOf({ producer }: SentTrack): Reception | undefined {
    return [...this.#receptions.values()].find(
      ({ consumer }) => consumer.producerId === producer.id && !consumer.closed,
    );
  }

  /** Of two that were asked for at one time, the first stays. */
  #kept(reception: Reception): Reception {
    const known = this.#receptionOf(reception.from);
    const { consumer } = reception;
    if (known) {
      consumer.close();
      return known;
    }
    this.#receptions.set(consumer.id, reception);
    consumer.on('producerclose', () => this.#receptions.delete(consumer.id));
    return reception;
  }
}

const receptionOf = ({ consumer, from }: Reception): MediaReception => ({
  receptionId: consumer.id,
  track: from.track,
  terms: { kind: consumer.kind, rtpParameters: consumer.rtpParameters, type: consumer.type },
});

/** What mediasoup would let pass. */
function whyUnusable({ encodings }: WebRtcTerms): string | null {
  return Array.isArray(encodings) && encodings.length > MAX_ENCODINGS
    ? `at most ${MAX_ENCODINGS} encodings can be sent at once`
    : null;
}

/** For who asks a room that is lost or closed. */
export const ROOM_GONE = gone('room');
export const ROOM_LOST = failed({ reason: 'unavailable', why: 'the room’s worker died; open the room anew' });
