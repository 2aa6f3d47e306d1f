import { seededRandom } from '../testing/seeded-random.ts';
import { joined, shareAt, tone } from '../testing/tones.ts';
import { G711Decoder } from './g711-decoder.ts';
import { encodeG711, type Samples } from './g711.ts';
import { FIRST_DELAY_MS, LONGEST_DELAY_MS, MAX_PACKETS_KEPT, SHORTEST_DELAY_MS } from './jitter-buffer.ts';
import type { RtpPacket } from './packet.ts';
import { Playout } from './playout.ts';

const HZ = 400;
const FRAME = 160;
/** What the network does to a packet: how long it takes; null: it is lost. */
type Network = (n: number) => number | null;
interface Sender {
  readonly packetMs?: number;
  readonly ssrc?: (n: number) => number;
  readonly timestamp?: (n: number) => number;
  /** How long a second of theirs takes. */
  readonly drift?: number;
  /** Says nothing at these packets, as telephones do that notice silence. */
  readonly pauses?: (n: number) => boolean;
}

/** Time passes, packets come as the network lets them, and 20 ms are played at each tick; null is silence. */
function listen(seconds: number, network: Network, sender: Sender = {}) {
  const { packetMs = 20, drift = 1 } = sender;
  const samples = packetMs * 8;
  const playout = new Playout(new G711Decoder((type) => (type === 0 ? 'PCMU' : null)));
  const sent = Array.from({ length: (seconds * 1_000) / packetMs }, (_, n) => {
    const delay = network(n);
    const packet: RtpPacket = {
      ...{ payloadType: 0, marker: false, sequence: n & 0xffff, ssrc: sender.ssrc?.(n) ?? 1 },
      timestamp: (sender.timestamp?.(n) ?? n * samples) >>> 0,
      payload: encodeG711('PCMU', tone(HZ, samples, n * samples)),
    };
    return delay === null || sender.pauses?.(n) ? null : { atMs: n * packetMs * drift + delay, packet };
  });
  const arriving = sent.filter((each) => each !== null).sort((one, other) => one.atMs - other.atMs);
  const frames: (Samples | null)[] = [];
  const delays: number[] = [];
  for (let now = 7; now < seconds * 1_000 * drift; now += 20) {
    for (let [first] = arriving; first && first.atMs <= now; [first] = arriving) {
      playout.put(first.packet, first.atMs);
      arriving.shift();
    }
    frames.push(playout.pull(now));
    delays.push(playout.delayMs);
  }
  return { playout, frames, delays };
}

const heard = (frames: readonly (Samples | null)[]): Samples[] => frames.filter((frame) => frame !== null);
/** The share of the tone in each second. */
const shares = (frames: readonly (Samples | null)[]): number[] =>
  Array.from({ length: Math.floor(frames.length / 50) }, (_, second) =>
    shareAt(HZ, joined(frames.slice(second * 50, second * 50 + 50).map((frame) => frame ?? new Int16Array(FRAME)))),
  );

