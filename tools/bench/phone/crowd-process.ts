/*
 * Everybody at the other end, in a process of their own: telephones, whose line sends and takes 50 packets a second a call, and browsers' voices in
 * Opus. What it is told, and answers: `CrowdOrder` and `CrowdAnswer`.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { sipPhoneLine } from '@meets/telephony';
import { type CrowdAnswer, type CrowdOrder, HOST, NUMBER } from './line-messages.ts';
import { voicePackets } from './voice-packets.ts';

const OWN_NUMBER = '01087654321';
const RING_TIMEOUT_MS = 60_000;
const PACKET_MS = 20;
const OPUS_TICKS = 960;
/** How far voices are from each other in what they say, in packets. */
const APART = 7;

const socket = createSocket('udp4');
socket.bind(0, HOST);
await once(socket, 'listening');

async function callAll(port: number, calls: number): Promise<void> {
  const line = sipPhoneLine({
    listen: [{ transport: 'udp', host: HOST, port: 0 }],
    trunks: [{ trunkId: 'bench', numbers: [OWN_NUMBER], from: [HOST], to: { transport: 'udp', host: HOST, port } }],
    sound: { ports: { from: 0, to: 0 } },
  });
  await line.start();
  for (let n = 0; n < calls; n += 1) {
    const dialled = await line.dial({ from: OWN_NUMBER, to: NUMBER, ringTimeoutMs: RING_TIMEOUT_MS });
    if (!dialled.ok) throw new Error(dialled.failure.reason);
    await new Promise<void>((resolve) => dialled.value.listen(({ type }) => type === 'answered' && resolve()));
  }
}

async function speak(ports: readonly number[], voices: number): Promise<void> {
  const packets = await voicePackets();
  const began = performance.now();
  let sent = 0;
  setInterval(() => {
    for (; performance.now() - began >= sent * PACKET_MS; sent += 1) {
      for (const port of ports) {
        for (let voice = 0; voice < voices; voice += 1) {
          const payload = packets[(sent + voice * APART) % packets.length] ?? Buffer.alloc(0);
          socket.send([header(sent, voice), payload], port, HOST);
        }
      }
    }
  }, PACKET_MS / 4);
}

function header(sent: number, voice: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(0x8064, 0);
  bytes.writeUInt16BE(sent & 0xffff, 2);
  bytes.writeUInt32BE((sent * OPUS_TICKS) >>> 0, 4);
  bytes.writeUInt32BE(voice + 1, 8);
  return bytes;
}

process.on('message', (order: CrowdOrder) => {
  const done = order.is === 'call' ? callAll(order.port, order.calls) : speak(order.mixPorts, order.voices);
  void done.then(() => process.send?.({ done: true } satisfies CrowdAnswer));
});
process.on('disconnect', () => process.exit());
process.send?.({ fromPort: socket.address().port } satisfies CrowdAnswer);
