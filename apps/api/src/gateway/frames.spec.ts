import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { firstFragment, lastFragment } from './frames.ts';

describe('a message in two frames', () => {
  it('is one message to its reader, of every length and in every script, among messages of the library', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new WebSocketServer({ noServer: true });
    const texts = ['', 'a', 'x'.repeat(125), 'x'.repeat(126), '미트'.repeat(11_000), 'y'.repeat(65_536)];
    server.on('upgrade', (request, stream, head) =>
      sockets.handleUpgrade(request, stream, head, (socket) => {
        for (const text of texts) {
          socket.send('between');
          stream.write(firstFragment(`${text}:`));
          stream.write(lastFragment(text));
        }
        socket.close();
      }),
    );
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const received: string[] = [];
    client.on('message', (message: Buffer) => received.push(message.toString()));
    await once(client, 'close');
    expect(received).toEqual(texts.flatMap((text) => ['between', `${text}:${text}`]));
    sockets.close();
    server.close();
  });
});
