import type { Counts, LinkCounts, ReceivedCounts } from './counts.ts';

/** From this round trip on, talking is less than good: ITU-T G.114 has 150 ms each way as what most do not notice. */
export const FAIR_RTT_MS = 300;
/** From here on people talk into each other: G.114 has 400 ms each way as the most that planning may allow. */
export const POOR_RTT_MS = 800;
/** From this share of lost packets on, in percent, sound is mended audibly, and pictures come late. */
export const FAIR_LOSS_PERCENT = 3;
/** From here on Opus' own mending (FEC) is not enough. */
export const POOR_LOSS_PERCENT = 10;
/** From this jitter on, browsers hold sound back noticeably. */
export const FAIR_JITTER_MS = 30;
/** From here on they cannot. */
export const POOR_JITTER_MS = 100;
/** How long nothing may come of a track that is not held back before it counts as lost: silence itself is sent (Opus DTX) more often. */
export const LOST_AFTER_MS = 4_000;

export type QualityLevel = 'good' | 'fair' | 'poor' | 'lost';

export interface Quality {
  readonly level: QualityLevel;
  /** Null where the browser does not tell. */
  readonly rttMs: number | null;
  /** In percent: received, of the packets since the last look; sent, of those between the other side's last two reports. */
  readonly lossPercent: number;
  readonly jitterMs: number | null;
  readonly kbitPerS: number;
  /** Null for sound. */
  readonly framesPerS: number | null;
}

export interface MeetQuality {
  /** How what this page sends gets there; null before anything went over the connection. */
  readonly own: Quality | null;
  /** By track, what this page receives; a track that is held back stands not here. */
  readonly received: ReadonlyMap<string, Quality>;
}
export const NO_QUALITY: MeetQuality = { own: null, received: new Map() };

/** What was counted at one look, and since when nothing comes of a track. */
export interface Look {
  readonly counts: LinkCounts;
  readonly quality: MeetQuality;
  /** By track: when its newest packet was first seen, by the browser's clock. */
  readonly cameAtMs: ReadonlyMap<string, number>;
}

/** How it is now, in comparison with the last look; null where there was none over the same link. */
export function look(counts: LinkCounts, last: Look | null): Look {
  const cameAtMs = new Map<string, number>();
  const received = new Map<string, Quality>();
  for (const [id, now] of counts.received) {
    const before = last?.counts.received.get(id) ?? null;
    const cameAt = before && before.packets === now.packets ? (last?.cameAtMs.get(id) ?? now.atMs) : now.atMs;
    cameAtMs.set(id, cameAt);
    const isLost = counts.state === 'broken' || now.atMs - cameAt >= LOST_AFTER_MS;
    if (before) received.set(id, qualityOf(before, now, lossBetween(before, now), isLost));
  }
  const { sent, state } = counts;
  const before = last?.counts.sent ?? null;
  const own = before && state !== 'new' ? qualityOf(before, sent, sent.lossPercent ?? 0, state === 'broken') : null;
  return { counts, cameAtMs, quality: { own, received } };
}

function qualityOf(before: Counts, now: Counts, lossPercent: number, isLost: boolean): Quality {
  const seconds = Math.max(now.atMs - before.atMs, 1) / 1_000;
  const measured = {
    ...{ rttMs: now.rttMs, jitterMs: now.jitterMs, lossPercent },
    kbitPerS: (since(before.bytes, now.bytes) * 8) / 1_000 / seconds,
    framesPerS: now.frames === null ? null : since(before.frames ?? 0, now.frames) / seconds,
  };
  return { ...measured, level: isLost ? 'lost' : levelOf(measured) };
}

/** In percent of all packets: those that came and those that did not. */
function lossBetween(before: ReceivedCounts, now: ReceivedCounts): number {
  const lost = since(before.lostPackets, now.lostPackets);
  const came = since(before.packets, now.packets);
  return lost > 0 ? (lost / (lost + came)) * 100 : 0;
}

/** What a new link has counted is less than the old one had. */
const since = (before: number, now: number): number => Math.max(0, now - before);

/** The worst of what was measured says it. */
export function levelOf({ rttMs, lossPercent, jitterMs }: Omit<Quality, 'level'>): QualityLevel {
  const reaches = (rtt: number, loss: number, jitter: number): boolean =>
    (rttMs ?? 0) >= rtt || lossPercent >= loss || (jitterMs ?? 0) >= jitter;
  if (reaches(POOR_RTT_MS, POOR_LOSS_PERCENT, POOR_JITTER_MS)) return 'poor';
  return reaches(FAIR_RTT_MS, FAIR_LOSS_PERCENT, FAIR_JITTER_MS) ? 'fair' : 'good';
}
