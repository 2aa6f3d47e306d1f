import type { RecordedEvent } from '@meets/event-store';
import { hold } from './violation.ts';

/** Whose each number is, checked event by event: R2, R3. */
export class PhoneBook {
  readonly #holders = new Map<string, string>();

  take({ type, data, position }: RecordedEvent): void {
    const { number, channelId } = data as Readonly<Record<string, string>>;
    if (number === undefined || channelId === undefined) return;
    const holder = this.#holders.get(number);
    const here = (): string =>
      `${type} of ${number} for ${channelId} at ${position}, while it is ${holder ?? 'nobody'}'s`;
    if (type === 'PhoneNumberIssued') {
      hold(holder === undefined, 'a number is one channel’s', here);
      this.#holders.set(number, channelId);
    }
    if (type === 'PhoneNumberGivenBack') {
      hold(holder === channelId, 'a number is one channel’s', here);
      this.#holders.delete(number);
    }
  }
}
