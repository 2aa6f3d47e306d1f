import { readFileSync } from 'node:fs';
import { fakeTimers } from '../testing/fake-timers.ts';
import {
  type LinkCounts,
  type ReceivedCounts,
  receivedCounts,
  type SentCounts,
  sentCounts,
  type Stats,
} from './counts.ts';
import {
  FAIR_JITTER_MS,
  FAIR_LOSS_PERCENT,
  FAIR_RTT_MS,
  levelOf,
  look,
  LOST_AFTER_MS,
  type MeetQuality,
  POOR_JITTER_MS,
  POOR_LOSS_PERCENT,
  POOR_RTT_MS,
} from './quality.ts';
import { QUALITY_EVERY_MS, watchQuality } from './watch-quality.ts';

/** What Chromium's `getStats` told in a meet with sound and a camera, twice, about two seconds apart, while one packet in four was lost. */
const RECORDED = JSON.parse(readFileSync(new URL('../testing/recorded-stats.json', import.meta.url), 'utf8')) as Record<
  'sent' | 'audio' | 'camera',
  [Stats, Stats]
>;

const COUNTED = { atMs: 0, rttMs: null, jitterMs: null, packets: 0, bytes: 0, frames: null };
const NOTHING: ReceivedCounts = { ...COUNTED, lostPackets: 0 };
const NOTHING_SENT: SentCounts = { ...COUNTED, lossPercent: null };
const MEASURED = { rttMs: null, lossPercent: 0, jitterMs: null, kbitPerS: 0, framesPerS: null };

describe('what a browser counts', () => {
  it('is read as Chromium tells it, of what is sent', () => {
    const [before, now] = RECORDED.sent.map(sentCounts) as [SentCounts, SentCounts];
    expect(now).toEqual({
      atMs: expect.any(Number),
      rttMs: expect.any(Number),
      jitterMs: expect.any(Number),
      packets: expect.any(Number),
      lossPercent: 28.90625,
      bytes: expect.any(Number),
      frames: expect.any(Number),
    });
    expect(now.packets).toBeGreaterThan(before.packets);
  });

  it('is read of what is received, a sound without pictures', () => {
    expect(receivedCounts(RECORDED.audio[1])).toMatchObject({ frames: null, rttMs: expect.any(Number) });
    expect(receivedCounts(RECORDED.camera[1])?.frames).toBeGreaterThan(0);
  });

  it('is nothing where nothing goes, and null where a browser does not tell', () => {
    expect(sentCounts([])).toEqual(NOTHING_SENT);
    expect(receivedCounts([])).toBeNull();
    const bare = { id: 'a', type: 'inbound-rtp', timestamp: 7, packetsLost: -2 };
    expect(receivedCounts([bare])).toEqual({ ...NOTHING, atMs: 7 });
  });
});

