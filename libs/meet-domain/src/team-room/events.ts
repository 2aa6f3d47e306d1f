import type { Fact } from '../decider.ts';

/** Only a public group is anybody's to find; the other two are their members' alone. */
export type TeamRoomKind = 'PUBLIC_GROUP' | 'PRIVATE_GROUP' | 'DIRECT_MESSAGE';

/** The host product told us of a managers' room, or told us anew: another name, other members. */
export type TeamRoomPut = Fact<
  'TeamRoomPut',
  {
    readonly teamRoomId: string;
    readonly kind: TeamRoomKind;
    /** A room's name is no personal data; a direct message, which is called by its people, has none. */
    readonly name: string | null;
    readonly memberIds: readonly string[];
  }
>;
/** A manager became a member of the room in some other way than by being put, such as through its link (R29). */
export type TeamRoomMemberAdded = Fact<
  'TeamRoomMemberAdded',
  { readonly teamRoomId: string; readonly managerId: string }
>;

export type TeamRoomEvent = TeamRoomPut | TeamRoomMemberAdded;
