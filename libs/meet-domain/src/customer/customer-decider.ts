import type { Decider } from '../decider.ts';
import type { CustomerCommand, CustomerRefusal } from './commands.ts';
import { decideCustomer } from './decide.ts';
import type { CustomerEvent } from './events.ts';
import { type CustomerState, evolveCustomer } from './fold.ts';

/** A person the channel serves: what the host told us of them, and their presence. */
export const customerDecider: Decider<CustomerState, CustomerCommand, CustomerEvent, CustomerRefusal> = {
  initial: null,
  decide: decideCustomer,
  evolve: evolveCustomer,
};
