import type { Decider } from '../decider.ts';
import type { PhoneQueueCommand, PhoneQueueRefusal } from './commands.ts';
import { decidePhoneQueue } from './decide.ts';
import type { PhoneQueueEvent } from './events.ts';
import { EMPTY_QUEUE, evolvePhoneQueue, type PhoneQueue } from './fold.ts';

/** A channel's calls by phone: who is let in, and how many wait. */
export const phoneQueueDecider: Decider<PhoneQueue, PhoneQueueCommand, PhoneQueueEvent, PhoneQueueRefusal> = {
  initial: EMPTY_QUEUE,
  decide: decidePhoneQueue,
  evolve: evolvePhoneQueue,
};
