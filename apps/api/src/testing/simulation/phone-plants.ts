import { phoneNumberDecider, phoneNumberStream } from '@meets/meet-domain';
import { aggregate } from '../../commands/write-side.ts';
import type { FoundPlant } from './plant.ts';

/** Mistakes about calls by phone. */
export const PHONE_PLANTS: Readonly<Record<string, FoundPlant>> = {
  'a number that is issued whoever has it': {
    breaks: ['a number is one channel’s'],
    writeSide: (side, parts) => {
      const { decide } = phoneNumberDecider;
      const careless: typeof decide = (command, state) =>
        decide(command, command.type === 'IssuePhoneNumber' ? null : state);
      const decider = { ...phoneNumberDecider, decide: careless };
      const phoneNumbers = aggregate(parts, decider, (_, number) => phoneNumberStream(number), { untraced: true });
      return { ...side, phoneNumbers };
    },
  },
};
