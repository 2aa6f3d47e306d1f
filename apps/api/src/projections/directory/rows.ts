import type { ManagerMeetSettings, Medium, PhoneSettings, TeamRoom } from '@meets/meet-domain';

/** Who and what the host product told us of, or an event named. No phone number is kept here: nothing shows one (R6). */
export interface ChannelRow {
  readonly channelId: string;
  readonly name: string;
  readonly paidPlan: boolean;
  readonly customersMayStart: boolean;
  readonly businessVerified: boolean;
  readonly phoneSettings: PhoneSettings;
}

/** `name` is null where the person was only named by another event so far, and once they were forgotten. */
export interface ManagerRow {
  readonly channelId: string;
  readonly id: string;
  readonly name: string | null;
  readonly operatorSeat: boolean;
  readonly online: boolean;
  /** R34: nobody's to read but the manager's own. */
  readonly settings: ManagerMeetSettings;
}

/** `name` is null where the host never told it, and once the person was forgotten. */
export interface CustomerRow {
  readonly channelId: string;
  readonly id: string;
  readonly name: string | null;
  readonly online: boolean;
}

export interface UserChatRow {
  readonly channelId: string;
  readonly id: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
  readonly managerIds: readonly string[];
  readonly medium: Medium;
  readonly inputOpen: boolean;
}

/** A room as the domain folds it; a channel's. */
export interface TeamRoomRow extends Omit<TeamRoom, 'edition'> {
  readonly channelId: string;
}
