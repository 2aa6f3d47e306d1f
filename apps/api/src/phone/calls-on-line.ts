import { createHmac, randomBytes } from 'node:crypto';
import type { Digit, IncomingCall, PhoneCall } from '@meets/meet-domain';
import type { Clock } from '../time/clock.ts';
import type { OneCall } from '../commands/one-call.ts';
import type { Pressed, Telephones } from '../commands/telephones.ts';
import { scopedKey } from '../projections/scoped-key.ts';

/** How long a digit may take to be pressed, in ms; on the line it takes 160. */
export const PRESS_DIGIT_MS = 400;
/** How much longer all of them together may take, in ms: what was pressed before comes first. */
export const PRESS_SLACK_MS = 12_000;
/** Of how many commands it is remembered, for each call, that their digits were pressed. */
export const PRESSES_REMEMBERED = 256;

/** A call on the line, and the meet that it is. */
export interface CallOnLine extends OneCall {
  readonly call: IncomingCall | PhoneCall;
}

interface Kept extends CallOnLine {
  /** By command. */
  readonly pressed: Map<string, Promise<Pressed>>;
}

/** The calls that this process's line has, by the meets that they are. */
export class CallsOnLine implements Telephones {
  readonly #clock: Clock;
  readonly #calls = new Map<string, Kept>();
  readonly #digestKey = randomBytes(32);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(kept: CallOnLine): void {
    this.#calls.set(keyOf(kept), { ...kept, pressed: new Map() });
  }

  find(call: OneCall): CallOnLine | null {
    return this.#calls.get(keyOf(call)) ?? null;
  }

  /** Safe to call twice. */
  remove(call: OneCall): void {
    this.#calls.delete(keyOf(call));
  }

  async press(call: OneCall, digits: readonly Digit[], commandId: string): Promise<Pressed> {
    const kept = this.#calls.get(keyOf(call));
    if (kept === undefined) return 'not-here';
    const { pressed } = kept;
    const before = pressed.get(commandId);
    if (before !== undefined) return before;
    const pressing = this.#inTime(digits.length, pressedOn(kept, digits));
    pressed.set(commandId, pressing);
    const [oldest] = pressed.keys();
    if (pressed.size > PRESSES_REMEMBERED && oldest !== undefined) pressed.delete(oldest);
    return pressing;
  }

  digest(digits: readonly Digit[]): string {
    return createHmac('sha256', this.#digestKey).update(digits.join('')).digest('base64');
  }

  #inTime(digits: number, pressing: Promise<Pressed>): Promise<Pressed> {
    const inMs = digits * PRESS_DIGIT_MS + PRESS_SLACK_MS;
    return new Promise((resolve) => {
      const cancel = this.#clock.setTimer(inMs, () => resolve('unfinished'));
      void pressing.then(resolve).finally(cancel);
    });
  }
}

const keyOf = ({ channelId, meetId }: OneCall): string => scopedKey(channelId, meetId);

async function pressedOn({ call }: CallOnLine, digits: readonly Digit[]): Promise<Pressed> {
  const sent = await call.sendDigits(digits);
  if (sent.ok) return 'pressed';
  return sent.failure.reason === 'over' ? 'over' : 'refused';
}