describe('the quality of a connection', () => {
  const counts = (more: Partial<LinkCounts> = {}): LinkCounts => ({
    ...{ state: 'connected', sent: NOTHING_SENT, received: new Map(), ...more },
  });

  it('is made of what was counted since the last look, as recorded in a browser', () => {
    const [before, now] = [0, 1].map((at) =>
      counts({
        sent: sentCounts(RECORDED.sent[at] ?? []),
        received: new Map(
          (['audio', 'camera'] as const).map((name) => [name, receivedCounts(RECORDED[name][at] ?? []) ?? NOTHING]),
        ),
      }),
    ) as [LinkCounts, LinkCounts];
    const { own, received } = look(now, look(before, null)).quality;
    expect(own).toMatchObject({ level: 'poor', lossPercent: 28.90625 });
    expect(received.get('audio')).toMatchObject({ level: 'poor', framesPerS: null });
    expect(received.get('camera')?.framesPerS).toBeGreaterThan(0);
    expect(received.get('camera')?.kbitPerS).toBeGreaterThan(0);
  });

  it('is known from the second look on, and of what goes over the connection only', () => {
    const one = counts({ received: new Map([['a', NOTHING]]) });
    expect(look(one, null).quality).toEqual({ own: null, received: new Map() });
    const unused = counts({ state: 'new' });
    expect(look(unused, look(unused, null)).quality.own).toBeNull();
  });

  it.each([
    [{ rttMs: FAIR_RTT_MS - 1, lossPercent: FAIR_LOSS_PERCENT - 0.1, jitterMs: FAIR_JITTER_MS - 1 }, 'good'],
    [{ rttMs: FAIR_RTT_MS }, 'fair'],
    [{ lossPercent: FAIR_LOSS_PERCENT }, 'fair'],
    [{ jitterMs: FAIR_JITTER_MS }, 'fair'],
    [{ rttMs: POOR_RTT_MS }, 'poor'],
    [{ lossPercent: POOR_LOSS_PERCENT }, 'poor'],
    [{ jitterMs: POOR_JITTER_MS, rttMs: 1 }, 'poor'],
    [{}, 'good'],
  ] as const)('with %j is %s', (measured, level) => {
    expect(levelOf({ ...MEASURED, ...measured })).toBe(level);
  });

  it('counts loss among all packets: those that came and those that did not', () => {
    const at = (atMs: number, packets: number, lostPackets: number): LinkCounts =>
      counts({ received: new Map([['a', { ...NOTHING, atMs, packets, lostPackets }]]) });
    const before = look(at(0, 100, 0), null);
    const track = look(at(2_000, 195, 5), before).quality.received.get('a');
    expect([track?.lossPercent, track?.level]).toEqual([5, 'fair']);
    expect(look(at(2_000, 100, 5), before).quality.received.get('a')?.lossPercent).toBe(100);
  });

  it('takes the other side at its word for what was lost of what is sent: its reports come late and far apart', () => {
    const sent = (packets: number, lossPercent: number | null) =>
      counts({ sent: { ...NOTHING_SENT, packets, lossPercent } });
    const before = look(sent(100, null), null);
    expect(look(sent(101, 25), before).quality.own).toMatchObject({ level: 'poor', lossPercent: 25 });
    expect(look(sent(101, null), before).quality.own).toMatchObject({ level: 'good', lossPercent: 0 });
    const fares = (fractionLost: number) => ({ id: 'r', type: 'remote-inbound-rtp', timestamp: 1, fractionLost });
    expect(sentCounts([fares(0.02), fares(0.5)]).lossPercent).toBe(50);
  });

  it('is lost where nothing comes for a while, or the connection is broken, and not before', () => {
    const track = (atMs: number, packets: number, state: LinkCounts['state'] = 'connected') =>
      counts({ state, received: new Map([['a', { ...NOTHING, atMs, packets }]]) });
    const came = look(track(1_000, 10), look(track(0, 5), null));
    const waiting = look(track(1_000 + LOST_AFTER_MS - 1, 10), came);
    expect(waiting.quality.received.get('a')?.level).toBe('good');
    const lost = look(track(1_000 + LOST_AFTER_MS, 10), waiting);
    expect(lost.quality.received.get('a')?.level).toBe('lost');
    expect(look(track(6_000, 11), lost).quality.received.get('a')?.level).toBe('good');
    const broken = look(track(2_000, 20, 'broken'), came).quality;
    expect([broken.own?.level, broken.received.get('a')?.level]).toEqual(['lost', 'lost']);
  });

  it('does not fall because a new link begins to count anew', () => {
    const old = counts({ sent: { ...NOTHING_SENT, atMs: 1, packets: 900, bytes: 9_000 } });
    const anew = counts({ sent: { ...NOTHING_SENT, atMs: 2_001, packets: 10 } });
    expect(look(anew, look(old, null)).quality.own).toMatchObject({ level: 'good', lossPercent: 0, kbitPerS: 0 });
  });
});

describe('looking at the quality', () => {
  it('goes on every so often, over no link too, until it is stopped', async () => {
    const timers = fakeTimers();
    const told: MeetQuality[] = [];
    let counted: LinkCounts | null = { state: 'connected', sent: NOTHING_SENT, received: new Map() };
    const stop = watchQuality(timers)(
      async () => counted,
      (quality) => void told.push(quality),
    );
    const lookOnce = async () => {
      timers.advance(QUALITY_EVERY_MS);
      await new Promise((resolve) => setImmediate(resolve));
    };
    await lookOnce();
    await lookOnce();
    expect(told.map(({ own }) => own?.level ?? null)).toEqual([null, 'good']);
    counted = null;
    await lookOnce();
    expect(told.at(-1)).toEqual({ own: null, received: new Map() });
    timers.advance(QUALITY_EVERY_MS);
    stop();
    stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect([told.length, timers.pendingMs()]).toEqual([3, []]);
  });
});
