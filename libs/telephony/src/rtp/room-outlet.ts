import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Codec } from '../sdp/sound-description.ts';
import { addressLookup } from './address-lookup.ts';
import { encodeG711, type Samples, SILENT_TICK } from './g711.ts';
import { levelExtension } from './loudness.ts';
import { RtpStream } from './rtp-stream.ts';

/** RFC 3551 §6. */
export const PAYLOAD_TYPE: Readonly<Record<Codec, number>> = { PCMU: 0, PCMA: 8 };
const LOOPBACK = '127.0.0.1';

/**
 * A telephone's sound on its way to a room on this machine: one steady stream of ours, 20 ms a packet, whatever its telephone and the
 * network do. So a room needs to know one SSRC, which never changes; sessions descriptions rarely name theirs, and carriers change it in mid-call.
 */
export class RoomOutlet {
  readonly codec: Codec;
  /** Where it sends from. */
  readonly port: number;
  /** By which number each packet's header says how loud it is; any from 1 to 14 does. */
  readonly levelId = 1;
  private readonly stream = new RtpStream();
  private readonly socket: Socket;
  private toPort: number | null = null;
  private closed = false;

  constructor(socket: Socket, codec: Codec) {
    this.socket = socket;
    this.port = socket.address().port;
    this.codec = codec;
    // A room that is gone is heard of elsewhere; what is sent to it meanwhile is lost.
    socket.on('error', () => undefined);
  }

  get ssrc(): number {
    return this.stream.ssrc;
  }

  /** Where to; nothing is sent before. Another port takes the place of the older one. */
  sendTo(port: number): void {
    this.toPort = port;
  }

  /** Once a tick; null is silence. */
  send(samples: Samples | null): void {
    if (this.toPort === null || this.closed) return;
    const payload = samples ? encodeG711(this.codec, samples) : SILENT_TICK[this.codec];
    const extension = levelExtension(this.levelId, samples);
    const packet = this.stream.stamp({ payloadType: PAYLOAD_TYPE[this.codec], payload, extension });
    this.socket.send(packet, this.toPort, LOOPBACK);
    this.stream.tick();
  }

  /** Safe to call twice. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
  }
}

export async function openRoomOutlet(codec: Codec): Promise<RoomOutlet> {
  const socket = createSocket({ type: 'udp4', lookup: addressLookup });
  // It listens at once: nothing has to be looked up.
  const listening = once(socket, 'listening');
  socket.bind(0, LOOPBACK);
  await listening;
  return new RoomOutlet(socket, codec);
}
