// Generated from libs/meet-client/operations and schema.graphql by `npm run regenerate`. Change them there.
import type { Operation } from '../operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AdjustReceptionInput = {
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly layers?: ReceptionLayersInput | null | undefined;
  readonly meetId: string;
  readonly paused?: boolean | null | undefined;
  readonly receptionId: string;
};

/** The browser, where the platform is one. */
export type Browser =
  | 'CHROME'
  | 'EDGE'
  | 'FIREFOX'
  | 'OTHER'
  | 'SAFARI';

/** R39: how many calls a manager is given while on duty. */
export type CallLimitInput = {
  /** Null: any number. */
  readonly callLimit?: number | null | undefined;
  readonly managerId: string;
};

export type ChannelInput = {
  readonly businessVerified?: boolean | null | undefined;
  /** ISO 4217. */
  readonly currency?: string | null | undefined;
  readonly name: string;
  readonly paidPlan: boolean;
};

export type ChannelMeetSettingsInput = {
  readonly customersMayStart: boolean;
};

/** What is left out stays as it is; null goes back to the default. */
export type ChannelPhoneSettingsInput = {
  readonly callsPerCallerPerMinute?: number | null | undefined;
  /** How many calls there may be at one time, those that wait included. */
  readonly concurrentCalls?: number | null | undefined;
  readonly longestQueueWaitMs?: number | null | undefined;
  /** R37. Null: calls are taken at any time. */
  readonly operatingHours?: OperatingHoursInput | null | undefined;
  /** How many callers may wait at one time. */
  readonly queueSize?: number | null | undefined;
  /** R42: how long a manager has after a call before the next one. */
  readonly wrapUpMs?: number | null | undefined;
};

/** What the app or browser says it is (R24). */
export type ClientInput = {
  readonly browser?: Browser | null | undefined;
  /** Such as 17.4. */
  readonly osVersion?: string | null | undefined;
  readonly platform: ClientPlatform;
};

/** What a person meets with (R24). */
export type ClientPlatform =
  | 'DESKTOP_APP_MAC'
  | 'DESKTOP_APP_WINDOWS'
  | 'IN_APP_BROWSER'
  | 'MOBILE_APP_ANDROID'
  | 'MOBILE_APP_IOS'
  | 'MOBILE_SDK'
  | 'WEB_DESKTOP'
  | 'WEB_MOBILE';

export type ColleagueInput = {
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  /** The colleague. */
  readonly managerId: string;
  readonly meetId: string;
};

export type ConnectMediaTransportInput = {
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly meetId: string;
  /** The client’s `dtlsParameters`. */
  readonly terms: unknown;
  readonly transportId: string;
};

/** BOX with `meetId`, ROOM with `teamRoomId`. */
export type CreateMeetLinkInput = {
  readonly kind: LinkKind;
  readonly meetId?: string | null | undefined;
  readonly teamRoomId?: string | null | undefined;
};

export type CustomerInput = {
  readonly blocked?: boolean | null | undefined;
  readonly id: string;
  readonly name?: string | null | undefined;
  /** E.164. Shown nowhere in a voice or video meet (R6). */
  readonly phoneNumber?: string | null | undefined;
};

/** What a permission is asked for (R36). */
export type Device =
  | 'CAMERA'
  | 'MICROPHONE'
  | 'SCREEN';

