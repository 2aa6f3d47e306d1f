import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What a subscriber asked for, and everything a server can do to it. */
export interface Peer {
  readonly authorization: unknown;
  readonly variables: Record<string, unknown>;
  next(data: unknown): void;
  errors(...codes: string[]): void;
  complete(): void;
  close(code: number, reason?: string): void;
  /** Ends the TCP connection in the middle, without a word. */
  cut(): void;
  /** Whether the client has hung up; with its code. */
  readonly closed: Promise<number>;
}

export interface ScriptedServer {
  readonly url: string;
  /** The next subscriber that comes, or that came and was not met yet. */
  meet(): Promise<Peer>;
  /** How many sockets were ever opened. */
  sockets(): number;
  /** From now on: closes with this code instead of accepting a token; null accepts it. */
  refuseWith(code: number | null): void;
  close(): Promise<void>;
}

/** A graphql-transport-ws server on a real socket that says what the test tells it to, and answers pings. */
export async function openScriptedServer(): Promise<ScriptedServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
  await once(server, 'listening');
  const arrived: Peer[] = [];
  const awaited: ((peer: Peer) => void)[] = [];
  let opened = 0;
  let refusal: number | null = null;
  server.on('connection', (socket) => {
    opened += 1;
    converse(
      socket,
      () => refusal,
      (peer) => {
        const waiting = awaited.shift();
        if (waiting) waiting(peer);
        else arrived.push(peer);
      },
    );
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    meet: () => {
      const peer = arrived.shift();
      return peer ? Promise.resolve(peer) : new Promise((resolve) => awaited.push(resolve));
    },
    sockets: () => opened,
    refuseWith: (code) => void (refusal = code),
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function converse(socket: WebSocket, refusal: () => number | null, subscribed: (peer: Peer) => void): void {
  let authorization: unknown = null;
  const send = (message: object): void => socket.send(JSON.stringify(message));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (raw: Buffer) => {
    const message = JSON.parse(raw.toString()) as {
      type: string;
      id?: string;
      payload?: { authorization?: unknown; variables?: Record<string, unknown> };
    };
    switch (message.type) {
      case 'connection_init': {
        const code = refusal();
        authorization = message.payload?.authorization;
        if (code === null) send({ type: 'connection_ack' });
        else socket.close(code);
        return;
      }
      case 'ping':
        return send({ type: 'pong' });
      case 'subscribe': {
        const { id } = message;
        subscribed({
          authorization,
          variables: message.payload?.variables ?? {},
          next: (data) => send({ type: 'next', id, payload: { data } }),
          errors: (...codes) =>
            send({ type: 'error', id, payload: codes.map((code) => ({ message: code, extensions: { code } })) }),
          complete: () => send({ type: 'complete', id }),
          close: (code, reason) => socket.close(code, reason),
          cut: () => socket.terminate(),
          closed,
        });
        return;
      }
      default:
        return;
    }
  });
}
