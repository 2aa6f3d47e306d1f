import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** RTP from a port of its own on loopback: silence, packet after packet. */
export interface PlainStream {
  readonly port: number;
  readonly ssrc: number;
  send(toPort: number): void;
  close(): void;
}

export async function openPlainStream(ssrc: number): Promise<PlainStream> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let sequence = 0;
  return {
    port: socket.address().port,
    ssrc,
    send(toPort) {
      sequence += 1;
      const packet = Buffer.alloc(172, 0xff);
      packet.writeUInt16BE(0x8000, 0);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(sequence * 160, 4);
      packet.writeUInt32BE(ssrc, 8);
      socket.send(packet, toPort, '127.0.0.1');
    },
    close: () => socket.close(),
  };
}
