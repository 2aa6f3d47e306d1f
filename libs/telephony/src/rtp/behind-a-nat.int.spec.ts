import type { SoundDescription } from '../sdp/sound-description.ts';
import { HandClock } from '../testing/hand-clock.ts';
import { joined, shareAt, tone } from '../testing/tones.ts';
import { openUdpEar, type UdpEar } from '../testing/udp-ear.ts';
import { until } from '../testing/until.ts';
import { decodeG711, encodeG711 } from './g711.ts';
import { PROBATION_PACKETS, RELATCH_MS } from './latch.ts';
import { renderRtp } from './packet.ts';
import { PortRange } from './port-range.ts';
import { openRoomOutlet } from './room-outlet.ts';
import { openSoundEndpoint, type SoundEndpoint } from './sound-endpoint.ts';
import { TICK_MS } from './ticker.ts';

const FRAME = 160;
/** What is hummed by whom. */
const [TELEPHONE_HZ, STRANGER_HZ, OURS_HZ] = [400, 1_000, 700];

/** A telephone whose description names a port that its NAT does not send from, and somebody else who would like its place. */
describe('a telephone behind a NAT', () => {
  let clock: HandClock;
  let endpoint: SoundEndpoint;
  let room: UdpEar;
  let described: UdpEar;
  let ears: UdpEar[];
  /** How many packets the endpoint has looked at. */
  let arrived: number;
  let ticks: number;

  beforeEach(async () => {
    [clock, arrived, ticks, ears] = [new HandClock(), 0, 0, []];
    [room, described] = [await openEar(), await openEar()];
    const opened = await openSoundEndpoint(new PortRange(0, 0), {
      // At each address of this machine: the NAT's is another than the described one.
      host: '0.0.0.0',
      limits: { lostMs: 60_000, timeoutMs: 120_000 },
      ears: { digit: () => undefined, lost: () => undefined, timedOut: () => undefined },
      now: () => {
        arrived += 1;
        return clock.now();
      },
    });
    if (!opened) throw new Error('no port');
    endpoint = opened;
    endpoint.agree(description(described.port), { speaks: true, hears: true, quiet: false, key: null });
    endpoint.passOn(await openRoomOutlet('PCMU'));
    endpoint.sendTo(room.port);
  });
  afterEach(() => {
    endpoint.close();
    for (const ear of ears) ear.close();
  });

  const openEar = async (host?: string): Promise<UdpEar> => {
    const ear = await openUdpEar(host);
    ears.push(ear);
    return ear;
  };
  /** These arrive, then 20 ms pass, in which the endpoint hears and speaks. */
  const tick = async (...packets: readonly (readonly [UdpEar, Buffer])[]): Promise<void> => {
    const before = arrived;
    for (const [from, packet] of packets) from.send(packet, endpoint.port);
    await until(() => arrived >= before + packets.length);
    clock.tick();
    endpoint.hear();
    endpoint.speak(tone(OURS_HZ, FRAME, ticks * FRAME));
    ticks += 1;
  };
  /** All that was sent has come to where it was sent: loopback keeps the order, and its packets go nowhere else. */
  const arrivedAt = (...at: readonly UdpEar[]): Promise<void> =>
    until(() => at.reduce((sum, { packets }) => sum + packets.length, 0) === ticks && room.packets.length === ticks);
  const heardBy = ({ packets }: UdpEar, from = 0) =>
    joined(packets.slice(from).map(({ payload }) => decodeG711('PCMU', payload)));

  it.each([
    ['another port', '127.0.0.1'],
    ['another address', '127.0.0.2'],
  ])('is sent its sound to %s than its description names, and heard from there', async (_, host) => {
    const nat = await openEar(host);
    for (let n = 0; n < 60; n += 1) await tick([nat, packet(n, TELEPHONE_HZ)]);
    await arrivedAt(nat, described);
    // Until it was believed, what it was to hear went where it was described.
    expect(described.packets).toHaveLength(PROBATION_PACKETS - 1);
    expect(shareAt(OURS_HZ, heardBy(nat))).toBeGreaterThan(0.95);
    expect(shareAt(TELEPHONE_HZ, heardBy(room, 15))).toBeGreaterThan(0.95);
  });

  it('keeps its place against a stranger, who is neither heard nor sent anything', async () => {
    const [nat, stranger] = [await openEar(), await openEar('127.0.0.3')];
    // Not even before anybody else has spoken: a packet that strays in makes nobody the other end.
    await tick([stranger, packet(9_000, STRANGER_HZ)]);
    const seconds = (2 * RELATCH_MS) / TICK_MS;
    for (let n = 0; n < seconds; n += 1) {
      const said = [nat, packet(n, TELEPHONE_HZ)] as const;
      await tick(...(n < PROBATION_PACKETS ? [said] : [said, [stranger, packet(n, STRANGER_HZ)] as const]));
    }
    await arrivedAt(nat, described, stranger);
    expect(stranger.packets).toEqual([]);
    expect(described.packets).toHaveLength(PROBATION_PACKETS);
    expect(shareAt(TELEPHONE_HZ, heardBy(room, 15))).toBeGreaterThan(0.95);
  });

  it('is found again where its NAT gave it another port, once the old one is silent', async () => {
    const [nat, later] = [await openEar(), await openEar('127.0.0.2')];
    for (let n = 0; n < 20; n += 1) await tick([nat, packet(n, TELEPHONE_HZ)]);
    const silent = RELATCH_MS / TICK_MS;
    for (let n = 20; n < 20 + silent + 50; n += 1) await tick([later, packet(n, TELEPHONE_HZ)]);
    await arrivedAt(nat, later, described);
    // The tick of the packet that makes it the other end is the first that it hears.
    expect(later.packets.length).toBeGreaterThan(45);
    expect(nat.packets.length).toBeGreaterThanOrEqual(silent);
    expect(shareAt(OURS_HZ, heardBy(later))).toBeGreaterThan(0.95);
  });
});

const description = (port: number): SoundDescription => ({
  ...{ address: '127.0.0.1', port, direction: 'sendrecv', digits: null, lines: [], crypto: null },
  codecs: [{ codec: 'PCMU', payloadType: 0 }],
});

/** The n-th of a stream that hums so, which its SSRC says too. */
const packet = (n: number, hz: number): Buffer =>
  renderRtp({
    ...{ payloadType: 0, marker: n === 0, sequence: n, timestamp: n * FRAME, ssrc: hz },
    payload: encodeG711('PCMU', tone(hz, FRAME, n * FRAME)),
  });
