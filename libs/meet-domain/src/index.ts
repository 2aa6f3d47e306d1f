export * from './decider.ts';
export * from './person.ts';
export * from './streams.ts';

export type * from './channel/commands.ts';
export type * from './channel/events.ts';
export type { Channel, ChannelState } from './channel/fold.ts';
export { channelDecider } from './channel/channel-decider.ts';
export { DEFAULT_PHONE_SETTINGS, isInOperation, type LocalMoment } from './channel/phone-settings.ts';
export { type Weekday, WEEKDAYS } from './channel/weekday.ts';

export type * from './phone-number/commands.ts';
export type * from './phone-number/events.ts';
export type { IssuedNumber, PhoneNumberState } from './phone-number/fold.ts';
export { phoneNumberDecider } from './phone-number/phone-number-decider.ts';

export type * from './manager/commands.ts';
export type * from './manager/events.ts';
export type { Manager, ManagerState } from './manager/fold.ts';
export { DEFAULT_MEET_SETTINGS, settingsIn, withoutDevices } from './manager/meet-settings.ts';
export { managerDecider } from './manager/manager-decider.ts';

export type * from './duty/commands.ts';
export type * from './duty/events.ts';
export { type Duty, type DutyState, type Engagement, offDuty } from './duty/fold.ts';
export { dutyDecider } from './duty/duty-decider.ts';
export { whyNotToRing } from './duty/obstacles.ts';

export type * from './phone-queue/commands.ts';
export type * from './phone-queue/events.ts';
export { CALLER_WINDOW_MS, type PhoneQueue } from './phone-queue/fold.ts';
export { phoneQueueDecider } from './phone-queue/phone-queue-decider.ts';

export type * from './customer/commands.ts';
export type * from './customer/events.ts';
export { type Customer, type CustomerState, namesItsKey } from './customer/fold.ts';
export { customerDecider } from './customer/customer-decider.ts';

export type * from './account/commands.ts';
export type * from './account/events.ts';
export type { AccountState } from './account/fold.ts';
export { accountDecider } from './account/account-decider.ts';

export type * from './user-chat/commands.ts';
export type * from './user-chat/events.ts';
export type { UserChat, UserChatState } from './user-chat/fold.ts';
export { userChatDecider } from './user-chat/user-chat-decider.ts';

export type * from './team-room/commands.ts';
export type * from './team-room/events.ts';
export type { TeamRoom, TeamRoomState } from './team-room/fold.ts';
export { MAX_DIRECT_MESSAGE_MEMBERS, MIN_DIRECT_MESSAGE_MEMBERS } from './team-room/limits.ts';
export { teamRoomDecider } from './team-room/team-room-decider.ts';

export type * from './meet/commands.ts';
export type * from './meet/events.ts';
export type { Meet, MeetPhase, MeetState, Participant, Ring, RingOutcome } from './meet/state.ts';
export type * from './meet/refusals.ts';
export {
  type Browser,
  type CapabilityReason,
  type Client,
  type ClientCapabilities,
  clientCapabilities,
  type ClientPlatform,
} from './meet/client-capabilities.ts';
export { dialGate } from './meet/dial.ts';
export { type GuardName, startGate, type StartRequest } from './meet/gate.ts';
export {
  CUSTOMER_WAIT_MS,
  DEFAULT_MEET_LIMITS,
  MANAGER_RING_MS,
  MAX_PARTICIPANTS,
  RING_TIMEOUT_MS,
} from './meet/limits.ts';
export { meetDecider } from './meet/meet-decider.ts';
export { MISSED_REASONS, type MissedReason } from './meet/missed-reason.ts';
export { isHiddenFrom, isRoomMember, takesPart } from './meet/audience.ts';
export { whyNoChat } from './meet/chat.ts';
export { audienceOf, isDeviceOn, isIn, type MediaRefusal, whyNoMedia, whyNoTrack } from './meet/media.ts';
export { isLive, isOver, isRung, ringOf, soundingRings } from './meet/standing.ts';
export { withoutPhoneNumbers } from './meet/without-phone-numbers.ts';

export {
  type DomainEvent,
  type DomainEventOf,
  domainEventTypes,
  type DomainEventType,
  eventCatalogue,
  isDomainEventType,
} from './catalogue.ts';
export { renderEventCatalogue } from './catalogue-doc.ts';
export type { CatalogueEntry, CatalogueOf, PersonalFields } from './catalogue-entry.ts';
export { type StoredData, UnknownEventShape } from './upcaster-chain.ts';
export { upcast } from './upcasting.ts';

export type * from './ports/notifier.ts';
export type * from './ports/media-bridge.ts';
export { MAX_DEVICES_PER_PERSON } from './ports/media-bridge.ts';
export type * from './ports/phone-line.ts';
export { isDigit, isPhoneNumber } from './ports/phone-line.ts';