export type DialInput = {
  readonly client?: ClientInput | null | undefined;
  readonly customerId: string;
  /** One of the channel’s own numbers. Null: the first that it was issued. */
  readonly from?: string | null | undefined;
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Seen from the channel: INBOUND is a customer calling. */
export type Direction =
  | 'INBOUND'
  | 'OUTBOUND';

/** R39, R42: what a manager is at. RESERVED: a call rings them. */
export type DutyState =
  | 'AVAILABLE'
  | 'DO_NOT_DISTURB'
  | 'IN_CALL'
  | 'RESERVED'
  | 'UNAVAILABLE'
  | 'WRAP_UP';

/** Conditions hold together; none means all events. */
export type EventFilter = {
  /** The user chat whose internal meets are meant (R19). */
  readonly internalChatOf?: string | null | undefined;
  readonly meetId?: string | null | undefined;
  readonly occurredAfter?: string | null | undefined;
  readonly occurredBefore?: string | null | undefined;
  readonly teamRoomId?: string | null | undefined;
  /** Such as MeetStarted. */
  readonly types?: ReadonlyArray<string> | null | undefined;
  readonly userChatId?: string | null | undefined;
};

/** A day on which it is otherwise than on its weekday, such as a holiday. */
export type ExceptionalDayInput = {
  /** Such as 2026-12-25, in the hours’ time zone. */
  readonly date: string;
  /** None: no calls are taken that day. */
  readonly periods?: ReadonlyArray<OpenPeriodInput> | null | undefined;
};

export type JoinByLinkInput = {
  readonly client?: ClientInput | null | undefined;
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  /** R31: what to start where a room’s link leads to no live meet. Not given: nothing is started. */
  readonly kind?: MeetKind | null | undefined;
  readonly token: string;
};

export type LeaveMeetInput = {
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  readonly meetId: string;
  readonly reason?: LeaveReason | null | undefined;
};

/** Why somebody is no longer in (R32, R33). */
export type LeaveReason =
  | 'CONNECTION_LOST'
  | 'ENDED_FOR_EVERYONE'
  | 'HUNG_UP'
  | 'LEFT'
  | 'PERMISSION_CHANGED';

/** R27, R28; CUSTOMER: the link that a waiting meet’s customer was sent, and nobody else can use (R18). */
export type LinkKind =
  | 'BOX'
  | 'CUSTOMER'
  | 'ROOM';

export type ManagerInput = {
  readonly id: string;
  readonly name: string;
  readonly operatorSeat: boolean;
};

/** Seen from the client. */
export type MediaDirection =
  | 'RECEIVE'
  | 'SEND';

export type MediaInput = {
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly meetId: string;
};

export type MediaTrackInput = {
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly meetId: string;
  readonly trackId: string;
};

export type MediaTransportInput = {
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly meetId: string;
  readonly transportId: string;
};

/** Where a user chat came from (R16). */
export type Medium =
  | 'EXTERNAL_MESSENGER'
  | 'NATIVE'
  | 'PHONE';

export type MeetChatInput = {
  readonly meetId: string;
  readonly text: string;
};

/** Conditions hold together; none means all meets. */
export type MeetFilter = {
  readonly customerId?: string | null | undefined;
  /** The user chat whose internal meets are meant (R19). */
  readonly internalChatOf?: string | null | undefined;
  readonly kinds?: ReadonlyArray<MeetKind> | null | undefined;
  /** Who was rung, started it or was in. */
  readonly managerId?: string | null | undefined;
  readonly missedReasons?: ReadonlyArray<MissedReason> | null | undefined;
  readonly startedAfter?: string | null | undefined;
  readonly startedBefore?: string | null | undefined;
  readonly states?: ReadonlyArray<MeetState> | null | undefined;
  readonly teamRoomId?: string | null | undefined;
  readonly userChatId?: string | null | undefined;
};

export type MeetInput = {
  readonly client?: ClientInput | null | undefined;
  /** The device that acts, as it named itself to `myRings`. */
  readonly deviceId?: string | null | undefined;
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  readonly meetId: string;
};

/** R1. A VOICE meet may become VIDEO, and nothing else ever changes. */
export type MeetKind =
  | 'PHONE'
  | 'VIDEO'
  | 'VOICE';

/** Exactly one. `customerId` opens a new user chat with that customer first (R17). */
export type MeetPlaceInput = {
  readonly customerId?: string | null | undefined;
  /** The user chat whose internal chat is meant (R19). */
  readonly internalChatOf?: string | null | undefined;
  readonly teamRoomId?: string | null | undefined;
  readonly userChatId?: string | null | undefined;
};

/** A customer reads MISSED as ENDED (R14). */
export type MeetState =
  | 'ENDED'
  | 'LIVE'
  | 'MISSED'
  | 'QUEUED'
  | 'RINGING'
  | 'WAITING_FOR_CUSTOMER';

/** R41: why nobody answered. Managers only. */
export type MissedReason =
  | 'ABANDONED_IN_GREETING'
  | 'ABANDONED_IN_IVR'
  | 'ABANDONED_IN_QUEUE'
  | 'BLOCKED_CUSTOMER'
  | 'BUSY'
  | 'CONCURRENCY_LIMIT'
  | 'CUSTOMER_LEFT'
  | 'EXCEEDED_QUEUE'
  | 'INBOUND_RATE_LIMIT'
  | 'IVR_INPUT_TIMEOUT'
  | 'MANAGER_LEFT'
  | 'NOT_IN_OPERATION'
  | 'NO_OPERATOR'
  | 'REJECTED_BY_CUSTOMER'
  | 'REJECTED_BY_MANAGER'
  | 'RING_TIMED_OUT'
  | 'SYSTEM_FAILURE'
  | 'UNREACHABLE_DEVICE'
  | 'UNREGISTERED_NUMBER'
  | 'VOICEMAIL';

/** R39, R42. What is left out or null stays as it is. */
export type MyDutyInput = {
  /** On duty: calls are given to you. */
  readonly available?: boolean | null | undefined;
  readonly doNotDisturb?: boolean | null | undefined;
  /** R42: you need no more time to wrap up. */
  readonly endWrapUp?: boolean | null | undefined;
};

/** R34. What is left out stays as it is; null clears it. */
export type MyMeetSettingsInput = {
  readonly backgroundBlur?: boolean | null | undefined;
  readonly cameraId?: string | null | undefined;
  /** As the manager's browser names it. */
  readonly microphoneId?: string | null | undefined;
  readonly muteOnJoin?: boolean | null | undefined;
  readonly noiseSuppression?: boolean | null | undefined;
  readonly speakerId?: string | null | undefined;
};

export type OpenMediaInput = {
  readonly client?: ClientInput | null | undefined;
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly meetId: string;
};

export type OpenMediaTransportInput = {
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly direction: MediaDirection;
  readonly meetId: string;
};

/** From and until when, `HH:MM`. What goes past midnight is two periods: until 24:00, and from 00:00. */
export type OpenPeriodInput = {
  readonly closesAt: string;
  readonly opensAt: string;
};

/** The whole of it anew. */
export type OperatingHoursInput = {
  readonly exceptions?: ReadonlyArray<ExceptionalDayInput> | null | undefined;
  /** As IANA names it, such as Asia/Seoul. */
  readonly timeZone: string;
  readonly weekly: ReadonlyArray<WeeklyPeriodInput>;
};

/** What a browser runs on, which its name does not tell. */
export type OperatingSystem =
  | 'ANDROID'
  | 'IOS'
  | 'MAC'
  | 'OTHER'
  | 'WINDOWS';

export type PhoneNumberInput = {
  /** R2: a 070 number, in E.164: such as +827012345678. */
  readonly number: string;
};

/** Exactly one of the ids. */
export type PresenceInput = {
  readonly customerId?: string | null | undefined;
  readonly managerId?: string | null | undefined;
  readonly online: boolean;
};

export type ReceiveTrackInput = {
  /** The client’s `rtpCapabilities`. */
  readonly capabilities: unknown;
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly meetId: string;
  readonly trackId: string;
};

/** Of a picture that is sent in several sizes. */
export type ReceptionLayersInput = {
  /** Likewise how many frames of it; left out: all. */
  readonly frames?: number | null | undefined;
  /** The largest wanted; 0 is the smallest. */
  readonly size: number;
};

export type RingColleagueInput = {
  /** False: to consult them. True: you leave the call to them as soon as they come. */
  readonly handOver?: boolean | null | undefined;
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  /** The colleague. */
  readonly managerId: string;
  readonly meetId: string;
};

/** What became of a ring. */
export type RingOutcome =
  | 'ACCEPTED'
  | 'ANSWERED_ELSEWHERE'
  | 'CANCELED'
  | 'DECLINED'
  | 'RINGING'
  | 'SKIPPED'
  | 'TIMED_OUT';

export type SendDigitsInput = {
  /** What is pressed, in that order: 0 to 9, *, #, A to D. It is passed on, and kept nowhere. */
  readonly digits: string;
  /** Under the same key the same digits are pressed once; with others, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  readonly meetId: string;
};

export type SendTrackInput = {
  readonly client?: ClientInput | null | undefined;
  /** How this device, or page, names itself; each has media of its own. Left out: the person’s one. */
  readonly deviceId?: string | null | undefined;
  readonly kind: TrackKind;
  readonly meetId: string;
  /** The `rtpParameters` of what is sent. */
  readonly terms: unknown;
};

export type SetDeviceInput = {
  readonly client?: ClientInput | null | undefined;
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  readonly meetId: string;
  readonly on: boolean;
};

export type StartMeetInput = {
  readonly client?: ClientInput | null | undefined;
  /** The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict. */
  readonly idempotencyKey?: string | null | undefined;
  readonly kind: MeetKind;
  readonly place: MeetPlaceInput;
};

/** The whole room anew: whoever is not named is a member no more. */
export type TeamRoomInput = {
  readonly id: string;
  /** A direct message never becomes a group, nor a group one. */
  readonly kind: TeamRoomKind;
  readonly memberIds: ReadonlyArray<string>;
  /** A direct message’s is not kept: it would be its people’s. */
  readonly name?: string | null | undefined;
};

/** Only a public group is there for who is no member of it. */
export type TeamRoomKind =
  | 'DIRECT_MESSAGE'
  | 'PRIVATE_GROUP'
  | 'PUBLIC_GROUP';

/** What a track carries; a screen is a track of its own. */
export type TrackKind =
  | 'AUDIO'
  | 'CAMERA'
  | 'SCREEN';

export type UserChatInput = {
  readonly assigneeId?: string | null | undefined;
  readonly customerId: string;
  readonly id: string;
  readonly inputOpen?: boolean | null | undefined;
  readonly managerIds?: ReadonlyArray<string> | null | undefined;
  readonly medium?: Medium | null | undefined;
};

/** Of operating hours (R37). */
export type Weekday =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type WeeklyPeriodInput = {
  readonly closesAt: string;
  readonly opensAt: string;
  readonly weekday: Weekday;
};

export type PutChannelMutationVariables = Exact<{
  input: ChannelInput;
}>;


export type PutChannelMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type PutManagerMutationVariables = Exact<{
  input: ManagerInput;
}>;


export type PutManagerMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type PutCustomerMutationVariables = Exact<{
  input: CustomerInput;
}>;


export type PutCustomerMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type PutUserChatMutationVariables = Exact<{
  input: UserChatInput;
}>;


export type PutUserChatMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type PutTeamRoomMutationVariables = Exact<{
  input: TeamRoomInput;
}>;


export type PutTeamRoomMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type SetPresenceMutationVariables = Exact<{
  input: PresenceInput;
}>;


export type SetPresenceMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type DutyFieldsFragment = { readonly state: DutyState, readonly available: boolean, readonly doNotDisturb: boolean, readonly callLimit: number | null, readonly callsTaken: number, readonly idleSince: string | null, readonly until: string | null, readonly manager: { readonly id: string, readonly name: string, readonly online: boolean, readonly operatorSeat: boolean }, readonly meet: { readonly id: string, readonly state: MeetState } | null };

type DutyAnswer_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string };

