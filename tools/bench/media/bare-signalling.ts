import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Forwarder, LOOPBACK, type Seat } from './forwarder.ts';

interface Question {
  readonly id: number;
  readonly call: keyof Forwarder | 'accept';
  readonly args: readonly unknown[];
}

/** The least that brings two together: what each asks of the forwarder is done, and the other is told of answers and tracks. */
export async function openBareSignalling(
  forwarder: Forwarder,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = new WebSocketServer({ host: LOOPBACK, port: 0 });
  await once(server, 'listening');
  const sockets = new Set<WebSocket>();
  const tellOthers = (own: WebSocket, message: object): void => {
    for (const socket of sockets) if (socket !== own) socket.send(JSON.stringify(message));
  };
  const accept = async (own: WebSocket, roomId: string): Promise<object> => {
    const capabilities = await forwarder.openRoom(roomId);
    tellOthers(own, { accepted: { seat: { roomId, peerId: 'caller' } satisfies Seat, capabilities } });
    return { seat: { roomId, peerId: 'callee' } satisfies Seat, capabilities };
  };
  const answer = async (own: WebSocket, { call, args }: Question): Promise<unknown> => {
    if (call === 'accept') return accept(own, String(args[0]));
    const value = await (forwarder[call] as (...args: readonly unknown[]) => unknown)(...args);
    if (call === 'send') tellOthers(own, { track: value });
    return value;
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const question = JSON.parse(data.toString()) as Question;
      void answer(socket, question).then((value) =>
        socket.send(JSON.stringify({ id: question.id, value: value ?? null })),
      );
    });
  });
  return {
    url: `ws://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
