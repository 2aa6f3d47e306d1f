import type { Decider } from '../decider.ts';
import type { ManagerCommand, ManagerRefusal } from './commands.ts';
import { decideManager } from './decide.ts';
import type { ManagerEvent } from './events.ts';
import { evolveManager, type ManagerState } from './fold.ts';

/** A member of the channel's staff: their name, seat and presence. */
export const managerDecider: Decider<ManagerState, ManagerCommand, ManagerEvent, ManagerRefusal> = {
  initial: null,
  decide: decideManager,
  evolve: evolveManager,
};
