import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import type { Flow, OwnAddress, SipTransport } from '../sip/flow.ts';
import { hostOf } from '../sip/via.ts';
import { Framing, KEEP_ALIVE } from './framing.ts';
import {
  CONNECT_MS,
  type Destination,
  IDLE_CONNECTION_MS,
  type ListenAddress,
  MAX_CONNECTIONS,
  type Wire,
  type WireEars,
} from './wire.ts';

/** Whom we trust to have signed a carrier's certificate: PEM texts, or whoever the system trusts. */
export type TrustedCertificates = readonly string[] | undefined;

/** Listens on TCP or TLS, and connects from there. Rejects where the address cannot be had or the certificate is of no use. */
export async function openStreamWire(
  listen: ListenAddress,
  ears: WireEars,
  trusted?: TrustedCertificates,
): Promise<Wire> {
  const transport: SipTransport = listen.transport === 'tls' ? 'TLS' : 'TCP';
  const flows = new Map<string, Flow>();
  const sockets = new Set<Socket>();
  let closing = false;
  const server: Server =
    transport === 'TLS'
      ? createTlsServer({ key: listen.key, cert: listen.certificate, handshakeTimeout: CONNECT_MS })
      : createServer();
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const port = portOf(server);

  const adopt = (socket: Socket, address: string, remotePort: number, opened = Promise.resolve(true)): Flow => {
    const key = `${address}|${remotePort}`;
    const flow = flowOver({ socket, opened }, { transport, address, port: remotePort }, listen, port);
    flows.set(key, flow);
    sockets.add(socket);
    const framing = new Framing();
    socket.setTimeout(IDLE_CONNECTION_MS, () => socket.destroy());
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      const { messages, broken } = framing.read(chunk);
      for (const message of messages) {
        if (message === KEEP_ALIVE) flow.send('\r\n');
        else ears.receive(message, flow);
      }
      if (broken !== null) socket.destroy();
    });
    // An error is always followed by 'close', where everything is put away.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      if (flows.get(key) === flow) flows.delete(key);
      ears.lost(flow);
    });
    return flow;
  };

  server.on(transport === 'TLS' ? 'secureConnection' : 'connection', (socket: Socket) => {
    // A handshake that began before the end would hold it up.
    if (!closing && socket.remoteAddress && socket.remotePort) {
      adopt(socket, socket.remoteAddress, socket.remotePort);
    } else {
      socket.destroy();
    }
  });
  // A handshake that fails is the peer's own affair.
  server.on('tlsClientError', () => undefined);

  return {
    transport,
    at: listen,
    port,
    flowTo(destination) {
      const known = flows.get(`${destination.address}|${destination.port}`);
      if (known?.isOpen()) return known;
      const { socket, opened } = connectTo(destination, trusted);
      return adopt(socket, destination.address, destination.port, opened);
    },
    async close() {
      closing = true;
      const closed = server.listening ? once(server, 'close') : null;
      if (closed) server.close();
      // What has been said, a BYE among it, is still sent; then the connections end.
      for (const socket of sockets) socket.destroySoon();
      await closed;
    },
  };
}

interface Connection {
  readonly socket: Socket;
  /** See `Flow.opened`. */
  readonly opened: Promise<boolean>;
}

function connectTo({ transport, address, port, serverName }: Destination, trusted: TrustedCertificates): Connection {
  const socket =
    transport === 'TLS'
      ? connectTls({
          host: address,
          port,
          ...(serverName && { servername: serverName }),
          ...(trusted && { ca: [...trusted] }),
        })
      : connect({ host: address, port });
  const late = setTimeout(() => socket.destroy(), CONNECT_MS);
  const opened = new Promise<boolean>((resolve) => {
    socket.once(transport === 'TLS' ? 'secureConnect' : 'connect', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
  void opened.then(() => clearTimeout(late));
  return { socket, opened };
}

function flowOver(
  { socket, opened }: Connection,
  { transport, address, port }: Destination,
  at: OwnAddress,
  localPort: number,
): Flow {
  return {
    transport,
    remoteAddress: address,
    remotePort: port,
    at,
    localHost: hostOf(at.advertisedHost ?? at.host),
    localPort,
    isOpen: () => !socket.destroyed && socket.writable,
    opened: () => opened,
    send(text) {
      if (socket.destroyed || !socket.writable) return false;
      // Written before the connection stands, it waits there; where it never does, the connection's end is all there is to know.
      socket.write(text);
      return true;
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server that listens on no port');
  return address.port;
}
