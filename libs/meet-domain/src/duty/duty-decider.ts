import type { Decider } from '../decider.ts';
import type { DutyCommand, DutyRefusal } from './commands.ts';
import { decideDuty } from './decide.ts';
import type { DutyEvent } from './events.ts';
import { type DutyState, evolveDuty } from './fold.ts';

/** Whether a manager takes calls, and which one holds them. */
export const dutyDecider: Decider<DutyState, DutyCommand, DutyEvent, DutyRefusal> = {
  initial: null,
  decide: decideDuty,
  evolve: evolveDuty,
};
