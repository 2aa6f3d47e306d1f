import { accept, type Decision, refuse } from '../decider.ts';
import type { GiveBackPhoneNumber, IssuePhoneNumber, PhoneNumberCommand, PhoneNumberRefusal } from './commands.ts';
import type { PhoneNumberEvent } from './events.ts';
import type { PhoneNumberState } from './fold.ts';

export type PhoneNumberDecision = Decision<PhoneNumberEvent, PhoneNumberRefusal>;

/**
 * Who has a number. It is one stream for all channels, so two that want it race for one append, and the later finds it taken.
 */
export function decidePhoneNumber(command: PhoneNumberCommand, state: PhoneNumberState): PhoneNumberDecision {
  switch (command.type) {
    case 'IssuePhoneNumber':
      return issue(command, state);
    case 'GiveBackPhoneNumber':
      return giveBack(command, state);
  }
}

/** Only a verified business learns whether a number is taken. */
function issue(command: IssuePhoneNumber, state: PhoneNumberState): PhoneNumberDecision {
  const { at, by, number, channelId, channel } = command;
  if (state?.channelId === channelId) return accept();
  if (channel?.businessVerified !== true) return refuse({ reason: 'not-allowed', guards: ['BUSINESS_NOT_VERIFIED'] });
  if (state !== null && state.channelId !== null) return refuse({ reason: 'taken' });
  return accept({ type: 'PhoneNumberIssued', at, by, data: { number, channelId } });
}

function giveBack({ at, by, channelId }: GiveBackPhoneNumber, state: PhoneNumberState): PhoneNumberDecision {
  if (state?.channelId !== channelId) return refuse({ reason: 'unknown' });
  return accept({ type: 'PhoneNumberGivenBack', at, by, data: { number: state.number, channelId } });
}
