import type { Digit, JoinedMix, PhoneMix } from '@meets/meet-domain';
import { decodeG711, encodeG711, type Samples } from '../rtp/g711.ts';
import { renderRtp } from '../rtp/packet.ts';
import { Ticker } from '../rtp/ticker.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import { opusTone } from '../testing/opus-tone.ts';
import { joined, pitchOf, shareAt, tone } from '../testing/tones.ts';
import { openUdpEar, type UdpEar } from '../testing/udp-ear.ts';
import { until } from '../testing/until.ts';
import type { CallSound, SoundDesk } from './sound-desk.ts';
import { openSoundThread } from './threaded-desk.ts';

const OPUS = 100;
const BOTH_WAYS = { speaks: true, hears: true, quiet: false, key: null };
const settings = { ports: { from: 0, to: 0 }, lostMs: 60_000, timeoutMs: 120_000 };

/** A telephone that hums, and what it hears. */
interface Telephone {
  readonly ear: UdpEar;
  readonly sound: CallSound;
  readonly told: (Digit | 'lost' | 'timed out')[];
  /** The pitch of the last half second that came. */
  hears(): number | null;
}

describe('the thread that sound is made on', () => {
  let desk: SoundDesk;
  let ears: UdpEar[];
  let tickers: Ticker[];
  beforeEach(() => {
    desk = openSoundThread(settings);
    [ears, tickers] = [[], []];
  });
  afterEach(async () => {
    for (const ticker of tickers) ticker.stop();
    await desk.close();
    for (const ear of ears) ear.close();
  });

  const openEar = async (): Promise<UdpEar> => {
    const ear = await openUdpEar();
    ears.push(ear);
    return ear;
  };
  const every20ms = (send: (n: number) => void): void => {
    let n = 0;
    const ticker = new Ticker(() => send(n++));
    tickers.push(ticker);
    ticker.start();
  };
  const telephone = async (hz: number | null): Promise<Telephone> => {
    const ear = await openEar();
    const told: Telephone['told'] = [];
    const heard = {
      digit: (digit: Digit) => void told.push(digit),
      lost: () => void told.push('lost'),
      timedOut: () => void told.push('timed out'),
    };
    const sound = await desk.open(heard, { host: '127.0.0.1' });
    if (!sound) throw new Error('no port');
    sound.agree(description(ear.port), BOTH_WAYS);
    if (hz !== null) {
      every20ms((n) => {
        const payload = encodeG711('PCMU', tone(hz, 160, n * 160));
        const numbers = { payloadType: 0, marker: false, sequence: n & 0xffff, timestamp: n * 160, ssrc: hz };
        ear.send(renderRtp({ ...numbers, payload }), sound.port);
      });
    }
    return { ear, sound, told, hears: () => pitchIn(ear) };
  };
  /** The pitch of the last half second that came; null where it was silent, or is not there yet. */
  const pitchIn = ({ packets }: UdpEar, ssrc?: number): number | null => {
    const own = packets.filter((packet) => ssrc === undefined || packet.ssrc === ssrc).slice(-25);
    const heard: Samples = joined(
      own.map(({ payload, payloadType }) => decodeG711(payloadType === 8 ? 'PCMA' : 'PCMU', payload)),
    );
    return heard.length < 25 * 160 || Math.max(...heard) < 500 ? null : pitchOf(heard);
  };
  /** Whether half a second holds both of those tones, which are as loud as each other, and nothing of the third. */
  const areHeard = ({ ear }: Telephone, both: readonly number[], own: number): boolean => {
    const last = ear.packets.slice(-25).map(({ payload }) => decodeG711('PCMU', payload));
    const share = (hz: number): number => shareAt(hz, joined(last));
    return last.length === 25 && both.every((hz) => share(hz) > 0.4) && share(own) < 0.01;
  };
  const openMix = async (): Promise<PhoneMix> => {
    const mix = await desk.openMix();
    if (!mix) throw new Error('no mix');
    return mix;
  };
  const join = async ({ sound }: Telephone, mix: PhoneMix): Promise<JoinedMix> => {
    let joinedMix = await sound.join(mix);
    while (!joinedMix) joinedMix = await sound.join(mix);
    return joinedMix;
  };
  /** Somebody hums in the room, in Opus. */
  const browser = async (mix: PhoneMix, from: UdpEar, hz: number): Promise<void> => {
    const packets = await opusTone(hz, 500);
    every20ms((n) => {
      const payload = packets[n % packets.length] ?? Buffer.alloc(0);
      const numbers = { payloadType: OPUS, marker: false, sequence: n & 0xffff, timestamp: n * 960, ssrc: hz };
      from.send(renderRtp({ ...numbers, payload }), mix.port);
    });
  };

  it('lets a telephone hear the room and the room hear the telephone, and neither itself', async () => {
    const [room, hums] = [await openEar(), await telephone(400)];
    const mix = await openMix();
    mix.tune({ fromPort: room.port, payloadType: OPUS });
    await browser(mix, room, 1_000);
    const { sound, passOn } = await join(hums, mix);
    passOn(room.port);
    await until(() => hums.hears() === 1_000 && pitchIn(room, sound.ssrc) === 400);
    expect(new Set(room.packets.map(({ ssrc }) => ssrc))).toEqual(new Set([sound.ssrc]));
  });

  it('lets telephones in one mix hear each other, and none in another', async () => {
    const [one, other, third] = [await telephone(300), await telephone(500), await telephone(null)];
    const [mix, elsewhere] = [await openMix(), await openMix()];
    await join(one, mix);
    await join(other, mix);
    const away = await join(third, elsewhere);
    await until(() => one.hears() === 500 && other.hears() === 300);
    expect(third.hears()).toBeNull();
    away.leave();
    const { leave } = await join(third, mix);
    await until(() => third.hears() !== null);
    leave();
    await until(() => third.hears() === null);
  });

  it('lets each of two telephones and a browser in one meet hear the other two, and none itself', async () => {
    const [room, one, other] = [await openEar(), await telephone(300), await telephone(500)];
    const mix = await openMix();
    mix.tune({ fromPort: room.port, payloadType: OPUS });
    await browser(mix, room, 1_000);
    const legs = [await join(one, mix), await join(other, mix)];
    for (const { passOn } of legs) passOn(room.port);
    const [first, second] = legs.map(({ sound }) => sound.ssrc);
    await until(
      () =>
        areHeard(one, [500, 1_000], 300) &&
        areHeard(other, [300, 1_000], 500) &&
        pitchIn(room, first) === 300 &&
        pitchIn(room, second) === 500,
    );
    // To the browser each telephone is a voice of its own, and there is no other.
    expect(new Set(room.packets.map(({ ssrc }) => ssrc))).toEqual(new Set([first, second]));
  });

  it('listens to nobody but the room that it was told of, and no more to one that it was', async () => {
    const [room, other, hears] = [await openEar(), await openEar(), await telephone(null)];
    const mix = await openMix();
    mix.tune({ fromPort: room.port, payloadType: OPUS });
    await join(hears, mix);
    await browser(mix, other, 1_500);
    await browser(mix, room, 700);
    await until(() => hears.hears() === 700);
    mix.tune({ fromPort: other.port, payloadType: OPUS });
    await until(() => hears.hears() === 1_500);
    mix.close();
    await until(() => hears.hears() === null);
    expect((await desk.load())?.mixes).toBe(0);
  });

  it('presses digits and hears them, across the thread', async () => {
    const [one, other] = [await telephone(null), await telephone(null)];
    one.sound.agree(description(other.sound.port), BOTH_WAYS);
    other.sound.agree(description(one.sound.port), BOTH_WAYS);
    expect(await one.sound.press(['4', '2'])).toBe(true);
    await until(() => other.told.length === 2);
    expect(other.told).toEqual(['4', '2']);
    one.sound.close();
    expect(await one.sound.press(['1'])).toBe(false);
  });

  it('says what it has to do, and how late it is with it', async () => {
    const [one] = [await telephone(400)];
    const mix = await openMix();
    await join(one, mix);
    await until(() => one.ear.packets.length > 10);
    const load = await desk.load();
    expect(load).toMatchObject({ calls: 1, mixes: 1, voices: 0, packets: { lost: 0, late: 0 } });
    expect(load?.ticks).toBeGreaterThan(5);
    expect(load?.lateMs.p99).toBeGreaterThanOrEqual(load?.lateMs.median ?? Infinity);
    expect(load?.busy).toBeGreaterThan(0);
    one.sound.close();
    expect(await desk.load()).toMatchObject({ calls: 0 });
  });

  it('is no more once it is closed, and answers who still asks', async () => {
    const one = await telephone(null);
    const mix = await openMix();
    const pressing = one.sound.press(['1']);
    await desk.close();
    await desk.close();
    expect(await pressing).toBe(false);
    expect(await one.sound.join(mix)).toBeNull();
    expect(await desk.openMix()).toBeNull();
    expect(await desk.load()).toBeNull();
    one.sound.close();
    mix.close();
  });
});

const description = (port: number): SoundDescription => ({
  ...{ address: '127.0.0.1', port, direction: 'sendrecv', digits: 101, lines: [], crypto: null },
  codecs: [{ codec: 'PCMU', payloadType: 0 }],
});
