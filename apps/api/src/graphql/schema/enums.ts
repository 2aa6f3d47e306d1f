import type * as domain from '@meets/meet-domain';
import type { DutyStateName } from '../../projections/views.ts';
import { registerEnumType } from '@nestjs/graphql';

/**
 * The enums as clients know them. Each holds at least what the domain can say (checked by the types) and, from the first
 * day, what phone calls and rooms will add, so that no client breaks when they come.
 */
type Values<Name extends string> = { readonly [N in Name]: N } & { readonly [more: string]: string };

export const MeetKind = { PHONE: 'PHONE', VOICE: 'VOICE', VIDEO: 'VIDEO' } as const satisfies Values<domain.MeetKind>;

export const MeetState = {
  QUEUED: 'QUEUED',
  RINGING: 'RINGING',
  WAITING_FOR_CUSTOMER: 'WAITING_FOR_CUSTOMER',
  LIVE: 'LIVE',
  ENDED: 'ENDED',
  MISSED: 'MISSED',
} as const satisfies Values<domain.MeetPhase>;

export const Direction = { INBOUND: 'INBOUND', OUTBOUND: 'OUTBOUND' } as const satisfies Values<domain.Direction>;

export const MissedReason = {
  NOT_IN_OPERATION: 'NOT_IN_OPERATION',
  UNREGISTERED_NUMBER: 'UNREGISTERED_NUMBER',
  BLOCKED_CUSTOMER: 'BLOCKED_CUSTOMER',
  INBOUND_RATE_LIMIT: 'INBOUND_RATE_LIMIT',
  CONCURRENCY_LIMIT: 'CONCURRENCY_LIMIT',
  NO_OPERATOR: 'NO_OPERATOR',
  EXCEEDED_QUEUE: 'EXCEEDED_QUEUE',
  ABANDONED_IN_QUEUE: 'ABANDONED_IN_QUEUE',
  ABANDONED_IN_GREETING: 'ABANDONED_IN_GREETING',
  ABANDONED_IN_IVR: 'ABANDONED_IN_IVR',
  IVR_INPUT_TIMEOUT: 'IVR_INPUT_TIMEOUT',
  VOICEMAIL: 'VOICEMAIL',
  REJECTED_BY_MANAGER: 'REJECTED_BY_MANAGER',
  REJECTED_BY_CUSTOMER: 'REJECTED_BY_CUSTOMER',
  CUSTOMER_LEFT: 'CUSTOMER_LEFT',
  MANAGER_LEFT: 'MANAGER_LEFT',
  RING_TIMED_OUT: 'RING_TIMED_OUT',
  UNREACHABLE_DEVICE: 'UNREACHABLE_DEVICE',
  BUSY: 'BUSY',
  SYSTEM_FAILURE: 'SYSTEM_FAILURE',
} as const satisfies Values<domain.MissedReason>;

export const LeaveReason = {
  LEFT: 'LEFT',
  ENDED_FOR_EVERYONE: 'ENDED_FOR_EVERYONE',
  CONNECTION_LOST: 'CONNECTION_LOST',
  PERMISSION_CHANGED: 'PERMISSION_CHANGED',
  HUNG_UP: 'HUNG_UP',
} as const satisfies Values<domain.LeaveReason>;

export const RingOutcome = {
  RINGING: 'RINGING',
  ACCEPTED: 'ACCEPTED',
  DECLINED: 'DECLINED',
  TIMED_OUT: 'TIMED_OUT',
  CANCELED: 'CANCELED',
  ANSWERED_ELSEWHERE: 'ANSWERED_ELSEWHERE',
  SKIPPED: 'SKIPPED',
} as const satisfies Values<domain.RingOutcome>;

export const ClientPlatform = {
  WEB_DESKTOP: 'WEB_DESKTOP',
  WEB_MOBILE: 'WEB_MOBILE',
  IN_APP_BROWSER: 'IN_APP_BROWSER',
  DESKTOP_APP_WINDOWS: 'DESKTOP_APP_WINDOWS',
  DESKTOP_APP_MAC: 'DESKTOP_APP_MAC',
  MOBILE_APP_IOS: 'MOBILE_APP_IOS',
  MOBILE_APP_ANDROID: 'MOBILE_APP_ANDROID',
  MOBILE_SDK: 'MOBILE_SDK',
} as const satisfies Values<domain.ClientPlatform>;

