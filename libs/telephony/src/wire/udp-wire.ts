import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { familyOf, type Flow } from '../sip/flow.ts';
import { hostOf } from '../sip/via.ts';
import { KEEP_ALIVE } from './framing.ts';
import type { ListenAddress, Wire, WireEars } from './wire.ts';

/** Listens on UDP. Rejects where the address cannot be had. */
export async function openUdpWire({ port, ...at }: ListenAddress, ears: Pick<WireEars, 'receive'>): Promise<Wire> {
  const { host, advertisedHost } = at;
  const family = familyOf(host);
  const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', ipv6Only: family === 6 });
  let open = true;
  let sending = 0;
  let sent: (() => void) | null = null;
  socket.bind(port, host);
  await once(socket, 'listening');
  const local = socket.address();
  const flow = (remoteAddress: string, remotePort: number): Flow => ({
    transport: 'UDP',
    remoteAddress,
    remotePort,
    at,
    localHost: hostOf(advertisedHost ?? host),
    localPort: local.port,
    isOpen: () => open,
    opened: () => Promise.resolve(true),
    send(text) {
      // Whoever cannot be reached is as good as one whose packets get lost.
      if (!open) return false;
      sending += 1;
      socket.send(text, remotePort, remoteAddress, () => {
        sending -= 1;
        if (sending === 0) sent?.();
      });
      return true;
    },
  });
  socket.on('message', (bytes: Buffer, { address, port: from }: RemoteInfo) => {
    const text = bytes.toString('utf8');
    // Keep-alives of those behind a NAT; nobody waits for an answer (RFC 5626 §4.4.1).
    if (text.trim() === '' || text === KEEP_ALIVE) return;
    ears.receive(text, flow(address, from));
  });
  // What ICMP tells of those who do not listen is no concern of the socket's.
  socket.on('error', () => undefined);
  return {
    transport: 'UDP',
    at,
    port: local.port,
    flowTo: ({ address, port: to }) => flow(address, to),
    async close() {
      if (!open) return;
      open = false;
      // A socket that is closed forgets what it was told to send.
      if (sending > 0) await new Promise<void>((resolve) => (sent = resolve));
      socket.close();
      await once(socket, 'close');
    },
  };
}
