import type { Fact } from '../decider.ts';

/** The number is this channel's own from then on. Numbers are the businesses', published, and nobody's personal data. */
export type PhoneNumberIssued = Fact<'PhoneNumberIssued', PhoneNumberOfChannel>;
/** The channel has it no longer; somebody else may have it. */
export type PhoneNumberGivenBack = Fact<'PhoneNumberGivenBack', PhoneNumberOfChannel>;

interface PhoneNumberOfChannel {
  /** E.164. */
  readonly number: string;
  readonly channelId: string;
}

export type PhoneNumberEvent = PhoneNumberIssued | PhoneNumberGivenBack;
