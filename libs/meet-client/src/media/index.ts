export {
  followMediaSignals,
  type FollowMediaSignalsOptions,
  type MediaSignal,
  type MediaSignalMessage,
  type SignalsBegin,
} from './follow-media-signals.ts';
export { joinMedia, type JoinedMedia, type MediaState, type MeetMedia, type MeetMediaOptions } from './meet-media.ts';
export { type MediaOutcome, type MediaProblem, mediaProblemText } from './media-outcome.ts';
export type { OwnKind, ReceivedTrack } from './media-link.ts';
