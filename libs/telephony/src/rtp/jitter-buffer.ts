import { RecentTransits } from './recent-transits.ts';

/** How long sound is held back at least, in ms, so that a packet that is a little late is in time. */
export const SHORTEST_DELAY_MS = 20;
/** And at most: beyond it people talk over each other, and a packet that is later is lost. */
export const LONGEST_DELAY_MS = 200;
/** And as long as nothing is known of the network. */
export const FIRST_DELAY_MS = 40;
/** How many packets are kept at most: more than the longest delay of the shortest packets, and less than a flood. */
export const MAX_PACKETS_KEPT = 100;
/** For how many packets it is remembered how late they were. */
export const PACKETS_JUDGED_BY = 100;
/** The share of them that the delay is to suffice for. */
const IN_TIME = 0.97;
/** How often the delay is judged anew, in packets. */
const JUDGED_EVERY = 10;
/** How long nothing may come before what comes next begins anew, in ms: a pause in speaking, or worse. */
export const PAUSE_MS = 60;
/** A longer leap ahead in time than this, in ms, is not filled up, but begins anew. */
export const LONGEST_GAP_MS = 100;
/** How many packets in a row may be of the past before they are believed, since some telephones turn their clocks back. */
export const LATE_BEFORE_BELIEVED = 3;
/** For how long, in ticks, more than needed has to be kept before some of it is left out. */
export const DEEP_TICKS = 50;
/** The longest packet that is taken, in ms. */
export const LONGEST_PACKET_MS = 120;

const SAMPLES_PER_MS = 8;
const FRAME = 20 * SAMPLES_PER_MS;

/** What comes in. `samples`: how much sound it is, in samples of 8 kHz. */
export interface Arrival {
  readonly timestamp: number;
  readonly payloadType: number;
  readonly payload: Buffer;
  readonly samples: number;
}

/**
 * What is to be played next. `missing`: that many samples are lost, or not here yet; `next` comes after them, where it is known and
 * follows at once. `pause`: there is nothing to play.
 */
export type Next =
  | { readonly is: 'packet'; readonly packet: Arrival }
  | { readonly is: 'missing'; readonly samples: number; readonly next: Arrival | null }
  | { readonly is: 'pause' };

interface Kept {
  readonly packet: Arrival;
  /** Where it begins, in samples since the beginning. */
  readonly at: number;
  readonly arrivedMs: number;
}

/** What happened to packets so far. */
export interface JitterCounts {
  received: number;
  late: number;
  lost: number;
  doubled: number;
}

/**
 * Holds sound back a little, so that packets that overtake each other or are held up can be played in their order. For how long follows
 * what the network does, between {@link SHORTEST_DELAY_MS} and {@link LONGEST_DELAY_MS}. It has no clock: whoever asks says when.
 */
export class JitterBuffer {
  readonly counts: JitterCounts = { received: 0, late: 0, lost: 0, doubled: 0 };
  private readonly ticksPerSample: number;
  private readonly kept: Kept[] = [];
  private readonly transits = new RecentTransits(PACKETS_JUDGED_BY);
  private judgedAgo = 0;
  private target = FIRST_DELAY_MS * SAMPLES_PER_MS;
  private last: { readonly timestamp: number; readonly at: number } | null = null;
  /** Where the next sample to be played is; null: nothing is being played. */
  private head: number | null = null;
  /** How many samples were made up because nothing was there. */
  private borrowed = 0;
  private lateInARow = 0;
  private shallowest = Infinity;
  private deepTicks = 0;

  /** `ticksPerSample`: how far the packets' clock goes while one sample of 8 kHz is played. */
  constructor(ticksPerSample: number) {
    this.ticksPerSample = ticksPerSample;
  }

  /** How long sound is held back now, in ms. */
  get delayMs(): number {
    return this.target / SAMPLES_PER_MS;
  }