type DutyAnswer_NotAllowed_Fragment = { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string };

type DutyAnswer_NotFound_Fragment = { readonly __typename: 'NotFound', readonly message: string };

type DutyAnswer_Put_Fragment = { readonly __typename: 'Put', readonly position: string };

export type DutyAnswerFragment =
  | DutyAnswer_InvalidInput_Fragment
  | DutyAnswer_NotAllowed_Fragment
  | DutyAnswer_NotFound_Fragment
  | DutyAnswer_Put_Fragment
;

export type ReadMyDutyQueryVariables = Exact<{
  minPosition?: string | null | undefined;
}>;


export type ReadMyDutyQuery = { readonly myDuty: { readonly state: DutyState, readonly available: boolean, readonly doNotDisturb: boolean, readonly callLimit: number | null, readonly callsTaken: number, readonly idleSince: string | null, readonly until: string | null, readonly manager: { readonly id: string, readonly name: string, readonly online: boolean, readonly operatorSeat: boolean }, readonly meet: { readonly id: string, readonly state: MeetState } | null } | null };

export type ReadDutiesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  minPosition?: string | null | undefined;
}>;


export type ReadDutiesQuery = { readonly duties: { readonly edges: ReadonlyArray<{ readonly node: { readonly state: DutyState, readonly available: boolean, readonly doNotDisturb: boolean, readonly callLimit: number | null, readonly callsTaken: number, readonly idleSince: string | null, readonly until: string | null, readonly manager: { readonly id: string, readonly name: string, readonly online: boolean, readonly operatorSeat: boolean }, readonly meet: { readonly id: string, readonly state: MeetState } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type UpdateMyDutyMutationVariables = Exact<{
  input: MyDutyInput;
}>;


export type UpdateMyDutyMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type SetCallLimitMutationVariables = Exact<{
  input: CallLimitInput;
}>;


export type SetCallLimitMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type FollowMyDutySubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowMyDutySubscription = { readonly myDuty: { readonly state: DutyState, readonly available: boolean, readonly doNotDisturb: boolean, readonly callLimit: number | null, readonly callsTaken: number, readonly idleSince: string | null, readonly until: string | null, readonly manager: { readonly id: string, readonly name: string, readonly online: boolean, readonly operatorSeat: boolean }, readonly meet: { readonly id: string, readonly state: MeetState } | null } };

export type FollowDutiesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowDutiesSubscription = { readonly dutyUpdated: { readonly state: DutyState, readonly available: boolean, readonly doNotDisturb: boolean, readonly callLimit: number | null, readonly callsTaken: number, readonly idleSince: string | null, readonly until: string | null, readonly manager: { readonly id: string, readonly name: string, readonly online: boolean, readonly operatorSeat: boolean }, readonly meet: { readonly id: string, readonly state: MeetState } | null } };

type PersonFields_Customer_Fragment = { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null };

type PersonFields_Manager_Fragment = { readonly __typename: 'Manager', readonly id: string, readonly name: string };

export type PersonFieldsFragment =
  | PersonFields_Customer_Fragment
  | PersonFields_Manager_Fragment
;

type PlaceFields_InternalChat_Fragment = { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } };

type PlaceFields_TeamRoom_Fragment = { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind };

type PlaceFields_UserChat_Fragment = { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } };

export type PlaceFieldsFragment =
  | PlaceFields_InternalChat_Fragment
  | PlaceFields_TeamRoom_Fragment
  | PlaceFields_UserChat_Fragment
;

export type MeetFieldsFragment = { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
    | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
    | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
    | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
  , readonly startedBy:
    | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
    | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
   | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     }> };

export type EventFieldsFragment = { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
    | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
    | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
   | null };

type MeetAnswer_AlreadyOver_Fragment = { readonly __typename: 'AlreadyOver', readonly message: string };

type MeetAnswer_Conflict_Fragment = { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null } | null };

type MeetAnswer_IdempotencyConflict_Fragment = { readonly __typename: 'IdempotencyConflict', readonly message: string };

type MeetAnswer_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string };

type MeetAnswer_MeetAccepted_Fragment = { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
      | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
      | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
      | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
    , readonly startedBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }> } };

type MeetAnswer_MeetFull_Fragment = { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string };

type MeetAnswer_NotAllowed_Fragment = { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string };

type MeetAnswer_NotFound_Fragment = { readonly __typename: 'NotFound', readonly message: string };

export type MeetAnswerFragment =
  | MeetAnswer_AlreadyOver_Fragment
  | MeetAnswer_Conflict_Fragment
  | MeetAnswer_IdempotencyConflict_Fragment
  | MeetAnswer_InvalidInput_Fragment
  | MeetAnswer_MeetAccepted_Fragment
  | MeetAnswer_MeetFull_Fragment
  | MeetAnswer_NotAllowed_Fragment
  | MeetAnswer_NotFound_Fragment
;

type StartMeetAnswer_AlreadyLive_Fragment = { readonly __typename: 'AlreadyLive', readonly message: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
      | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
      | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
      | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
    , readonly startedBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }> } };

type StartMeetAnswer_IdempotencyConflict_Fragment = { readonly __typename: 'IdempotencyConflict', readonly message: string };

type StartMeetAnswer_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string };

type StartMeetAnswer_MeetAccepted_Fragment = { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
      | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
      | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
      | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
    , readonly startedBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }> } };

type StartMeetAnswer_NotAllowed_Fragment = { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string };

type StartMeetAnswer_NotFound_Fragment = { readonly __typename: 'NotFound', readonly message: string };

export type StartMeetAnswerFragment =
  | StartMeetAnswer_AlreadyLive_Fragment
  | StartMeetAnswer_IdempotencyConflict_Fragment
  | StartMeetAnswer_InvalidInput_Fragment
  | StartMeetAnswer_MeetAccepted_Fragment
  | StartMeetAnswer_NotAllowed_Fragment
  | StartMeetAnswer_NotFound_Fragment
;

type PutAnswer_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string };

type PutAnswer_NotAllowed_Fragment = { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string };

type PutAnswer_NotFound_Fragment = { readonly __typename: 'NotFound', readonly message: string };

type PutAnswer_Put_Fragment = { readonly __typename: 'Put', readonly position: string };

export type PutAnswerFragment =
  | PutAnswer_InvalidInput_Fragment
  | PutAnswer_NotAllowed_Fragment
  | PutAnswer_NotFound_Fragment
  | PutAnswer_Put_Fragment
;

export type CreateMeetLinkMutationVariables = Exact<{
  input: CreateMeetLinkInput;
}>;


export type CreateMeetLinkMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetLink', readonly kind: LinkKind, readonly token: string, readonly url: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type JoinByLinkMutationVariables = Exact<{
  input: JoinByLinkInput;
}>;


export type JoinByLinkMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type PreviewMeetLinkQueryVariables = Exact<{
  token: string;
  locale?: string | null | undefined;
  minPosition?: string | null | undefined;
}>;


export type PreviewMeetLinkQuery = { readonly meetLink: { readonly kind: LinkKind, readonly mayStart: boolean, readonly message: string | null, readonly state: string, readonly title: string, readonly meet: { readonly id: string } | null, readonly teamRoom: { readonly id: string } | null } };

