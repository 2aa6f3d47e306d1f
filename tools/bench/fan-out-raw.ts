/*
 * The least that could do the job, in a process of its own: `ws`, and one prepared frame written to every socket. `POST /emit`
 * sends `?events=` of them, 16 in a write where there are several; `GET /metrics` tells the CPU that the process has used.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const EVENTS_A_WRITE = 16;
const payload = Buffer.from(
  `{"id":"00000000-0000-4000-8000-000000000000","type":"next","payload":{"data":{"meetEvents":{"__typename":"MeetEvent","id":"${'x'.repeat(300)}"}}}}`,
);
const frame = Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]), payload]);
const streams = new Set<Duplex>();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://raw');
  if (pathname === '/emit') emit(Number(searchParams.get('events') ?? 1));
  const { user, system } = process.cpuUsage();
  response.end(`process_cpu_seconds_total ${(user + system) / 1e6}\n`);
});
server.on('upgrade', (request, stream, head) =>
  sockets.handleUpgrade(request, stream, head, (socket) => {
    streams.add(stream);
    socket.on('close', () => streams.delete(stream));
    socket.on('message', () => socket.send('{"type":"connection_ack"}'));
  }),
);
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);

function emit(events: number): void {
  for (let sent = 0; sent < events; sent += EVENTS_A_WRITE) {
    const bytes = Buffer.concat(Array<Buffer>(Math.min(EVENTS_A_WRITE, events - sent)).fill(frame));
    for (const stream of streams) stream.write(bytes);
  }
}
