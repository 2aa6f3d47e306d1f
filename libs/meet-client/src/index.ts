export { type Answer, type Api, type ApiOptions, createApi } from './api.ts';
export { type DescribedClient, describeClient, type NavigatorLike } from './describe-client.ts';
export type { ClientCapabilitiesFields } from './effects/capabilities.ts';
export { type Failure, failureText } from './failure.ts';
export { type Duty, followDuties, followMyDuty } from './follow-duty.ts';
export { followMeet, type FollowMeetOptions, type Meet } from './follow-meet.ts';
export {
  type ChatMessage,
  followMeetChat,
  type FollowMeetChatOptions,
  type ListeningBegins,
  type MeetChatMessage,
} from './follow-meet-chat.ts';
export {
  type CaughtUp,
  followMeetEvents,
  type FollowMeetEventsOptions,
  type MeetEvent,
  type MeetEventMessage,
  type ResyncRequired,
} from './follow-meet-events.ts';
export { followMeetNotices, type MeetNotice, type NoticeMessage, type NoticesBegin } from './follow-meet-notices.ts';
export {
  followMyRings,
  type FollowMyRingsOptions,
  type RingMessage,
  type RingNotice,
  type RingsBegin,
} from './follow-my-rings.ts';
export type { FollowOptions, FollowState } from './following.ts';
export * from './generated/operations.ts';
export { type ApiError, FollowingRefused, type Loss } from './loss.ts';
export type { Operation } from './operation.ts';
export { personName } from './person-name.ts';
export type { Platform } from './platform.ts';
export {
  createShortcutReader,
  type KeyPress,
  listenForShortcuts,
  type ShortcutAction,
  shortcutKeys,
  type ShortcutOptions,
  type ShortcutReader,
  type ShortcutSystem,
} from './shortcuts.ts';
