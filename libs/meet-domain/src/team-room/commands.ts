import type { Order } from '../decider.ts';
import type { TeamRoomKind } from './events.ts';

/** Tells the whole room anew, members included: whoever is not named is a member no more. */
export interface PutTeamRoom extends Order<'PutTeamRoom'> {
  readonly teamRoomId: string;
  readonly kind: TeamRoomKind;
  readonly name: string | null;
  readonly memberIds: readonly string[];
}

/**
 * R29: joining through a room's link makes a member of who joins. Who is a member already stays one, and a room that was told
 * anew since they joined is as it was told: no event.
 */
export interface AddTeamRoomMember extends Order<'AddTeamRoomMember'> {
  readonly managerId: string;
  /** The room's when they joined. */
  readonly edition: number;
}

export type TeamRoomCommand = PutTeamRoom | AddTeamRoomMember;

/**
 * - `unknown`: there is no such room.
 * - `kind-fixed`: a direct message never becomes a group, nor a group a direct message: what was said between a few would
 *   be opened to others.
 * - `members-fixed`: nobody is added to a direct message (R29); the host product puts another room for other people.
 */
export type TeamRoomRefusal =
  { readonly reason: 'unknown' } | { readonly reason: 'kind-fixed' } | { readonly reason: 'members-fixed' };