describe('sound out of packets', () => {
  it('begins after the first delay, and is what was sent', () => {
    const { frames, playout } = listen(2, () => 5);
    expect(frames.findIndex((frame) => frame !== null)).toBe(Math.ceil((FIRST_DELAY_MS + 5 - 7) / 20));
    expect(heard(frames)).toHaveLength(frames.length - 2);
    expect(shareAt(HZ, joined(heard(frames)))).toBeGreaterThan(0.999);
    expect(playout.counts).toEqual({ received: 100, late: 0, lost: 0, doubled: 0 });
    expect(playout.delayMs).toBe(SHORTEST_DELAY_MS);
  });

  it.each([10, 20, 30, 40, 60])('is the same in packets of %i ms', (packetMs) => {
    const { frames, playout } = listen(6, () => 3, { packetMs });
    expect(
      shares(frames)
        .slice(1)
        .every((share) => share > 0.99),
    ).toBe(true);
    expect(playout.counts).toMatchObject({ late: 0, lost: 0 });
  });

  it('is the tone that it was for 30 s with packets lost, late, doubled and out of order', () => {
    const random = seededRandom(5);
    const { frames, playout, delays } = listen(30, () => (random() < 0.03 ? null : 10 + random() * 50));
    expect(Math.min(...shares(frames).slice(1))).toBeGreaterThan(0.85);
    expect(heard(frames).length).toBeGreaterThan(0.98 * frames.length);
    expect(playout.counts.lost).toBeGreaterThan(20);
    expect(playout.counts.lost + playout.counts.late).toBeLessThan(150);
    expect(Math.max(...delays)).toBeLessThanOrEqual(80);
  });

  it('is held back longer where the network is worse, and no longer than people bear', () => {
    const random = seededRandom(6);
    const worse = listen(12, (n) => (n < 300 ? 10 : 10 + random() * 120));
    expect(worse.delays[290]).toBe(SHORTEST_DELAY_MS);
    expect(worse.delays.at(-1)).toBeGreaterThanOrEqual(100);
    const awful = listen(12, () => random() * 900);
    expect(awful.delays.at(-1)).toBe(LONGEST_DELAY_MS);
  });

  it('catches up once the network is better, by leaving frames out', () => {
    const random = seededRandom(7);
    const { playout, frames } = listen(20, (n) => (n < 400 ? 10 + random() * 150 : 10));
    expect(playout.delayMs).toBe(SHORTEST_DELAY_MS);
    // What the last packet of all said is played soon after it came.
    const silentAtTheEnd = heard(frames.slice(-20));
    expect(silentAtTheEnd.length).toBe(20);
    expect(Math.min(...shares(frames).slice(12))).toBeGreaterThan(0.95);
  });

  it.each([0.999, 1.001])('keeps step with a clock that runs %f times as fast', (drift) => {
    const { frames, playout } = listen(60, () => 8, { drift });
    expect(heard(frames).length).toBeGreaterThan(frames.length - 5);
    expect(Math.min(...shares(frames).slice(1))).toBeGreaterThan(0.95);
    expect(playout.counts.late).toBeLessThan(5);
  });

  it('goes on with another source once two of its packets came in a row, and with none that strays in', () => {
    const { frames } = listen(10, () => 5, {
      ssrc: (n) => (n < 250 ? 1 : 2),
      timestamp: (n) => (n < 250 ? n : n + 77_777) * FRAME,
    });
    expect(heard(frames).length).toBeGreaterThan(frames.length - 6);
    expect(Math.min(...shares(frames).filter((_, second) => second !== 0 && second !== 5))).toBeGreaterThan(0.99);
    const stray = listen(4, () => 5, { ssrc: (n) => (n % 50 === 49 ? 9 : 1) });
    expect(stray.playout.counts.received).toBe(200 - 4);
    expect(Math.min(...shares(stray.frames).slice(1))).toBeGreaterThan(0.9);
  });

  it.each([
    ['back', -300_000],
    ['ahead', 300_000],
    ['past the end of 32 bits', 2 ** 32 - 8_000],
  ])('goes on where a telephone sets its clock %s', (_, leap) => {
    const timestamp = (n: number): number => 400_000 + n * FRAME + (n < 250 ? 0 : leap);
    const { frames } = listen(10, () => 5, { timestamp });
    expect(heard(frames).length).toBeGreaterThan(frames.length - 12);
    expect(Math.min(...shares(frames).slice(7))).toBeGreaterThan(0.99);
  });

  it('is silence where nobody speaks, and begins anew with the next word', () => {
    const { frames } = listen(6, () => 5, { pauses: (n) => n >= 100 && n < 200 });
    expect(frames.slice(110, 200).every((frame) => frame === null)).toBe(true);
    expect(heard(frames.slice(204))).toHaveLength(frames.length - 204);
  });

  it('keeps no more of a flood than it may, and no packet that is longer than sound is', () => {
    const playout = new Playout(new G711Decoder(() => 'PCMU'));
    const packet = (n: number, bytes = FRAME): RtpPacket => ({
      ...{ payloadType: 0, marker: false, sequence: n, ssrc: 1, timestamp: n * FRAME, payload: Buffer.alloc(bytes) },
    });
    playout.put(packet(0, 2_000), 0);
    playout.put(packet(0, 0), 0);
    expect(playout.counts.received).toBe(0);
    for (let n = 0; n < 1_000; n += 1) playout.put(packet(n), 0);
    let frames = 0;
    for (let now = 0; now < 10_000; now += 20) if (playout.pull(now)) frames += 1;
    expect(frames).toBeLessThanOrEqual(MAX_PACKETS_KEPT + 4);
    expect(frames).toBeGreaterThan(MAX_PACKETS_KEPT / 2);
  });

  it('conceals what it has no codec for', () => {
    const { playout } = listen(1, () => 5);
    playout.put(
      { payloadType: 9, marker: false, sequence: 60, ssrc: 1, timestamp: 60 * FRAME, payload: Buffer.alloc(80) },
      2_000,
    );
    expect(() => [playout.pull(2_000), playout.pull(2_020), playout.pull(2_300)]).not.toThrow();
  });
});
