import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** RTP from a port of its own on loopback, packet after packet. */
export interface PlainStream {
  readonly port: number;
  readonly ssrc: number;
  /** `quietness`: how loud it says that it is, by header extension 1, in dB below the loudest; silence where it is left out. */
  send(toPort: number, quietness?: number): void;
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
    send(toPort, quietness = 127) {
      sequence += 1;
      const packet = Buffer.alloc(180, 0xff);
      packet.writeUInt16BE(0x9000, 0);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(sequence * 160, 4);
      packet.writeUInt32BE(ssrc, 8);
      Buffer.from([0xbe, 0xde, 0, 1, 0x10, quietness, 0, 0]).copy(packet, 12);
      socket.send(packet, toPort, '127.0.0.1');
    },
    close: () => socket.close(),
  };
}
