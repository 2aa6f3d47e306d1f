import type { PhoneNumberCommand, PhoneNumberRefusal } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { ROLE_NOT_ALLOWED } from './actor.ts';
import type { PhoneNumberAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { inputHash } from './input-hash.ts';
import { signedBy } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** The host product tells which numbers its carrier gave to the channel, and which it took back. */
export type PhoneNumberCommands = Pick<Commands, 'issuePhoneNumber' | 'giveBackPhoneNumber'>;

export function phoneNumberCommands(side: WriteSide): PhoneNumberCommands {
  return {
    async issuePhoneNumber(viewer, { number }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const { channelId } = viewer;
      const { state: channel } = await side.channels.fold(channelId, channelId);
      const command = { type: 'IssuePhoneNumber', ...signedBy(side, viewer), number, channelId, channel } as const;
      return decide(side, viewer, number, command);
    },
    async giveBackPhoneNumber(viewer, { number }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const command = { type: 'GiveBackPhoneNumber', ...signedBy(side, viewer), channelId: viewer.channelId } as const;
      return decide(side, viewer, number, command);
    },
  };
}

async function decide(
  side: WriteSide,
  viewer: Viewer,
  number: string,
  command: PhoneNumberCommand,
): Promise<PhoneNumberAnswer> {
  const commandId = side.newId();
  const result = await side.phoneNumbers.decide(viewer.channelId, number, command, {
    commandId,
    commandHash: inputHash('phone-number', { commandId }),
    correlationId: viewer.correlationId ?? commandId,
    causationId: null,
  });
  switch (result.outcome) {
    case 'accepted':
      return { outcome: 'put', position: result.position };
    case 'refused':
      return answerOf(result.refusal);
    case 'key-conflict':
      throw new Error('a fresh command id was used before: is the source of ids broken?');
  }
}

function answerOf(refusal: PhoneNumberRefusal): PhoneNumberAnswer {
  switch (refusal.reason) {
    case 'not-allowed':
      return { outcome: 'not-allowed', reasons: refusal.guards };
    case 'taken':
      // Whose it is, is another tenant's matter: no event is named.
      return { outcome: 'conflict', message: 'another channel has this number', winner: null };
    case 'unknown':
      return { outcome: 'not-found', what: 'phone number' };
  }
}
