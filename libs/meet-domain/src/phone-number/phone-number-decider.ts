import type { Decider } from '../decider.ts';
import type { PhoneNumberCommand, PhoneNumberRefusal } from './commands.ts';
import { decidePhoneNumber } from './decide.ts';
import type { PhoneNumberEvent } from './events.ts';
import { evolvePhoneNumber, type PhoneNumberState } from './fold.ts';

/** A number that channels have, one at a time. */
export const phoneNumberDecider: Decider<PhoneNumberState, PhoneNumberCommand, PhoneNumberEvent, PhoneNumberRefusal> = {
  initial: null,
  decide: decidePhoneNumber,
  evolve: evolvePhoneNumber,
};
