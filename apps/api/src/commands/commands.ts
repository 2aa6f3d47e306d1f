import type {
  CallHeader,
  Client,
  Digit,
  LeaveReason,
  ManagerMeetSettingsChange,
  MeetKind,
  Medium,
  PhoneSettingsChange,
  TeamRoomKind,
} from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { ChatStanding } from './chat-standing.ts';
import type { MediaQuestion, MediaStanding } from './media-standing.ts';
import type { LinkAnswer, MeetAnswer, PermissionAnswer, PhoneNumberAnswer, PutAnswer } from './answers.ts';

/** Where a meet is to start: a place that is there, or a customer, which opens a new chat first (R17). */
export type StartPlace =
  | { readonly userChatId: string }
  | { readonly internalChatOf: string }
  | { readonly teamRoomId: string }
  | { readonly customerId: string };

interface Idempotent {
  /** The caller's own key; null: every call is a command of its own. Scoped to channel, role and person. */
  readonly idempotencyKey: string | null;
}
export interface StartMeetInput extends Idempotent {
  readonly place: StartPlace;
  readonly kind: MeetKind;
  readonly client: Client | null;
}
export interface MeetInput extends Idempotent {
  readonly meetId: string;
  readonly client: Client | null;
  /** The device that acts, as it named itself to `myRings`; null where it did not. */
  readonly deviceId: string | null;
}
export interface LeaveMeetInput extends Idempotent {
  readonly meetId: string;
  readonly reason: LeaveReason;
}
export interface SetDeviceInput extends Idempotent {
  readonly meetId: string;
  readonly on: boolean;
  readonly client: Client | null;
}

/** R27: to a meet that runs, from within it. R28: to a room, at any time. */
export type LinkWish =
  { readonly kind: 'BOX'; readonly meetId: string } | { readonly kind: 'ROOM'; readonly teamRoomId: string };
export interface JoinByLinkInput extends Idempotent {
  readonly token: string;
  /** R31: what to start where a room's link leads to no live meet; left out: nothing. */
  readonly kind?: MeetKind;
  readonly client: Client | null;
}

/** The only write path: everything the API changes goes through here. Input has been checked for shape at the edge. */
export interface Commands {
  startMeet(viewer: Viewer, input: StartMeetInput): Promise<MeetAnswer>;
  reopenMeet(viewer: Viewer, input: MeetInput): Promise<MeetAnswer>;
  /** R38: by phone, from this number of the channel's own (E.164); null: it has none. */
  dialCustomer(
    viewer: Viewer,
    input: {
      readonly customerId: string;
      readonly from: string | null;
      readonly client: Client | null;
      readonly idempotencyKey: string | null;
    },
  ): Promise<MeetAnswer>;
  acceptMeet(viewer: Viewer, input: MeetInput): Promise<MeetAnswer>;
  declineMeet(viewer: Viewer, input: MeetInput): Promise<MeetAnswer>;
  cancelMeet(viewer: Viewer, input: MeetInput): Promise<MeetAnswer>;
  joinMeet(viewer: Viewer, input: MeetInput): Promise<MeetAnswer>;
  leaveMeet(viewer: Viewer, input: LeaveMeetInput): Promise<MeetAnswer>;
  endMeet(viewer: Viewer, input: MeetInput): Promise<MeetAnswer>;
  /** Puts the customer of a call by phone on hold, or back; by a manager who is in it. */
  holdCall(viewer: Viewer, input: SetDeviceInput): Promise<MeetAnswer>;
  /**
   * R39: rings a colleague whose duty lets them be rung, into a live call by phone, by a manager who is in it: to consult them, or
   * (`handOver`) to leave the call to them as soon as they come.
   */
  ringColleague(
    viewer: Viewer,
    input: {
      readonly meetId: string;
      readonly managerId: string;
      readonly handOver: boolean;
      readonly idempotencyKey: string | null;
    },
  ): Promise<MeetAnswer>;
  /** They need not come any more. */
  stopRingingColleague(
    viewer: Viewer,
    input: { readonly meetId: string; readonly managerId: string; readonly idempotencyKey: string | null },
  ): Promise<MeetAnswer>;
  /**
   * Has digits pressed in a call by phone, by a manager who is in it. They stand nowhere; under one key, equal digits are known as such
   * while this process runs.
   */
  sendDigits(
    viewer: Viewer,
    input: { readonly meetId: string; readonly digits: readonly Digit[]; readonly idempotencyKey: string | null },
  ): Promise<MeetAnswer>;
  setMicrophone(viewer: Viewer, input: SetDeviceInput): Promise<MeetAnswer>;
  setCamera(viewer: Viewer, input: SetDeviceInput): Promise<MeetAnswer>;
  setScreenShare(viewer: Viewer, input: SetDeviceInput): Promise<MeetAnswer>;
  /** R25: may the viewer chat in this meet? Asked before each message is sent, and before each is shown. */
  chatStanding(viewer: Viewer, input: { readonly meetId: string }): Promise<ChatStanding>;
  /**
   * The number of the customer on the phone, as of now and kept nowhere; null where the viewer may not know it, and where it is
   * withheld or forgotten. Managers and the host may: whoever could answer the call.
   */
  customerNumber(viewer: Viewer, input: { readonly meetId: string }): Promise<string | null>;
  /**
   * What the carrier said of a call that came in besides its numbers, as far as the trunk's settings let it through; kept sealed. None of
   * any other meet; null where the viewer may not know it, which only managers may, and where the customer was forgotten.
   */
  callHeaders(viewer: Viewer, input: { readonly meetId: string }): Promise<readonly CallHeader[] | null>;
  /** Has the viewer a part in the meet's media, and may they send this? Asked before everything that concerns them. */
  mediaStanding(viewer: Viewer, question: MediaQuestion): Promise<MediaStanding>;
  /** R26: of team rooms only. Making one changes nothing: the same link is made each time. */
  createMeetLink(viewer: Viewer, link: LinkWish): Promise<LinkAnswer>;
  joinByLink(viewer: Viewer, input: JoinByLinkInput): Promise<MeetAnswer>;
  meetPermission(viewer: Viewer, place: StartPlace, kind: MeetKind): Promise<PermissionAnswer>;