export const Browser = {
  CHROME: 'CHROME',
  EDGE: 'EDGE',
  SAFARI: 'SAFARI',
  FIREFOX: 'FIREFOX',
  OTHER: 'OTHER',
} as const satisfies Values<domain.Browser>;

export const Medium = {
  NATIVE: 'NATIVE',
  EXTERNAL_MESSENGER: 'EXTERNAL_MESSENGER',
  PHONE: 'PHONE',
} as const satisfies Values<domain.Medium>;

export const Weekday = {
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
  SUNDAY: 'SUNDAY',
} as const satisfies Values<domain.Weekday>;

export const DutyState = {
  UNAVAILABLE: 'UNAVAILABLE',
  AVAILABLE: 'AVAILABLE',
  DO_NOT_DISTURB: 'DO_NOT_DISTURB',
  RESERVED: 'RESERVED',
  IN_CALL: 'IN_CALL',
  WRAP_UP: 'WRAP_UP',
} as const satisfies Values<DutyStateName>;

export const Device = { MICROPHONE: 'MICROPHONE', CAMERA: 'CAMERA', SCREEN: 'SCREEN' } as const;

export const LinkKind = { BOX: 'BOX', ROOM: 'ROOM', CUSTOMER: 'CUSTOMER' } as const;

export const OperatingSystem = {
  WINDOWS: 'WINDOWS',
  MAC: 'MAC',
  IOS: 'IOS',
  ANDROID: 'ANDROID',
  OTHER: 'OTHER',
} as const;
export const TeamRoomKind = {
  PUBLIC_GROUP: 'PUBLIC_GROUP',
  PRIVATE_GROUP: 'PRIVATE_GROUP',
  DIRECT_MESSAGE: 'DIRECT_MESSAGE',
} as const satisfies Values<domain.TeamRoomKind>;

registerEnumType(MeetKind, {
  name: 'MeetKind',
  description: 'R1. A VOICE meet may become VIDEO, and nothing else ever changes.',
});
registerEnumType(MeetState, { name: 'MeetState', description: 'A customer reads MISSED as ENDED (R14).' });
registerEnumType(Direction, {
  name: 'Direction',
  description: 'Seen from the channel: INBOUND is a customer calling.',
});
registerEnumType(MissedReason, { name: 'MissedReason', description: 'R41: why nobody answered. Managers only.' });
registerEnumType(LeaveReason, { name: 'LeaveReason', description: 'Why somebody is no longer in (R32, R33).' });
registerEnumType(RingOutcome, { name: 'RingOutcome', description: 'What became of a ring.' });
registerEnumType(ClientPlatform, { name: 'ClientPlatform', description: 'What a person meets with (R24).' });
registerEnumType(Browser, { name: 'Browser', description: 'The browser, where the platform is one.' });
registerEnumType(TeamRoomKind, {
  name: 'TeamRoomKind',
  description: 'Only a public group is there for who is no member of it.',
});
registerEnumType(Medium, { name: 'Medium', description: 'Where a user chat came from (R16).' });
registerEnumType(Weekday, { name: 'Weekday', description: 'Of operating hours (R37).' });
registerEnumType(DutyState, {
  name: 'DutyState',
  description: 'R39, R42: what a manager is at. RESERVED: a call rings them.',
});
registerEnumType(Device, { name: 'Device', description: 'What a permission is asked for (R36).' });
registerEnumType(LinkKind, {
  name: 'LinkKind',
  description: 'R27, R28; CUSTOMER: the link that a waiting meet’s customer was sent, and nobody else can use (R18).',
});
registerEnumType(OperatingSystem, {
  name: 'OperatingSystem',
  description: 'What a browser runs on, which its name does not tell.',
});
