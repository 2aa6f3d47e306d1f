import type { TeamRoomEvent, TeamRoomKind } from './events.ts';

/** A managers' room as its history tells it; null before it was put. */
export interface TeamRoom {
  readonly id: string;
  readonly kind: TeamRoomKind;
  readonly name: string | null;
  readonly memberIds: readonly string[];
  /** How often it was told of: told anew, it is as it was told, and who came in meanwhile and is not named is out. */
  readonly edition: number;
}

export type TeamRoomState = TeamRoom | null;

/** The room after one more event. Nobody is a member twice. */
export function evolveTeamRoom(state: TeamRoomState, event: TeamRoomEvent): TeamRoomState {
  switch (event.type) {
    case 'TeamRoomPut': {
      const { teamRoomId, kind, name, memberIds } = event.data;
      return { id: teamRoomId, kind, name, memberIds: [...new Set(memberIds)], edition: (state?.edition ?? 0) + 1 };
    }
    case 'TeamRoomMemberAdded': {
      const { managerId } = event.data;
      if (state === null || state.memberIds.includes(managerId)) return state;
      return { ...state, memberIds: [...state.memberIds, managerId] };
    }
  }
}