  put(packet: Arrival, nowMs: number): void {
    if (packet.samples <= 0 || packet.samples > LONGEST_PACKET_MS * SAMPLES_PER_MS) return;
    this.counts.received += 1;
    const at = this.positionOf(packet.timestamp);
    if (this.head !== null && at + packet.samples <= this.head) {
      this.counts.late += 1;
      this.lateInARow += 1;
      if (this.lateInARow < LATE_BEFORE_BELIEVED) return;
      this.restart();
      this.last = { timestamp: packet.timestamp, at };
    }
    this.lateInARow = 0;
    this.judge(nowMs * SAMPLES_PER_MS - at);
    this.insert({ packet, at, arrivedMs: nowMs });
  }

  /** What to play now; `wanted` is how many samples are asked for. */
  take(wanted: number, nowMs: number): Next {
    const [oldest] = this.kept;
    if (this.head === null) {
      if (!oldest || !this.isRipe(oldest, nowMs)) return { is: 'pause' };
      this.head = oldest.at;
    }
    if (!oldest) return this.borrow(wanted);
    const gap = oldest.at - this.head;
    // What was lost while nothing was there has been made up for already.
    if (gap <= 0 || gap <= this.borrowed) return this.play(oldest);
    if (gap > LONGEST_GAP_MS * SAMPLES_PER_MS) {
      this.head = null;
      return { is: 'pause' };
    }
    const samples = Math.min(wanted, gap);
    this.head += samples;
    this.counts.lost += 1;
    return { is: 'missing', samples, next: gap === samples ? oldest.packet : null };
  }

  /** To be asked once a tick: whether for a while more has been kept than is needed, so that a frame may be left out. */
  isDeep(): boolean {
    const newest = this.kept.at(-1);
    const depth = this.head === null || !newest ? 0 : newest.at + newest.packet.samples - this.head;
    this.shallowest = Math.min(this.shallowest, depth);
    this.deepTicks += 1;
    if (this.deepTicks < DEEP_TICKS) return false;
    const deep = this.shallowest > this.target + FRAME;
    this.shallowest = Infinity;
    this.deepTicks = 0;
    return deep;
  }

  /** Forgets what was kept: somebody else speaks, by another clock. What is known of the network stays. */
  restart(): void {
    this.kept.length = 0;
    this.transits.forget();
    this.last = null;
    this.head = null;
    this.borrowed = 0;
    this.lateInARow = 0;
  }

  /** Counts on past the end of 32 bits. */
  private positionOf(timestamp: number): number {
    const { last } = this;
    const at = last ? last.at + ((timestamp - last.timestamp) | 0) / this.ticksPerSample : 0;
    this.last = { timestamp, at: Math.floor(at) };
    return this.last.at;
  }

  private insert(kept: Kept): void {
    let index = this.kept.length;
    while (index > 0 && (this.kept[index - 1]?.at ?? 0) > kept.at) index -= 1;
    if (this.kept[index - 1]?.at === kept.at) {
      this.counts.doubled += 1;
      return;
    }
    this.kept.splice(index, 0, kept);
    if (this.kept.length <= MAX_PACKETS_KEPT) return;
    this.kept.shift();
    this.head = null;
  }

  private isRipe({ arrivedMs }: Kept, nowMs: number): boolean {
    return (nowMs - arrivedMs) * SAMPLES_PER_MS >= this.target || this.kept.length === MAX_PACKETS_KEPT;
  }

  private borrow(wanted: number): Next {
    this.borrowed += wanted;
    if (this.borrowed > PAUSE_MS * SAMPLES_PER_MS) {
      this.head = null;
      this.borrowed = 0;
      return { is: 'pause' };
    }
    return { is: 'missing', samples: wanted, next: null };
  }

  private play({ packet, at }: Kept): Next {
    this.kept.shift();
    this.head = at + packet.samples;
    this.borrowed = 0;
    return { is: 'packet', packet };
  }

  private judge(transit: number): void {
    this.transits.note(transit);
    this.judgedAgo += 1;
    if (this.judgedAgo < JUDGED_EVERY) return;
    this.judgedAgo = 0;
    const frames = Math.ceil(this.transits.spread(IN_TIME) / FRAME);
    const [least, most] = [SHORTEST_DELAY_MS, LONGEST_DELAY_MS].map((ms) => ms * SAMPLES_PER_MS) as [number, number];
    this.target = Math.min(most, Math.max(least, frames * FRAME));
  }
}
