import { type RtpPacket, sequenceDistance } from './packet.ts';

/** How many packets in a row somebody unknown has to send before they are believed to be the other end behind a NAT. */
export const PROBATION_PACKETS = 3;
/** How long the other end has to be silent before somebody else may take its place. */
export const RELATCH_MS = 1_000;

interface Source {
  readonly address: string;
  readonly port: number;
}

/**
 * Who the other end is (symmetric RTP, RFC 4961): where its packets come from, whatever its description says, for it may be behind a NAT. The
 * described address is believed at once, anybody else after a few packets in a row; and once somebody is, nobody takes their place
 * while they speak. So a stray packet neither is heard nor draws our sound away.
 */
export class Latch {
  private described: Source | null = null;
  private latched: Source | null = null;
  private heardAt = 0;
  private probation: { readonly source: Source; readonly sequence: number; readonly count: number } | null = null;

  /** What the session description names; a new one, as after a transfer, begins anew. */
  describe(source: Source | null): void {
    const { described } = this;
    if (described && source && same(described, source)) return;
    this.described = source;
    this.latched = null;
    this.probation = null;
  }

  /** Where our sound goes; null where nobody knows yet. */
  target(): Source | null {
    return this.latched ?? this.described;
  }

  /** Whether the packet is the other end's. */
  admit({ sequence }: RtpPacket, source: Source, now: number): boolean {
    const { latched } = this;
    if (latched && same(latched, source)) {
      this.heardAt = now;
      return true;
    }
    if (latched && now - this.heardAt < RELATCH_MS) return false;
    if (!(this.described && same(this.described, source)) && !this.passes(source, sequence)) return false;
    this.latched = source;
    this.probation = null;
    this.heardAt = now;
    return true;
  }

  private passes(source: Source, sequence: number): boolean {
    const { probation } = this;
    const goesOn = probation && same(probation.source, source) && sequenceDistance(probation.sequence, sequence) === 1;
    const count = goesOn ? probation.count + 1 : 1;
    this.probation = { source, sequence, count };
    return count >= PROBATION_PACKETS;
  }
}

const same = (one: Source, other: Source): boolean => one.address === other.address && one.port === other.port;
