import { randomInt } from 'node:crypto';
import { SAMPLES_PER_TICK } from './digits.ts';
import { renderRtp } from './packet.ts';

/** One thing in a stream: sound of this tick, or a digit that was pressed some ticks ago. */
export interface Stamped {
  readonly payloadType: number;
  readonly payload: Buffer;
  readonly marker?: boolean;
  readonly ticksAgo?: number;
  /** A header extension, whole. */
  readonly extension?: Buffer;
}

/** A stream of ours, whatever it was made from: one SSRC, numbers without gaps, a clock that goes 20 ms a tick (RFC 3550 §5.1). */
export class RtpStream {
  readonly ssrc = randomInt(1, 2 ** 32 - 1);
  /** Far from its end: were the first packets lost around there, nobody could know how often it has gone round (RFC 3711 §3.3.1). */
  private sequence = randomInt(2 ** 15);
  private timestamp = randomInt(2 ** 32 - 1);

  stamp({ payloadType, payload, marker = false, ticksAgo = 0, extension }: Stamped): Buffer {
    this.sequence = (this.sequence + 1) & 0xffff;
    const timestamp = this.timestamp - ticksAgo * SAMPLES_PER_TICK;
    const { sequence, ssrc } = this;
    return renderRtp({ payloadType, payload, marker, timestamp, sequence, ssrc }, extension);
  }

  tick(): void {
    this.timestamp = (this.timestamp + SAMPLES_PER_TICK) >>> 0;
  }
}