export type TrackFieldsFragment = { readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
    | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
    | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
   };

export type IceServerFieldsFragment = { readonly urls: ReadonlyArray<string>, readonly username: string | null, readonly credential: string | null };

type MediaAnswer_AlreadyOver_Fragment = { readonly __typename: 'AlreadyOver', readonly message: string };

type MediaAnswer_Conflict_Fragment = { readonly __typename: 'Conflict', readonly message: string };

type MediaAnswer_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly message: string };

type MediaAnswer_MediaDone_Fragment = { readonly __typename: 'MediaDone' };

type MediaAnswer_MediaGone_Fragment = { readonly __typename: 'MediaGone', readonly message: string };

type MediaAnswer_MediaUnavailable_Fragment = { readonly __typename: 'MediaUnavailable', readonly message: string };

type MediaAnswer_MeetFull_Fragment = { readonly __typename: 'MeetFull', readonly message: string };

type MediaAnswer_NotAllowed_Fragment = { readonly __typename: 'NotAllowed', readonly message: string };

type MediaAnswer_NotFound_Fragment = { readonly __typename: 'NotFound', readonly message: string };

export type MediaAnswerFragment =
  | MediaAnswer_AlreadyOver_Fragment
  | MediaAnswer_Conflict_Fragment
  | MediaAnswer_InvalidInput_Fragment
  | MediaAnswer_MediaDone_Fragment
  | MediaAnswer_MediaGone_Fragment
  | MediaAnswer_MediaUnavailable_Fragment
  | MediaAnswer_MeetFull_Fragment
  | MediaAnswer_NotAllowed_Fragment
  | MediaAnswer_NotFound_Fragment
;

export type OpenMediaMutationVariables = Exact<{
  input: OpenMediaInput;
}>;


export type OpenMediaMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaOpened', readonly capabilities: unknown, readonly iceServers: ReadonlyArray<{ readonly urls: ReadonlyArray<string>, readonly username: string | null, readonly credential: string | null }>, readonly tracks: ReadonlyArray<{ readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type OpenMediaTransportMutationVariables = Exact<{
  input: OpenMediaTransportInput;
}>;


export type OpenMediaTransportMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaTransportOpened', readonly transportId: string, readonly terms: unknown }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type ConnectMediaTransportMutationVariables = Exact<{
  input: ConnectMediaTransportInput;
}>;


export type ConnectMediaTransportMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaDone' }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type RestartIceMutationVariables = Exact<{
  input: MediaTransportInput;
}>;


export type RestartIceMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'IceRestarted', readonly ice: unknown, readonly iceServers: ReadonlyArray<{ readonly urls: ReadonlyArray<string>, readonly username: string | null, readonly credential: string | null }> }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type SendTrackMutationVariables = Exact<{
  input: SendTrackInput;
}>;


export type SendTrackMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'TrackSent', readonly track: { readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         } }
   };

export type StopTrackMutationVariables = Exact<{
  input: MediaTrackInput;
}>;


export type StopTrackMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaDone' }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type ReceiveTrackMutationVariables = Exact<{
  input: ReceiveTrackInput;
}>;


export type ReceiveTrackMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'TrackReceived', readonly receptionId: string, readonly terms: unknown, readonly track: { readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         } }
   };

export type AdjustReceptionMutationVariables = Exact<{
  input: AdjustReceptionInput;
}>;


export type AdjustReceptionMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaDone' }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type CloseMediaMutationVariables = Exact<{
  input: MediaInput;
}>;


export type CloseMediaMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly message: string }
    | { readonly __typename: 'MediaDone' }
    | { readonly __typename: 'MediaGone', readonly message: string }
    | { readonly __typename: 'MediaUnavailable', readonly message: string }
    | { readonly __typename: 'MeetFull', readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type FollowMediaSignalsSubscriptionVariables = Exact<{
  meetId: string;
  deviceId?: string | null | undefined;
}>;


export type FollowMediaSignalsSubscription = { readonly mediaSignals:
    | { readonly __typename: 'AudioLevels', readonly levels: ReadonlyArray<{ readonly trackId: string, readonly level: number, readonly person:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> }
    | { readonly __typename: 'MediaEnded', readonly reason: string }
    | { readonly __typename: 'MediaMoved', readonly reason: string }
    | { readonly __typename: 'SpeakerChanged', readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }
    | { readonly __typename: 'TrackChanged', readonly track: { readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         } }
    | { readonly __typename: 'TrackStarted', readonly track: { readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         } }
    | { readonly __typename: 'TrackStopped', readonly track: { readonly id: string, readonly kind: TrackKind, readonly paused: boolean, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         } }
   };

export type StartMeetMutationVariables = Exact<{
  input: StartMeetInput;
}>;


export type StartMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyLive', readonly message: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type ReopenMeetMutationVariables = Exact<{
  input: MeetInput;
}>;


export type ReopenMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyLive', readonly message: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type AcceptMeetMutationVariables = Exact<{
  input: MeetInput;
}>;


export type AcceptMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type DeclineMeetMutationVariables = Exact<{
  input: MeetInput;
}>;


export type DeclineMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type CancelMeetMutationVariables = Exact<{
  input: MeetInput;
}>;


export type CancelMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type JoinMeetMutationVariables = Exact<{
  input: MeetInput;
}>;


export type JoinMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type LeaveMeetMutationVariables = Exact<{
  input: LeaveMeetInput;
}>;


export type LeaveMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type EndMeetMutationVariables = Exact<{
  input: MeetInput;
}>;


export type EndMeetMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type SetMicrophoneMutationVariables = Exact<{
  input: SetDeviceInput;
}>;


export type SetMicrophoneMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type SetCameraMutationVariables = Exact<{
  input: SetDeviceInput;
}>;


export type SetCameraMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type SetScreenShareMutationVariables = Exact<{
  input: SetDeviceInput;
}>;


export type SetScreenShareMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type SendMeetChatMutationVariables = Exact<{
  input: MeetChatInput;
}>;


export type SendMeetChatMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetChatSent', readonly sent: { readonly sentAt: string, readonly text: string, readonly from:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         } }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type DialCustomerMutationVariables = Exact<{
  input: DialInput;
}>;


export type DialCustomerMutation = { readonly result:
    | { readonly __typename: 'AlreadyLive', readonly message: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type HoldCallMutationVariables = Exact<{
  input: SetDeviceInput;
}>;


export type HoldCallMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type SendDigitsMutationVariables = Exact<{
  input: SendDigitsInput;
}>;


export type SendDigitsMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type RingColleagueMutationVariables = Exact<{
  input: RingColleagueInput;
}>;


export type RingColleagueMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type StopRingingColleagueMutationVariables = Exact<{
  input: ColleagueInput;
}>;


export type StopRingingColleagueMutation = { readonly result:
    | { readonly __typename: 'AlreadyOver', readonly message: string }
    | { readonly __typename: 'Conflict', readonly message: string, readonly winner: { readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null } | null }
    | { readonly __typename: 'IdempotencyConflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'MeetAccepted', readonly position: string, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'MeetFull', readonly limit: number, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
   };

export type ReadMeetQueryVariables = Exact<{
  id: string;
  minPosition?: string | null | undefined;
}>;


export type ReadMeetQuery = { readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
      | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
      | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
      | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
    , readonly startedBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }> } | null };

export type ReadMeetsQueryVariables = Exact<{
  where?: MeetFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  minPosition?: string | null | undefined;
}>;


export type ReadMeetsQuery = { readonly meets: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } };

