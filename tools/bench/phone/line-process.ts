/*
 * A phone line in a process of its own, whose memory and CPU are nobody else's. It answers every call; told to mix, it gives each call a mix
 * with voices that come from a port of the parent's choice. What it is asked, and answers: `LineOrder` and `LineAnswer`.
 */
import type { PhoneCall } from '@meets/meet-domain';
import { sipPhoneLine } from '@meets/telephony';
import { HOST, type LineAnswer, type LineOrder, NUMBER } from './line-messages.ts';

const OPUS = 100;
/** Nobody listens there: what a telephone says is sent, and heard by no room. */
const NO_ROOM = 9;

const line = sipPhoneLine({
  listen: [{ transport: 'udp', host: HOST, port: 0 }],
  trunks: [{ trunkId: 'bench', numbers: [NUMBER], from: [HOST], to: null }],
  sound: { ports: { from: 0, to: 0 } },
});
const calls: PhoneCall[] = [];
line.onIncoming((call) => {
  calls.push(call);
  call.ring();
  void call.answer();
});

async function answer(order: LineOrder): Promise<LineAnswer> {
  if (order.is === 'mix') return { mixPorts: await Promise.all(calls.map((call) => mixFor(call, order.fromPort))) };
  const load = await line.soundLoad();
  const { user, system } = process.cpuUsage();
  return { load, cpuMs: (user + system) / 1_000, atMs: performance.now() };
}

async function mixFor(call: PhoneCall, fromPort: number): Promise<number> {
  const mix = await line.openMix();
  const joined = mix.ok ? await call.joinMix(mix.value) : mix;
  if (!mix.ok || !joined.ok) throw new Error('a call that is answered can be joined to a mix');
  mix.value.tune({ fromPort, payloadType: OPUS });
  joined.value.passOn(NO_ROOM);
  return mix.value.port;
}

process.on('message', (order: LineOrder) => void answer(order).then((each) => process.send?.(each)));
// Whoever asked is gone.
process.on('disconnect', () => process.exit());
await line.start();
process.send?.({ port: line.ports()[0] ?? 0 } satisfies LineAnswer);
