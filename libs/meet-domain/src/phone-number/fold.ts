import type { PhoneNumberEvent } from './events.ts';

/** A number as its history tells it; null before it was ever issued. */
export interface IssuedNumber {
  /** E.164. */
  readonly number: string;
  /** Whose it is; null while it is nobody's. */
  readonly channelId: string | null;
}

export type PhoneNumberState = IssuedNumber | null;

/** The number after one more event. */
export function evolvePhoneNumber(state: PhoneNumberState, { type, data }: PhoneNumberEvent): PhoneNumberState {
  switch (type) {
    case 'PhoneNumberIssued':
      return { number: data.number, channelId: data.channelId };
    case 'PhoneNumberGivenBack':
      return state?.channelId === data.channelId ? { number: data.number, channelId: null } : state;
  }
}