export type ReadPhoneQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  minPosition?: string | null | undefined;
}>;


export type ReadPhoneQuery = { readonly viewer: { readonly channel: { readonly businessVerified: boolean, readonly phoneSettings: { readonly inOperation: boolean, readonly queueSize: number, readonly longestQueueWaitMs: number, readonly wrapUpMs: number, readonly callsPerCallerPerMinute: number, readonly concurrentCalls: number, readonly operatingHours: { readonly timeZone: string, readonly weekly: ReadonlyArray<{ readonly weekday: Weekday, readonly opensAt: string, readonly closesAt: string }>, readonly exceptions: ReadonlyArray<{ readonly date: string, readonly periods: ReadonlyArray<{ readonly opensAt: string, readonly closesAt: string }> }> } | null } | null, readonly phoneNumbers: { readonly edges: ReadonlyArray<{ readonly node: { readonly number: string, readonly issuedAt: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } } };

export type ReadCallHeadersQueryVariables = Exact<{
  meetId: string;
  minPosition?: string | null | undefined;
}>;


export type ReadCallHeadersQuery = { readonly meet: { readonly phone: { readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> | null } | null } | null };

export type UpdateChannelPhoneSettingsMutationVariables = Exact<{
  input: ChannelPhoneSettingsInput;
}>;


export type UpdateChannelPhoneSettingsMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

type PhoneNumberAnswer_Conflict_Fragment = { readonly __typename: 'Conflict', readonly message: string };

type PhoneNumberAnswer_InvalidInput_Fragment = { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string };

type PhoneNumberAnswer_NotAllowed_Fragment = { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string };

type PhoneNumberAnswer_NotFound_Fragment = { readonly __typename: 'NotFound', readonly message: string };

type PhoneNumberAnswer_Put_Fragment = { readonly __typename: 'Put', readonly position: string };

export type PhoneNumberAnswerFragment =
  | PhoneNumberAnswer_Conflict_Fragment
  | PhoneNumberAnswer_InvalidInput_Fragment
  | PhoneNumberAnswer_NotAllowed_Fragment
  | PhoneNumberAnswer_NotFound_Fragment
  | PhoneNumberAnswer_Put_Fragment
;

export type IssuePhoneNumberMutationVariables = Exact<{
  input: PhoneNumberInput;
}>;


export type IssuePhoneNumberMutation = { readonly result:
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type GiveBackPhoneNumberMutationVariables = Exact<{
  input: PhoneNumberInput;
}>;


export type GiveBackPhoneNumberMutation = { readonly result:
    | { readonly __typename: 'Conflict', readonly message: string }
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type ChatFieldsFragment = { readonly id: string, readonly medium: Medium, readonly inputOpen: boolean, readonly assignee: { readonly __typename: 'Manager', readonly id: string, readonly name: string } | null, readonly customer: { readonly __typename: 'Customer', readonly online: boolean, readonly id: string, readonly customerName: string | null }, readonly managers: ReadonlyArray<{ readonly __typename: 'Manager', readonly id: string, readonly name: string }>, readonly liveMeet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
      | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
      | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
      | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
    , readonly startedBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }> } | null, readonly internalChat: { readonly liveMeet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
        | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
        | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
        | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
      , readonly startedBy:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> } | null } | null };

export type ReadUserChatQueryVariables = Exact<{
  id: string;
  minPosition?: string | null | undefined;
}>;


export type ReadUserChatQuery = { readonly userChat: { readonly id: string, readonly medium: Medium, readonly inputOpen: boolean, readonly assignee: { readonly __typename: 'Manager', readonly id: string, readonly name: string } | null, readonly customer: { readonly __typename: 'Customer', readonly online: boolean, readonly id: string, readonly customerName: string | null }, readonly managers: ReadonlyArray<{ readonly __typename: 'Manager', readonly id: string, readonly name: string }>, readonly liveMeet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
        | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
        | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
        | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
      , readonly startedBy:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> } | null, readonly internalChat: { readonly liveMeet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
          | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
          | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
          | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
        , readonly startedBy:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
            | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
            | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
           }> } | null } | null } | null };

export type ReadTeamRoomQueryVariables = Exact<{
  id: string;
  minPosition?: string | null | undefined;
}>;


export type ReadTeamRoomQuery = { readonly teamRoom: { readonly id: string, readonly kind: TeamRoomKind, readonly name: string | null, readonly members: ReadonlyArray<{ readonly __typename: 'Manager', readonly online: boolean, readonly id: string, readonly name: string }>, readonly liveMeet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
        | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
        | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
        | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
      , readonly startedBy:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> } | null } | null };

export type ReadMeetPermissionQueryVariables = Exact<{
  place: MeetPlaceInput;
  kind: MeetKind;
}>;


export type ReadMeetPermissionQuery = { readonly meetPermission: { readonly allowed: boolean, readonly reasons: ReadonlyArray<string> } };

export type FollowMeetEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  where?: EventFilter | null | undefined;
}>;


export type FollowMeetEventsSubscription = { readonly meetEvents:
    | { readonly __typename: 'CaughtUp', readonly position: string }
    | { readonly __typename: 'MeetEvent', readonly id: string, readonly position: string, readonly meetId: string, readonly version: number, readonly type: string, readonly schemaVersion: number, readonly occurredAt: string, readonly recordedAt: string, readonly correlationId: string, readonly causationId: string | null, readonly data: unknown, readonly actor:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       | null }
    | { readonly __typename: 'ResyncRequired', readonly reason: string, readonly position: string }
   };

export type FollowMyRingsSubscriptionVariables = Exact<{
  deviceId?: string | null | undefined;
}>;


export type FollowMyRingsSubscription = { readonly myRings: { readonly __typename: 'RingNotice', readonly ringing: boolean, readonly outcome: RingOutcome, readonly deadline: string, readonly handOver: boolean, readonly rungBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
        | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
        | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
        | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
      , readonly startedBy:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> } } };

export type FollowMeetSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowMeetSubscription = { readonly meetUpdated: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
      | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
      | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
      | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
    , readonly startedBy:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       }> } };

export type FollowMeetNoticesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowMeetNoticesSubscription = { readonly meetNotices: { readonly __typename: 'MeetNotice', readonly live: boolean, readonly meet: { readonly id: string, readonly kind: MeetKind, readonly state: MeetState, readonly direction: Direction | null, readonly accent: string | null, readonly startedAt: string, readonly ringDeadline: string | null, readonly answeredAt: string | null, readonly upgradedToVideoAt: string | null, readonly endedAt: string | null, readonly missedReason: MissedReason | null, readonly handledAt: string | null, readonly position: string, readonly place:
        | { readonly __typename: 'InternalChat', readonly userChat: { readonly id: string } }
        | { readonly __typename: 'TeamRoom', readonly id: string, readonly name: string | null, readonly kind: TeamRoomKind }
        | { readonly __typename: 'UserChat', readonly id: string, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null } }
      , readonly startedBy:
        | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
        | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
       | null, readonly callbackOf: { readonly id: string } | null, readonly phone: { readonly number: string, readonly customerNumber: string | null, readonly onHold: boolean } | null, readonly participants: ReadonlyArray<{ readonly joinedAt: string, readonly leftAt: string | null, readonly leaveReason: LeaveReason | null, readonly microphone: boolean, readonly camera: boolean, readonly screen: boolean, readonly person:
          | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
          | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
         }> } } };

export type FollowMeetChatSubscriptionVariables = Exact<{
  meetId: string;
}>;


