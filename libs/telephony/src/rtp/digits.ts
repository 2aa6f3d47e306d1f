import type { Digit } from '@meets/meet-domain';
import type { RtpPacket } from './packet.ts';

/** RFC 4733 §3.2: events 0 to 15. */
const KEYS: readonly Digit[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'A', 'B', 'C', 'D'];
/** Samples in 20 ms of 8 kHz. */
export const SAMPLES_PER_TICK = 160;
/** How long a digit is pressed, in ticks of 20 ms. */
export const DIGIT_TICKS = 5;
/** How often its end is said, since a packet may get lost (RFC 4733 §2.5.1.4). */
export const DIGIT_ENDS = 3;
/** The silence between two digits, in ticks. */
export const DIGIT_GAP_TICKS = 3;
/** How loud it is, in -dBm0. */
const VOLUME = 10;

/** Hears digits: each once, however many packets tell of it. */
export class DigitsIn {
  private last: { readonly timestamp: number; readonly ssrc: number; readonly event: number } | null = null;

  /** Null where it is one that was heard already, or none. */
  hear({ payload, timestamp, ssrc }: RtpPacket): Digit | null {
    if (payload.length < 4) return null;
    const event = payload.readUInt8(0);
    const key = KEYS[event];
    // All packets of one digit carry the moment at which it was pressed; so a lost first or last one changes nothing.
    const { last } = this;
    if (key === undefined || (last?.timestamp === timestamp && last.ssrc === ssrc && last.event === event)) return null;
    this.last = { timestamp, ssrc, event };
    return key;
  }
}

/** What takes the place of sound in one tick. */
export interface DigitFrame {
  readonly payload: Buffer;
  readonly marker: boolean;
  /** How many ticks ago the digit was pressed: its timestamp is that of then. */
  readonly ticksAgo: number;
}

interface Waiting {
  readonly event: number;
  readonly sent: () => void;
}

/** Presses digits, one after another, a packet a tick. */
export class DigitsOut {
  private readonly waiting: Waiting[] = [];
  private tick = 0;

  /** How many are still to be pressed. */
  get length(): number {
    return this.waiting.length;
  }

  /** Resolves once the last is on its way. */
  press(digits: readonly Digit[]): Promise<void> {
    if (digits.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      for (const [index, digit] of digits.entries()) {
        const last = index === digits.length - 1;
        this.waiting.push({ event: KEYS.indexOf(digit), sent: last ? resolve : () => undefined });
      }
    });
  }

  /** What to send in this tick; null for sound. */
  next(): readonly DigitFrame[] | null {
    const [digit] = this.waiting;
    if (!digit) return null;
    const tick = this.tick++;
    if (tick < DIGIT_TICKS) return [frame(digit.event, tick, false)];
    if (tick === DIGIT_TICKS) return Array.from({ length: DIGIT_ENDS }, () => frame(digit.event, tick, true));
    if (tick < DIGIT_TICKS + DIGIT_GAP_TICKS) return null;
    this.waiting.shift();
    this.tick = 0;
    digit.sent();
    return null;
  }

  /** Nobody waits any more. */
  drop(): void {
    for (const { sent } of this.waiting.splice(0)) sent();
  }
}

function frame(event: number, tick: number, end: boolean): DigitFrame {
  const payload = Buffer.alloc(4);
  payload.writeUInt8(event, 0);
  payload.writeUInt8((end ? 0x80 : 0) | VOLUME, 1);
  payload.writeUInt16BE(Math.max(tick, 1) * SAMPLES_PER_TICK, 2);
  return { payload, marker: tick === 0, ticksAgo: tick };
}
