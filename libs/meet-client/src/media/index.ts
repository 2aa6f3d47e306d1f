export {
  followMediaSignals,
  type FollowMediaSignalsOptions,
  type MediaSignal,
  type MediaSignalMessage,
  type SignalsBegin,
} from './follow-media-signals.ts';
export { joinMedia, type JoinedMedia, type MeetMediaOptions } from './join-media.ts';
export type { OwnKind, ReceivedTrack, ReceptionWish } from './media-link.ts';
export { type MediaOutcome, type MediaProblem, mediaProblemText } from './media-outcome.ts';
export type { MediaState, MeetMedia } from './meet-media.ts';
export type { MeetQuality, Quality, QualityLevel } from './quality.ts';
