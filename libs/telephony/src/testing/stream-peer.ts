import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { Framing } from '../wire/framing.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './loopback-certificate.ts';
import { openInbox, type SipPeer } from './sip-peer.ts';

export interface StreamPeer extends SipPeer {
  /** Breaks off all connections that there are, and goes on listening. */
  breakOff(): void;
}

/**
 * {@link SipPeer} by TCP or TLS: it listens, and connects to whom it speaks to, anew where the last connection is gone. What comes by any connection is
 * heard.
 */
export async function streamPeer(transport: 'TCP' | 'TLS', host: string): Promise<StreamPeer> {
  const sockets = new Map<number, Socket>();
  const all = new Set<Socket>();
  const inbox = openInbox();
  const adopt = (socket: Socket): Socket => {
    const framing = new Framing();
    all.add(socket);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => framing.read(chunk).messages.forEach((text) => inbox.put(text)));
    // An error is followed by 'close'.
    socket.on('error', () => undefined);
    socket.on('close', () => all.delete(socket));
    return socket;
  };
  const server: Server =
    transport === 'TLS' ? createTlsServer({ key: LOOPBACK_KEY, cert: LOOPBACK_CERTIFICATE }) : createServer();
  server.on(transport === 'TLS' ? 'secureConnection' : 'connection', adopt);
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  const connected = (port: number): Socket => {
    const known = sockets.get(port);
    if (known?.writable) return known;
    const to = { host, port };
    const socket = adopt(transport === 'TLS' ? connectTls({ ...to, ca: [LOOPBACK_CERTIFICATE] }) : connect(to));
    sockets.set(port, socket);
    return socket;
  };
  const breakOff = (): void => {
    for (const socket of all) socket.destroy();
  };
  return {
    ...{ breakOff, transport, port: typeof address === 'object' ? (address?.port ?? 0) : 0, ...inbox.taken },
    send: (text, port) => void connected(port).write(text),
    close() {
      server.close();
      breakOff();
    },
  };
}
