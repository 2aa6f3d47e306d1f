import type { Digit } from '@meets/meet-domain';
import type { SoundDescription } from '../sdp/sound-description.ts';
import { HandClock } from '../testing/hand-clock.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { joined, shareAt, tone } from '../testing/tones.ts';
import { openUdpEar, type UdpEar } from '../testing/udp-ear.ts';
import { until } from '../testing/until.ts';
import { decodeG711, encodeG711, SILENCE } from './g711.ts';
import { renderRtp, sequenceDistance } from './packet.ts';
import { PortRange } from './port-range.ts';
import { openRoomOutlet, PAYLOAD_TYPE, type RoomOutlet } from './room-outlet.ts';
import { openSoundEndpoint, type SoundEndpoint } from './sound-endpoint.ts';

const BOTH_WAYS = { speaks: true, hears: true, quiet: false, key: null };
const HZ = 400;
const FRAME = 160;

/** A call's sound on loopback, a telephone that speaks to it, and a room that it is passed on to. */
describe('a call’s sound', () => {
  let clock: HandClock;
  let telephone: UdpEar;
  let room: UdpEar;
  let endpoint: SoundEndpoint;
  let outlet: RoomOutlet;
  let told: (Digit | 'lost' | 'timed out')[];
  /** How often the endpoint asked for the time: for each packet that came, and at each tick. */
  let arrived: number;

  beforeEach(async () => {
    clock = new HandClock();
    told = [];
    arrived = 0;
    [telephone, room] = await Promise.all([openUdpEar(), openUdpEar()]);
    const opened = await openSoundEndpoint(new PortRange(0, 0), {
      host: '127.0.0.1',
      limits: { lostMs: 5_000, timeoutMs: 20_000 },
      ears: {
        digit: (digit) => void told.push(digit),
        lost: () => void told.push('lost'),
        timedOut: () => void told.push('timed out'),
      },
      now: () => {
        arrived += 1;
        return clock.now();
      },
    });
    if (!opened) throw new Error('no port');
    endpoint = opened;
    endpoint.agree(description(), BOTH_WAYS);
    outlet = await openRoomOutlet('PCMA');
    endpoint.passOn(outlet);
    endpoint.sendTo(room.port);
    clock.join(() => {
      endpoint.hear();
      endpoint.speak(null);
    });
  });
  afterEach(() => {
    endpoint.close();
    telephone.close();
    room.close();
  });

  const description = (change: Partial<SoundDescription> = {}): SoundDescription => ({
    ...{ address: '127.0.0.1', port: telephone.port, direction: 'sendrecv', digits: 101, lines: [], crypto: null },
    codecs: [
      { codec: 'PCMU', payloadType: 0 },
      { codec: 'PCMA', payloadType: 8 },
    ],
    ...change,
  });
  /** The telephone's n-th packet of a tone, and of which source. */
  const packet = (n: number, ssrc = 7, payloadType = 0): Buffer =>
    renderRtp({
      ...{ payloadType, marker: n === 0, sequence: (65_000 + n) & 0xffff, ssrc },
      timestamp: (ssrc * 1_000_003 + n * FRAME) >>> 0,
      payload: encodeG711(payloadType === 8 ? 'PCMA' : 'PCMU', tone(HZ, FRAME, n * FRAME)),
    });
  /** The telephone says these, they arrive, and 20 ms pass. */
  const tick = async (...packets: Buffer[]): Promise<void> => {
    const before = arrived;
    for (const each of packets) telephone.send(each, endpoint.port);
    await until(() => arrived >= before + packets.length);
    clock.tick();
  };
  const heardInRoom = (from = 0) => joined(room.packets.slice(from).map(({ payload }) => decodeG711('PCMA', payload)));

  it('reaches the room as one steady stream for 30 s, with loss, disorder and another SSRC in mid-call', async () => {
    const random = seededRandom(11);
    /** By tick of arrival. */
    const arrivals: Buffer[][] = Array.from({ length: 1_510 }, () => []);
    for (let n = 0; n < 1_500; n += 1) {
      if (random() < 0.03) continue;
      arrivals[n + (random() < 0.1 ? 2 : 0)]?.push(packet(n, n < 700 ? 7 : 8));
    }
    for (const packets of arrivals) await tick(...packets);
    await until(() => room.packets.length === 1_510);
    const { packets } = room;
    const [first] = packets;
    expect(new Set(packets.map(({ ssrc }) => ssrc))).toEqual(new Set([outlet.ssrc]));
    expect(new Set(packets.map(({ payloadType }) => payloadType))).toEqual(new Set([PAYLOAD_TYPE.PCMA]));
    expect(packets.every(({ sequence }, n) => sequence === (((first?.sequence ?? 0) + n) & 0xffff))).toBe(true);
    expect(packets.every(({ timestamp }, n) => timestamp === ((first?.timestamp ?? 0) + n * FRAME) >>> 0)).toBe(true);
    expect(packets.every(({ payload }) => payload.length === FRAME)).toBe(true);
    const seconds = Array.from({ length: 29 }, (_, second) =>
      shareAt(HZ, heardInRoom().subarray((second * 50 + 20) * FRAME, (second * 50 + 70) * FRAME)),
    );
    expect(Math.min(...seconds)).toBeGreaterThan(0.75);
    expect(seconds.filter((share) => share > 0.9).length).toBeGreaterThan(22);
    expect(told).toEqual([]);
  });

  it('goes on in whichever of the agreed codecs each packet is, and once another was agreed on', async () => {
    for (let n = 0; n < 50; n += 1) await tick(packet(n, 7, n % 2 === 0 ? 0 : 8));
    endpoint.agree(description({ codecs: [{ codec: 'PCMA', payloadType: 8 }] }), BOTH_WAYS);
    for (let n = 50; n < 100; n += 1) await tick(packet(n, 7, 8));
    await until(() => room.packets.length === 100);
    expect(shareAt(HZ, heardInRoom(10))).toBeGreaterThan(0.99);
    expect(telephone.packets.at(0)?.payloadType).toBe(0);
    expect(telephone.packets.at(-1)?.payloadType).toBe(8);
  });

  it('is silence in the room while it is not to be heard, and nothing of a stranger’s', async () => {
    for (let n = 0; n < 10; n += 1) await tick(packet(n));
    endpoint.agree(description(), { ...BOTH_WAYS, hears: false });
    for (let n = 10; n < 20; n += 1) await tick(packet(n));
    await until(() => room.packets.length === 20);
    const quiet = Buffer.alloc(FRAME, SILENCE.PCMA);
    expect(room.packets.slice(10).every(({ payload }) => payload.equals(quiet))).toBe(true);
    const stranger = await openUdpEar();
    endpoint.agree(description(), BOTH_WAYS);
    const before = arrived;
    for (let n = 0; n < 20; n += 1) stranger.send(packet(n * 2), endpoint.port);
    await until(() => arrived >= before + 20);
    for (let n = 0; n < 20; n += 1) clock.tick();
    await until(() => room.packets.length === 40);
    expect(room.packets.slice(28).every(({ payload }) => payload.equals(quiet))).toBe(true);
    stranger.close();
  });

  it('speaks in numbers of its own, digits among them, and never to nobody', async () => {
    endpoint.agree(description({ address: null }), BOTH_WAYS);
    for (let n = 0; n < 5; n += 1) await tick();
    expect(telephone.packets).toEqual([]);
    endpoint.agree(description(), BOTH_WAYS);
    const pressed = endpoint.press(['5']);
    for (let n = 0; n < 12; n += 1) await tick();
    await pressed;
    await until(() => telephone.packets.length >= 12);
    const { packets } = telephone;
    expect(packets.map(({ payloadType }) => payloadType).filter((type) => type === 101)).toHaveLength(8);
    const steps = packets.slice(1).map(({ sequence }, n) => sequenceDistance(packets[n]?.sequence ?? 0, sequence));
    expect(new Set(steps)).toEqual(new Set([1]));
  });

  it('is sent silence while it is on hold, and digits all the same', async () => {
    await tick(packet(0));
    endpoint.agree(description(), { ...BOTH_WAYS, hears: false, quiet: true });
    endpoint.speak(tone(HZ, FRAME, 0));
    await until(() => telephone.packets.length >= 2);
    const quiet = Buffer.alloc(FRAME, SILENCE.PCMU);
    expect(telephone.packets.at(-1)?.payload.equals(quiet)).toBe(true);
    const pressed = endpoint.press(['7']);
    for (let n = 0; n < 12; n += 1) await tick();
    await pressed;
    endpoint.agree(description(), BOTH_WAYS);
    const before = telephone.packets.length;
    endpoint.speak(tone(HZ, FRAME, 0));
    await until(() => telephone.packets.slice(before).some(({ payload }) => !payload.equals(quiet)));
  });

  it('warns of a silence and ends it, by its own clock', async () => {
    await tick(packet(0));
    for (let n = 0; n < 250; n += 1) await tick();
    expect(told).toEqual(['lost']);
    for (let n = 0; n < 748; n += 1) await tick();
    expect(told).toEqual(['lost']);
    await tick();
    expect(told).toEqual(['lost', 'timed out']);
  });

  it('ends with all it passes on', async () => {
    await tick(packet(0));
    endpoint.close();
    endpoint.close();
    clock.tick();
    const late = await openRoomOutlet('PCMU');
    endpoint.passOn(late);
    late.close();
    expect(await endpoint.press(['1'])).toBe(false);
  });
});
