import type { MediaResult, RoomSound } from '@meets/meet-domain';
import type { types } from 'mediasoup';
import type { PeerRoom, SentTrack } from './peer.ts';
import { openPhoneTransport } from './phone-transport.ts';
import { attempt, done, gone } from './results.ts';

const isOpus = ({ mimeType }: { readonly mimeType: string }): boolean => mimeType.toLowerCase() === 'audio/opus';

/** What telephones hear of a room: every microphone in it that speaks Opus, on one port of this machine. */
export class RoomEar {
  readonly #room: PeerRoom;
  readonly #transport: types.PlainTransport;
  /** Those that are heard, or soon will be. */
  readonly #heard = new Set<string>();
  readonly #capabilities: types.RtpCapabilities;

  static async open(room: PeerRoom, toPort: number): Promise<MediaResult<RoomEar>> {
    const opened = await openPhoneTransport(room.router, toPort, () => room.ended());
    return opened.ok ? done(new RoomEar(room, opened.value)) : opened;
  }

  private constructor(room: PeerRoom, transport: types.PlainTransport) {
    this.#room = room;
    this.#transport = transport;
    const opus = room.router.rtpCapabilities.codecs?.filter(isOpus) ?? [];
    this.#capabilities = { codecs: opus, headerExtensions: [] };
  }

  get sound(): RoomSound {
    const payloadType = this.#capabilities.codecs?.[0]?.preferredPayloadType ?? 0;
    return { fromPort: this.#transport.tuple.localPort, payloadType };
  }

  /** R23: nothing but a microphone; and only what is for everyone. Safe to call twice for a track. */
  async hear({ track, producer }: SentTrack): Promise<void> {
    if (track.source !== 'microphone' || track.audience !== 'everyone') return;
    if (!producer.rtpParameters.codecs.some(isOpus) || this.#heard.has(producer.id)) return;
    this.#heard.add(producer.id);
    const transport = this.#transport;
    const ended = () => this.#room.ended() ?? (producer.closed || transport.closed ? gone('track') : null);
    const heard = { producerId: producer.id, rtpCapabilities: this.#capabilities };
    // It may end meanwhile, and then there is nothing to be heard.
    await attempt(ended, () => transport.consume(heard));
  }

  /** Safe to call twice. */
  close(): void {
    this.#transport.close();
  }
}