export type FollowMeetChatSubscription = { readonly meetChat: { readonly __typename: 'MeetChatMessage', readonly sentAt: string, readonly text: string, readonly from:
      | { readonly __typename: 'Customer', readonly id: string, readonly customerName: string | null }
      | { readonly __typename: 'Manager', readonly id: string, readonly name: string }
     } };

export type SettingsFieldsFragment = { readonly cameraId: string | null, readonly microphoneId: string | null, readonly speakerId: string | null, readonly muteOnJoin: boolean, readonly backgroundBlur: boolean, readonly noiseSuppression: boolean };

export type ReadViewerQueryVariables = Exact<{
  minPosition?: string | null | undefined;
}>;


export type ReadViewerQuery = { readonly viewer: { readonly id: string, readonly role: string, readonly channel: { readonly id: string, readonly name: string, readonly paidPlan: boolean, readonly customersMayStart: boolean }, readonly settings: { readonly cameraId: string | null, readonly microphoneId: string | null, readonly speakerId: string | null, readonly muteOnJoin: boolean, readonly backgroundBlur: boolean, readonly noiseSuppression: boolean } | null } };

export type ReadClientCapabilitiesQueryVariables = Exact<{
  client: ClientInput;
}>;


export type ReadClientCapabilitiesQuery = { readonly clientCapabilities: { readonly meets: boolean, readonly screenShare: boolean, readonly backgroundBlur: boolean, readonly noiseSuppression: boolean, readonly reasons: ReadonlyArray<string> } };

export type ReadPermissionGuideQueryVariables = Exact<{
  client: ClientInput;
  device: Device;
  os?: OperatingSystem | null | undefined;
  locale?: string | null | undefined;
}>;


export type ReadPermissionGuideQuery = { readonly permissionGuide: { readonly title: string, readonly steps: ReadonlyArray<string> } };

export type UpdateMyMeetSettingsMutationVariables = Exact<{
  input: MyMeetSettingsInput;
}>;


export type UpdateMyMeetSettingsMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

export type UpdateChannelMeetSettingsMutationVariables = Exact<{
  input: ChannelMeetSettingsInput;
}>;


export type UpdateChannelMeetSettingsMutation = { readonly result:
    | { readonly __typename: 'InvalidInput', readonly fields: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly reasons: ReadonlyArray<string>, readonly message: string }
    | { readonly __typename: 'NotFound', readonly message: string }
    | { readonly __typename: 'Put', readonly position: string }
   };

