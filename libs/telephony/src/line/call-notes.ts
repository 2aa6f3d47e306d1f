import type { CallEnding, PhoneCallEvent } from '@meets/meet-domain';

/** What may be written down of a call: when what happened in it, and by which Call-ID its carrier knows it. Neither numbers nor digits. */
export interface CallNote {
  readonly callId: string;
  /** The Call-ID of its messages, for asking the carrier; what could be a telephone number in it is left out. */
  readonly sipCallId: string;
  readonly trunkId: string;
  readonly direction: 'in' | 'out';
  readonly what: 'begun' | Exclude<PhoneCallEvent['type'], 'digit'>;
  /** Of one that has ended. */
  readonly ending: CallEnding | null;
}

/** How many calls there were, and how they ended. */
export interface CallCounts {
  readonly in: number;
  readonly out: number;
  readonly endings: Readonly<Partial<Record<CallEnding['cause']['reason'], number>>>;
}

/** As many digits as a telephone number has, and nothing beside them that would make them part of a random name. */
const NUMBER_LIKE = /(?<![0-9a-z])\+?\d{7,15}(?![0-9a-z])/gi;

/** A Call-ID without what could be somebody's number: its maker may have put one there. */
export const withoutNumbers = (sipCallId: string): string => sipCallId.replaceAll(NUMBER_LIKE, '…');
