import type { Decider } from '../decider.ts';
import type { MeetCommand } from './commands.ts';
import { decideMeet } from './decide.ts';
import type { MeetEvent } from './events.ts';
import { evolveMeet } from './fold.ts';
import type { MeetState } from './state.ts';
import type { MeetRefusal } from './refusals.ts';

/** A voice or video meet in a user chat, from its ring to its end. */
export const meetDecider: Decider<MeetState, MeetCommand, MeetEvent, MeetRefusal> = {
  initial: null,
  decide: decideMeet,
  evolve: evolveMeet,
};
