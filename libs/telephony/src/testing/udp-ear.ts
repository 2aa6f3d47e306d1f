import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { parseRtp, type RtpPacket } from '../rtp/packet.ts';

/** A port on loopback that keeps all packets that come, and sends some. */
export interface UdpEar {
  readonly port: number;
  readonly packets: readonly RtpPacket[];
  send(bytes: Buffer, port: number): void;
  close(): void;
}

export async function openUdpEar(): Promise<UdpEar> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  const packets: RtpPacket[] = [];
  socket.on('message', (bytes) => {
    const packet = parseRtp(bytes);
    if (packet) packets.push(packet);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    packets,
    send: (bytes, port) => socket.send(bytes, port, '127.0.0.1'),
    close: () => socket.close(),
  };
}
