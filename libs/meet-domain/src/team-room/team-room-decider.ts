import type { Decider } from '../decider.ts';
import type { TeamRoomCommand, TeamRoomRefusal } from './commands.ts';
import { decideTeamRoom } from './decide.ts';
import type { TeamRoomEvent } from './events.ts';
import { evolveTeamRoom, type TeamRoomState } from './fold.ts';

/** A managers' room: a public group, a private group or a direct message. */
export const teamRoomDecider: Decider<TeamRoomState, TeamRoomCommand, TeamRoomEvent, TeamRoomRefusal> = {
  initial: null,
  decide: decideTeamRoom,
  evolve: evolveTeamRoom,
};