const DutyFields = 'fragment DutyFields on Duty{state available doNotDisturb callLimit callsTaken idleSince until manager{id name online operatorSeat}meet{id state}}';
const DutyAnswer = 'fragment DutyAnswer on DutyResult{__typename ...on InvalidInput{fields}...on NotAllowed{reasons}...on Put{position}...on Problem{message}}';
const PersonFields = 'fragment PersonFields on Person{__typename ...on Manager{id name}...on Customer{id customerName:name}}';
const PlaceFields = 'fragment PlaceFields on MeetPlace{__typename ...on UserChat{id customer{...PersonFields}}...on InternalChat{userChat{id}}...on TeamRoom{id name kind}}';
const MeetFields = 'fragment MeetFields on Meet{id kind state direction accent place{...PlaceFields}startedAt startedBy{...PersonFields}ringDeadline answeredAt upgradedToVideoAt endedAt missedReason handledAt callbackOf{id}phone{number customerNumber onHold}participants{person{...PersonFields}joinedAt leftAt leaveReason microphone camera screen}position}';
const EventFields = 'fragment EventFields on MeetEvent{id position meetId version type schemaVersion occurredAt recordedAt actor{...PersonFields}correlationId causationId data}';
const MeetAnswer = 'fragment MeetAnswer on MeetResult{__typename ...on MeetAccepted{position meet{...MeetFields}}...on Conflict{winner{...EventFields}}...on InvalidInput{fields}...on MeetFull{limit}...on NotAllowed{reasons}...on Problem{message}}';
const StartMeetAnswer = 'fragment StartMeetAnswer on StartMeetResult{__typename ...on AlreadyLive{meet{...MeetFields}}...on MeetAccepted{position meet{...MeetFields}}...on InvalidInput{fields}...on NotAllowed{reasons}...on Problem{message}}';
const PutAnswer = 'fragment PutAnswer on PutResult{__typename ...on InvalidInput{fields}...on NotAllowed{reasons}...on Put{position}...on Problem{message}}';
const TrackFields = 'fragment TrackFields on MediaTrack{id kind paused from{...PersonFields}}';
const IceServerFields = 'fragment IceServerFields on IceServer{urls username credential}';
const MediaAnswer = 'fragment MediaAnswer on MediaResult{__typename ...on Problem{message}}';
const PhoneNumberAnswer = 'fragment PhoneNumberAnswer on PhoneNumberResult{__typename ...on InvalidInput{fields}...on NotAllowed{reasons}...on Put{position}...on Problem{message}}';
const ChatFields = 'fragment ChatFields on UserChat{id medium inputOpen assignee{...PersonFields}customer{...PersonFields online}managers{...PersonFields}liveMeet{...MeetFields}internalChat{liveMeet{...MeetFields}}}';
const SettingsFields = 'fragment SettingsFields on MyMeetSettings{cameraId microphoneId speakerId muteOnJoin backgroundBlur noiseSuppression}';
export const PutChannel = `mutation PutChannel($input:ChannelInput!){result:putChannel(input:$input){...PutAnswer}}${PutAnswer}` as Operation<PutChannelMutation, PutChannelMutationVariables>;
export const PutManager = `mutation PutManager($input:ManagerInput!){result:putManager(input:$input){...PutAnswer}}${PutAnswer}` as Operation<PutManagerMutation, PutManagerMutationVariables>;
export const PutCustomer = `mutation PutCustomer($input:CustomerInput!){result:putCustomer(input:$input){...PutAnswer}}${PutAnswer}` as Operation<PutCustomerMutation, PutCustomerMutationVariables>;
export const PutUserChat = `mutation PutUserChat($input:UserChatInput!){result:putUserChat(input:$input){...PutAnswer}}${PutAnswer}` as Operation<PutUserChatMutation, PutUserChatMutationVariables>;
export const PutTeamRoom = `mutation PutTeamRoom($input:TeamRoomInput!){result:putTeamRoom(input:$input){...PutAnswer}}${PutAnswer}` as Operation<PutTeamRoomMutation, PutTeamRoomMutationVariables>;
export const SetPresence = `mutation SetPresence($input:PresenceInput!){result:setPresence(input:$input){...PutAnswer}}${PutAnswer}` as Operation<SetPresenceMutation, SetPresenceMutationVariables>;
export const ReadMyDuty = `query ReadMyDuty($minPosition:Position){myDuty(minPosition:$minPosition){...DutyFields}}${DutyFields}` as Operation<ReadMyDutyQuery, ReadMyDutyQueryVariables>;
export const ReadDuties = `query ReadDuties($first:Int$after:String$minPosition:Position){duties(first:$first after:$after minPosition:$minPosition){edges{node{...DutyFields}}pageInfo{hasNextPage endCursor}}}${DutyFields}` as Operation<ReadDutiesQuery, ReadDutiesQueryVariables>;
export const UpdateMyDuty = `mutation UpdateMyDuty($input:MyDutyInput!){result:updateMyDuty(input:$input){...DutyAnswer}}${DutyAnswer}` as Operation<UpdateMyDutyMutation, UpdateMyDutyMutationVariables>;
export const SetCallLimit = `mutation SetCallLimit($input:CallLimitInput!){result:setCallLimit(input:$input){...DutyAnswer}}${DutyAnswer}` as Operation<SetCallLimitMutation, SetCallLimitMutationVariables>;
export const FollowMyDuty = `subscription FollowMyDuty{myDuty{...DutyFields}}${DutyFields}` as Operation<FollowMyDutySubscription, FollowMyDutySubscriptionVariables>;
export const FollowDuties = `subscription FollowDuties{dutyUpdated{...DutyFields}}${DutyFields}` as Operation<FollowDutiesSubscription, FollowDutiesSubscriptionVariables>;
export const CreateMeetLink = `mutation CreateMeetLink($input:CreateMeetLinkInput!){result:createMeetLink(input:$input){__typename ...on MeetLink{kind token url}...on InvalidInput{fields}...on NotAllowed{reasons}...on Problem{message}}}` as Operation<CreateMeetLinkMutation, CreateMeetLinkMutationVariables>;
export const JoinByLink = `mutation JoinByLink($input:JoinByLinkInput!){result:joinByLink(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<JoinByLinkMutation, JoinByLinkMutationVariables>;
export const PreviewMeetLink = `query PreviewMeetLink($token:String!$locale:String$minPosition:Position){meetLink(token:$token locale:$locale minPosition:$minPosition){kind mayStart meet{id}message state teamRoom{id}title}}` as Operation<PreviewMeetLinkQuery, PreviewMeetLinkQueryVariables>;
export const OpenMedia = `mutation OpenMedia($input:OpenMediaInput!){result:openMedia(input:$input){__typename ...on MediaOpened{capabilities iceServers{...IceServerFields}tracks{...TrackFields}}...on Problem{message}}}${IceServerFields}${TrackFields}${PersonFields}` as Operation<OpenMediaMutation, OpenMediaMutationVariables>;
export const OpenMediaTransport = `mutation OpenMediaTransport($input:OpenMediaTransportInput!){result:openMediaTransport(input:$input){__typename ...on MediaTransportOpened{transportId terms}...on Problem{message}}}` as Operation<OpenMediaTransportMutation, OpenMediaTransportMutationVariables>;
export const ConnectMediaTransport = `mutation ConnectMediaTransport($input:ConnectMediaTransportInput!){result:connectMediaTransport(input:$input){...MediaAnswer}}${MediaAnswer}` as Operation<ConnectMediaTransportMutation, ConnectMediaTransportMutationVariables>;
export const RestartIce = `mutation RestartIce($input:MediaTransportInput!){result:restartIce(input:$input){__typename ...on IceRestarted{ice iceServers{...IceServerFields}}...on Problem{message}}}${IceServerFields}` as Operation<RestartIceMutation, RestartIceMutationVariables>;
export const SendTrack = `mutation SendTrack($input:SendTrackInput!){result:sendTrack(input:$input){__typename ...on TrackSent{track{...TrackFields}}...on Problem{message}}}${TrackFields}${PersonFields}` as Operation<SendTrackMutation, SendTrackMutationVariables>;
export const StopTrack = `mutation StopTrack($input:MediaTrackInput!){result:stopTrack(input:$input){...MediaAnswer}}${MediaAnswer}` as Operation<StopTrackMutation, StopTrackMutationVariables>;
export const ReceiveTrack = `mutation ReceiveTrack($input:ReceiveTrackInput!){result:receiveTrack(input:$input){__typename ...on TrackReceived{receptionId terms track{...TrackFields}}...on Problem{message}}}${TrackFields}${PersonFields}` as Operation<ReceiveTrackMutation, ReceiveTrackMutationVariables>;
export const AdjustReception = `mutation AdjustReception($input:AdjustReceptionInput!){result:adjustReception(input:$input){...MediaAnswer}}${MediaAnswer}` as Operation<AdjustReceptionMutation, AdjustReceptionMutationVariables>;
export const CloseMedia = `mutation CloseMedia($input:MediaInput!){result:closeMedia(input:$input){...MediaAnswer}}${MediaAnswer}` as Operation<CloseMediaMutation, CloseMediaMutationVariables>;
export const FollowMediaSignals = `subscription FollowMediaSignals($meetId:ID!$deviceId:ID){mediaSignals(meetId:$meetId deviceId:$deviceId){__typename ...on TrackStarted{track{...TrackFields}}...on TrackChanged{track{...TrackFields}}...on TrackStopped{track{...TrackFields}}...on SpeakerChanged{person{...PersonFields}}...on AudioLevels{levels{trackId level person{...PersonFields}}}...on MediaMoved{reason}...on MediaEnded{reason}}}${TrackFields}${PersonFields}` as Operation<FollowMediaSignalsSubscription, FollowMediaSignalsSubscriptionVariables>;
export const StartMeet = `mutation StartMeet($input:StartMeetInput!){result:startMeet(input:$input){...StartMeetAnswer}}${StartMeetAnswer}${MeetFields}${PlaceFields}${PersonFields}` as Operation<StartMeetMutation, StartMeetMutationVariables>;
export const ReopenMeet = `mutation ReopenMeet($input:MeetInput!){result:reopenMeet(input:$input){...StartMeetAnswer}}${StartMeetAnswer}${MeetFields}${PlaceFields}${PersonFields}` as Operation<ReopenMeetMutation, ReopenMeetMutationVariables>;
export const AcceptMeet = `mutation AcceptMeet($input:MeetInput!){result:acceptMeet(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<AcceptMeetMutation, AcceptMeetMutationVariables>;
export const DeclineMeet = `mutation DeclineMeet($input:MeetInput!){result:declineMeet(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<DeclineMeetMutation, DeclineMeetMutationVariables>;
export const CancelMeet = `mutation CancelMeet($input:MeetInput!){result:cancelMeet(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<CancelMeetMutation, CancelMeetMutationVariables>;
export const JoinMeet = `mutation JoinMeet($input:MeetInput!){result:joinMeet(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<JoinMeetMutation, JoinMeetMutationVariables>;
export const LeaveMeet = `mutation LeaveMeet($input:LeaveMeetInput!){result:leaveMeet(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<LeaveMeetMutation, LeaveMeetMutationVariables>;
export const EndMeet = `mutation EndMeet($input:MeetInput!){result:endMeet(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<EndMeetMutation, EndMeetMutationVariables>;
export const SetMicrophone = `mutation SetMicrophone($input:SetDeviceInput!){result:setMicrophone(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<SetMicrophoneMutation, SetMicrophoneMutationVariables>;
export const SetCamera = `mutation SetCamera($input:SetDeviceInput!){result:setCamera(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<SetCameraMutation, SetCameraMutationVariables>;
export const SetScreenShare = `mutation SetScreenShare($input:SetDeviceInput!){result:setScreenShare(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<SetScreenShareMutation, SetScreenShareMutationVariables>;
export const SendMeetChat = `mutation SendMeetChat($input:MeetChatInput!){result:sendMeetChat(input:$input){__typename ...on MeetChatSent{sent{from{...PersonFields}sentAt text}}...on InvalidInput{fields}...on NotAllowed{reasons}...on Problem{message}}}${PersonFields}` as Operation<SendMeetChatMutation, SendMeetChatMutationVariables>;
export const DialCustomer = `mutation DialCustomer($input:DialInput!){result:dialCustomer(input:$input){...StartMeetAnswer}}${StartMeetAnswer}${MeetFields}${PlaceFields}${PersonFields}` as Operation<DialCustomerMutation, DialCustomerMutationVariables>;
export const HoldCall = `mutation HoldCall($input:SetDeviceInput!){result:holdCall(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<HoldCallMutation, HoldCallMutationVariables>;
export const SendDigits = `mutation SendDigits($input:SendDigitsInput!){result:sendDigits(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<SendDigitsMutation, SendDigitsMutationVariables>;
export const RingColleague = `mutation RingColleague($input:RingColleagueInput!){result:ringColleague(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<RingColleagueMutation, RingColleagueMutationVariables>;
export const StopRingingColleague = `mutation StopRingingColleague($input:ColleagueInput!){result:stopRingingColleague(input:$input){...MeetAnswer}}${MeetAnswer}${MeetFields}${PlaceFields}${PersonFields}${EventFields}` as Operation<StopRingingColleagueMutation, StopRingingColleagueMutationVariables>;
export const ReadMeet = `query ReadMeet($id:ID!$minPosition:Position){meet(id:$id minPosition:$minPosition){...MeetFields}}${MeetFields}${PlaceFields}${PersonFields}` as Operation<ReadMeetQuery, ReadMeetQueryVariables>;
export const ReadMeets = `query ReadMeets($where:MeetFilter$first:Int$after:String$minPosition:Position){meets(where:$where first:$first after:$after minPosition:$minPosition){edges{cursor node{...MeetFields}}pageInfo{endCursor hasNextPage}}}${MeetFields}${PlaceFields}${PersonFields}` as Operation<ReadMeetsQuery, ReadMeetsQueryVariables>;
export const ReadPhone = `query ReadPhone($first:Int$after:String$minPosition:Position){viewer(minPosition:$minPosition){channel{businessVerified phoneSettings{inOperation queueSize longestQueueWaitMs wrapUpMs callsPerCallerPerMinute concurrentCalls operatingHours{timeZone weekly{weekday opensAt closesAt}exceptions{date periods{opensAt closesAt}}}}phoneNumbers(first:$first after:$after){edges{node{number issuedAt}}pageInfo{hasNextPage endCursor}}}}}` as Operation<ReadPhoneQuery, ReadPhoneQueryVariables>;
export const ReadCallHeaders = `query ReadCallHeaders($meetId:ID!$minPosition:Position){meet(id:$meetId minPosition:$minPosition){phone{headers{name value}}}}` as Operation<ReadCallHeadersQuery, ReadCallHeadersQueryVariables>;
export const UpdateChannelPhoneSettings = `mutation UpdateChannelPhoneSettings($input:ChannelPhoneSettingsInput!){result:updateChannelPhoneSettings(input:$input){__typename ...on InvalidInput{fields}...on NotAllowed{reasons}...on Put{position}...on Problem{message}}}` as Operation<UpdateChannelPhoneSettingsMutation, UpdateChannelPhoneSettingsMutationVariables>;
export const IssuePhoneNumber = `mutation IssuePhoneNumber($input:PhoneNumberInput!){result:issuePhoneNumber(input:$input){...PhoneNumberAnswer}}${PhoneNumberAnswer}` as Operation<IssuePhoneNumberMutation, IssuePhoneNumberMutationVariables>;
export const GiveBackPhoneNumber = `mutation GiveBackPhoneNumber($input:PhoneNumberInput!){result:giveBackPhoneNumber(input:$input){...PhoneNumberAnswer}}${PhoneNumberAnswer}` as Operation<GiveBackPhoneNumberMutation, GiveBackPhoneNumberMutationVariables>;
export const ReadUserChat = `query ReadUserChat($id:ID!$minPosition:Position){userChat(id:$id minPosition:$minPosition){...ChatFields}}${ChatFields}${PersonFields}${MeetFields}${PlaceFields}` as Operation<ReadUserChatQuery, ReadUserChatQueryVariables>;
export const ReadTeamRoom = `query ReadTeamRoom($id:ID!$minPosition:Position){teamRoom(id:$id minPosition:$minPosition){id kind name members{...PersonFields online}liveMeet{...MeetFields}}}${PersonFields}${MeetFields}${PlaceFields}` as Operation<ReadTeamRoomQuery, ReadTeamRoomQueryVariables>;
export const ReadMeetPermission = `query ReadMeetPermission($place:MeetPlaceInput!$kind:MeetKind!){meetPermission(place:$place kind:$kind){allowed reasons}}` as Operation<ReadMeetPermissionQuery, ReadMeetPermissionQueryVariables>;
export const FollowMeetEvents = `subscription FollowMeetEvents($after:Position$where:EventFilter){meetEvents(after:$after where:$where){__typename ...on MeetEvent{...EventFields}...on CaughtUp{position}...on ResyncRequired{reason position}}}${EventFields}${PersonFields}` as Operation<FollowMeetEventsSubscription, FollowMeetEventsSubscriptionVariables>;
export const FollowMyRings = `subscription FollowMyRings($deviceId:ID){myRings(deviceId:$deviceId){__typename ringing outcome deadline handOver rungBy{...PersonFields}meet{...MeetFields}}}${PersonFields}${MeetFields}${PlaceFields}` as Operation<FollowMyRingsSubscription, FollowMyRingsSubscriptionVariables>;
export const FollowMeet = `subscription FollowMeet($id:ID!){meetUpdated(id:$id){...MeetFields}}${MeetFields}${PlaceFields}${PersonFields}` as Operation<FollowMeetSubscription, FollowMeetSubscriptionVariables>;
export const FollowMeetNotices = `subscription FollowMeetNotices{meetNotices{__typename live meet{...MeetFields}}}${MeetFields}${PlaceFields}${PersonFields}` as Operation<FollowMeetNoticesSubscription, FollowMeetNoticesSubscriptionVariables>;
export const FollowMeetChat = `subscription FollowMeetChat($meetId:ID!){meetChat(meetId:$meetId){__typename from{...PersonFields}sentAt text}}${PersonFields}` as Operation<FollowMeetChatSubscription, FollowMeetChatSubscriptionVariables>;
export const ReadViewer = `query ReadViewer($minPosition:Position){viewer(minPosition:$minPosition){id role channel{id name paidPlan customersMayStart}settings{...SettingsFields}}}${SettingsFields}` as Operation<ReadViewerQuery, ReadViewerQueryVariables>;
export const ReadClientCapabilities = `query ReadClientCapabilities($client:ClientInput!){clientCapabilities(client:$client){meets screenShare backgroundBlur noiseSuppression reasons}}` as Operation<ReadClientCapabilitiesQuery, ReadClientCapabilitiesQueryVariables>;
export const ReadPermissionGuide = `query ReadPermissionGuide($client:ClientInput!$device:Device!$os:OperatingSystem$locale:String){permissionGuide(client:$client device:$device os:$os locale:$locale){title steps}}` as Operation<ReadPermissionGuideQuery, ReadPermissionGuideQueryVariables>;
export const UpdateMyMeetSettings = `mutation UpdateMyMeetSettings($input:MyMeetSettingsInput!){result:updateMyMeetSettings(input:$input){__typename ...on InvalidInput{fields}...on NotAllowed{reasons}...on Put{position}...on Problem{message}}}` as Operation<UpdateMyMeetSettingsMutation, UpdateMyMeetSettingsMutationVariables>;
export const UpdateChannelMeetSettings = `mutation UpdateChannelMeetSettings($input:ChannelMeetSettingsInput!){result:updateChannelMeetSettings(input:$input){__typename ...on InvalidInput{fields}...on NotAllowed{reasons}...on Put{position}...on Problem{message}}}` as Operation<UpdateChannelMeetSettingsMutation, UpdateChannelMeetSettingsMutationVariables>;
