export { followMeet, type FollowMeetOptions } from './follow-meet.ts';
export {
  type CaughtUp,
  type EventFilter,
  followMeetEvents,
  type FollowMeetEventsOptions,
  type MeetEvent,
  type MeetEventMessage,
  type ResyncRequired,
} from './follow-meet-events.ts';
export {
  followMyRings,
  type FollowMyRingsOptions,
  type RingMessage,
  type RingNotice,
  type RingsBegin,
} from './follow-my-rings.ts';
export type { FollowOptions, FollowState } from './following.ts';
export { type ApiError, FollowingRefused, type Loss } from './loss.ts';
export type { Platform } from './platform.ts';
