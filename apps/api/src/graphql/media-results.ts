import type { GoneThing, MediaAnswer, MediaProblem } from '../media/media-answers.ts';
import { invalidInput, type Result } from './answer-results.ts';

/** Members of the media results, as graphql-js resolves them. */
type MediaProblemPayload =
  | Extract<
      Result,
      {
        readonly __typename: 'NotAllowed' | 'NotFound' | 'Conflict' | 'AlreadyOver' | 'MeetFull' | 'InvalidInput';
      }
    >
  | { readonly __typename: 'MediaUnavailable'; readonly message: string }
  | { readonly __typename: 'MediaGone'; readonly message: string; readonly what: GoneThing };

export type MediaPayload<Done> = Done | MediaProblemPayload;

/** What a mutation of media answered: `show` makes the member that says what came of it. */
export const mediaPayload = <Value, Done>(
  answer: MediaAnswer<Value>,
  show: (value: Value) => Done,
): MediaPayload<Done> => (answer.outcome === 'done' ? show(answer.value) : mediaProblem(answer));

export function mediaProblem(problem: MediaProblem): MediaProblemPayload {
  switch (problem.outcome) {
    case 'not-allowed': {
      const { reasons } = problem;
      return { __typename: 'NotAllowed', message: `not allowed: ${reasons.join(', ')}`, reasons };
    }
    case 'not-found':
      return { __typename: 'NotFound', message: `there is no such ${problem.what}` };
    case 'conflict':
      return { __typename: 'Conflict', message: problem.message, winner: null };
    case 'already-over':
      return { __typename: 'AlreadyOver', message: 'the meet is over' };
    case 'meet-full': {
      const { limit } = problem;
      return { __typename: 'MeetFull', message: `the meet is full: ${limit} persons are in`, limit };
    }
    case 'invalid-input':
      return invalidInput(problem);
    case 'media-unavailable':
      return { __typename: 'MediaUnavailable', message: `no sound and picture now: ${problem.why}` };
    case 'media-gone':
      return {
        __typename: 'MediaGone',
        message: `there is no such ${problem.what} any more; begin with openMedia`,
        what: problem.what,
      };
  }
}
