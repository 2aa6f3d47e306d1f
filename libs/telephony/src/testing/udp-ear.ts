import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { parseRtp, type RtpPacket } from '../rtp/packet.ts';

/** A port on loopback that keeps all packets that come, and sends some. */
export interface UdpEar {
  readonly port: number;
  readonly packets: readonly RtpPacket[];
  /** The same, as they came. */
  readonly bytes: readonly Buffer[];
  send(bytes: Buffer, port: number): void;
  close(): void;
}

export async function openUdpEar(host = '127.0.0.1'): Promise<UdpEar> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: 1 << 20 });
  const packets: RtpPacket[] = [];
  const bytes: Buffer[] = [];
  socket.on('message', (each) => {
    const packet = parseRtp(each);
    if (!packet) return;
    packets.push(packet);
    bytes.push(each);
  });
  socket.bind(0, host);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    packets,
    bytes,
    send: (message, port) => socket.send(message, port, host),
    close: () => socket.close(),
  };
}
