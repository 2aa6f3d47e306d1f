/** What a connection, or one track on it, has counted until now. Rates are made of two of them. */
export interface Counts {
  /** When, by the browser's clock, in milliseconds. */
  readonly atMs: number;
  /** Of the last measurement; null where there was none. */
  readonly rttMs: number | null;
  readonly jitterMs: number | null;
  /** Packets that came, or went, so far. */
  readonly packets: number;
  readonly bytes: number;
  /** Pictures so far; null for sound. */
  readonly frames: number | null;
}

export interface SentCounts extends Counts {
  /**
   * What the other side lost between its last two reports, in percent, of the track that fares worst; null before a report.
   * Reports come seconds apart and later than what they tell of, so that their totals cannot be set against what was sent since the last look.
   */
  readonly lossPercent: number | null;
}

export interface ReceivedCounts extends Counts {
  /** Packets so far that did not come: none of `packets`. */
  readonly lostPackets: number;
}

/** What a link has counted until now. */
export interface LinkCounts {
  /** `new`: nothing has gone over it yet. */
  readonly state: 'new' | 'connected' | 'broken';
  /** What is sent. */
  readonly sent: SentCounts;
  /** What is received and not held back, by track. */
  readonly received: ReadonlyMap<string, ReceivedCounts>;
}

/** As browsers report it (W3C, Identifiers for WebRTC's Statistics API); the fields that are read here, each missing in some browser. */
export interface Stat {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly kind?: string;
  readonly selectedCandidatePairId?: string;
  /** In seconds. */
  readonly currentRoundTripTime?: number;
  /** In seconds. */
  readonly jitter?: number;
  readonly packetsLost?: number;
  /** Since the report before, of 1. */
  readonly fractionLost?: number;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly framesEncoded?: number;
  readonly framesDecoded?: number;
}
export type Stats = Iterable<Stat>;

/** All that is sent together: the worst of what the other side says it lost, and of the jitter it sees. */
export function sentCounts(stats: Stats): SentCounts {
  const all = [...stats];
  const out = all.filter(({ type }) => type === 'outbound-rtp');
  const reports = all.filter(({ type }) => type === 'remote-inbound-rtp');
  const video = out.filter(({ kind }) => kind === 'video');
  return {
    ...{ atMs: latest(all), rttMs: rttOf(all) },
    jitterMs: worst(reports.map(({ jitter }) => inMs(jitter))),
    packets: sum(out.map(({ packetsSent }) => packetsSent)),
    lossPercent: worst(reports.map(({ fractionLost }) => (fractionLost === undefined ? null : fractionLost * 100))),
    bytes: sum(out.map(({ bytesSent }) => bytesSent)),
    // Of a picture that is sent in several sizes, the one with the most.
    frames: worst(video.map(({ framesEncoded }) => framesEncoded ?? null)),
  };
}

/** One received track. */
export function receivedCounts(stats: Stats): ReceivedCounts | null {
  const all = [...stats];
  const inbound = all.find(({ type }) => type === 'inbound-rtp');
  if (!inbound) return null;
  return {
    ...{ atMs: inbound.timestamp, rttMs: rttOf(all), jitterMs: inMs(inbound.jitter) },
    packets: inbound.packetsReceived ?? 0,
    // Packets that come twice make it negative (RFC 3550 §6.4.1).
    lostPackets: Math.max(0, inbound.packetsLost ?? 0),
    bytes: inbound.bytesReceived ?? 0,
    frames: inbound.kind === 'video' ? (inbound.framesDecoded ?? 0) : null,
  };
}

function rttOf(all: readonly Stat[]): number | null {
  const selected = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  const pairs = all.filter(({ type, id }) => type === 'candidate-pair' && (selected === undefined || id === selected));
  return worst(pairs.map(({ currentRoundTripTime }) => inMs(currentRoundTripTime)));
}

const latest = (all: readonly Stat[]): number => all.reduce((newest, { timestamp }) => Math.max(newest, timestamp), 0);
const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, each) => total + Math.max(0, each ?? 0), 0);
const inMs = (seconds: number | undefined): number | null => (seconds === undefined ? null : seconds * 1_000);
const worst = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce<number | null>((most, each) => (each !== null && (most === null || each > most) ? each : most), null);
