import type { Decider } from '../decider.ts';
import type { AccountCommand, AccountRefusal } from './commands.ts';
import { decideAccount } from './decide.ts';
import type { AccountEvent } from './events.ts';
import { type AccountState, evolveAccount } from './fold.ts';

/** An integrator or an analyst: since when their tokens are refused. */
export const accountDecider: Decider<AccountState, AccountCommand, AccountEvent, AccountRefusal> = {
  initial: null,
  decide: decideAccount,
  evolve: evolveAccount,
};
