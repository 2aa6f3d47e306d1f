import type { MediaFailure } from '@meets/meet-domain';
import type { MeetAnswer } from '../commands/answers.ts';
import type { MediaRefused } from '../commands/media-standing.ts';

/** Why nothing came of it: by the meet's rules, or because there is no media, or none left, to do it with. */
export type MediaProblem =
  | MediaRefused
  | Extract<MeetAnswer, { readonly outcome: 'invalid-input' }>
  | { readonly outcome: 'media-unavailable'; readonly why: string }
  /** What was spoken of is there no longer, as after the room moved: `openMedia` and what follows it, anew. */
  | { readonly outcome: 'media-gone'; readonly what: GoneThing };
export type GoneThing = Extract<MediaFailure, { readonly reason: 'gone' }>['what'];

export type MediaAnswer<Value> = { readonly outcome: 'done'; readonly value: Value } | MediaProblem;

export const answered = <Value>(value: Value): MediaAnswer<Value> => ({ outcome: 'done', value });

/** Where this process carries no media at all. */
export const NO_MEDIA: MediaProblem = { outcome: 'media-unavailable', why: 'this server carries no sound and picture' };

/** What a viewer is told of the bridge's failure. `field`: where the terms stand in the input. */
export function problemOfFailure(failure: MediaFailure, field: string): MediaProblem {
  switch (failure.reason) {
    case 'unavailable':
      return { outcome: 'media-unavailable', why: failure.why };
    case 'gone':
      return { outcome: 'media-gone', what: failure.what };
    case 'full':
      return { outcome: 'meet-full', limit: failure.limit };
    // A track that is not for somebody is none that they may know of (R23).
    case 'not-for-them':
      return { outcome: 'media-gone', what: 'track' };
    case 'unusable-terms':
      return { outcome: 'invalid-input', message: `${field}: ${failure.why}`, fields: [field] };
  }
}
