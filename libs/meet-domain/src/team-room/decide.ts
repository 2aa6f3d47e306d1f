import { accept, type Decision, refuse } from '../decider.ts';
import type { AddTeamRoomMember, PutTeamRoom, TeamRoomCommand, TeamRoomRefusal } from './commands.ts';
import type { TeamRoomEvent, TeamRoomKind } from './events.ts';
import type { TeamRoom, TeamRoomState } from './fold.ts';

export type TeamRoomDecision = Decision<TeamRoomEvent, TeamRoomRefusal>;

/** What follows from an order about a team room. Telling what is already known adds no event. */
export function decideTeamRoom(command: TeamRoomCommand, state: TeamRoomState): TeamRoomDecision {
  switch (command.type) {
    case 'PutTeamRoom':
      return put(command, state);
    case 'AddTeamRoomMember':
      return addMember(command, state);
  }
}

function put(command: PutTeamRoom, state: TeamRoomState): TeamRoomDecision {
  const { at, by, teamRoomId, kind } = command;
  if (state !== null && isDirect(state.kind) !== isDirect(kind)) return refuse({ reason: 'kind-fixed' });
  const name = isDirect(kind) ? null : command.name;
  const memberIds = [...new Set(command.memberIds)];
  if (state !== null && saysNothingNew({ kind, name, memberIds }, state)) return accept();
  return accept({ type: 'TeamRoomPut', at, by, data: { teamRoomId, kind, name, memberIds } });
}

/** The members' order says nothing, so a mere reordering is no news. */
function saysNothingNew(told: Omit<TeamRoom, 'id' | 'edition'>, known: TeamRoom): boolean {
  const members = new Set(known.memberIds);
  return (
    told.kind === known.kind &&
    told.name === known.name &&
    told.memberIds.length === members.size &&
    told.memberIds.every((id) => members.has(id))
  );
}

function addMember({ at, by, managerId, edition }: AddTeamRoomMember, state: TeamRoomState): TeamRoomDecision {
  if (state === null) return refuse({ reason: 'unknown' });
  if (state.memberIds.includes(managerId)) return accept();
  if (isDirect(state.kind)) return refuse({ reason: 'members-fixed' });
  if (state.edition !== edition) return accept();
  return accept({ type: 'TeamRoomMemberAdded', at, by, data: { teamRoomId: state.id, managerId } });
}

const isDirect = (kind: TeamRoomKind): boolean => kind === 'DIRECT_MESSAGE';