  updateChannelMeetSettings(viewer: Viewer, input: { readonly customersMayStart: boolean }): Promise<PutAnswer>;
  /** R37: how the channel takes calls by phone. */
  updateChannelPhoneSettings(viewer: Viewer, change: PhoneSettingsChange): Promise<PutAnswer>;
  /** R3: of verified businesses only. Numbers are E.164. */
  issuePhoneNumber(viewer: Viewer, input: { readonly number: string }): Promise<PhoneNumberAnswer>;
  giveBackPhoneNumber(viewer: Viewer, input: { readonly number: string }): Promise<PhoneNumberAnswer>;
  /** R34: the viewer's own, and managers' only. */
  updateMyMeetSettings(viewer: Viewer, change: ManagerMeetSettingsChange): Promise<PutAnswer>;
  /** R39, R42: the viewer's own, and managers' only. What is left out stays as it is. */
  updateMyDuty(
    viewer: Viewer,
    change: { readonly available?: boolean; readonly doNotDisturb?: boolean; readonly endWrapUp?: boolean },
  ): Promise<PutAnswer>;
  /** R39: null is any number. */
  setCallLimit(
    viewer: Viewer,
    input: { readonly managerId: string; readonly callLimit: number | null },
  ): Promise<PutAnswer>;
  putChannel(
    viewer: Viewer,
    input: {
      readonly name: string;
      readonly paidPlan: boolean;
      readonly businessVerified: boolean;
      readonly currency: string;
    },
  ): Promise<PutAnswer>;
  putManager(
    viewer: Viewer,
    input: { readonly id: string; readonly name: string; readonly operatorSeat: boolean },
  ): Promise<PutAnswer>;
  putCustomer(
    viewer: Viewer,
    input: {
      readonly id: string;
      readonly name: string | null;
      readonly phoneNumber: string | null;
      readonly blocked: boolean;
    },
  ): Promise<PutAnswer>;
  putUserChat(
    viewer: Viewer,
    input: {
      readonly id: string;
      readonly customerId: string;
      readonly assigneeId: string | null;
      readonly managerIds: readonly string[];
      readonly medium: Medium;
      readonly inputOpen: boolean;
    },
  ): Promise<PutAnswer>;
  putTeamRoom(
    viewer: Viewer,
    input: {
      readonly id: string;
      readonly kind: TeamRoomKind;
      readonly name: string | null;
      readonly memberIds: readonly string[];
    },
  ): Promise<PutAnswer>;
  setPresence(
    viewer: Viewer,
    input: {
      readonly person: { readonly role: 'manager' | 'customer'; readonly id: string };
      readonly online: boolean;
    },
  ): Promise<PutAnswer>;
  /**
   * Whose tokens that were issued before now speak for nobody any more. Managers and customers have to be known; of an
   * integrator or analyst nothing is ever told beforehand, so there is none that could be unknown.
   */
  revokeTokens(
    viewer: Viewer,
    input: { readonly holder: { readonly role: Viewer['role']; readonly id: string } },
  ): Promise<PutAnswer>;
  /** Destroys the key to a person's names and numbers; history, positions and hashes stand. */
  forgetPerson(
    viewer: Viewer,
    input: { readonly person: { readonly role: 'manager' | 'customer'; readonly id: string } },
  ): Promise<PutAnswer>;
}
