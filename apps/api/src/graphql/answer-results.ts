import type { MeetAnswer, PutAnswer } from '../commands/answers.ts';
import type { MeetEventView, MeetView, PositionToken, ReadModel } from '../projections/read-model.ts';
import type { Viewer } from '../viewer.ts';
import type { InputProblem } from './input/check-input.ts';

/** Members of the results' unions, as graphql-js resolves them. */
export type Result =
  | { readonly __typename: 'MeetAccepted'; readonly meet: MeetView; readonly position: PositionToken }
  | { readonly __typename: 'AlreadyLive'; readonly message: string; readonly meet: MeetView }
  | { readonly __typename: 'Put'; readonly position: PositionToken }
  | { readonly __typename: 'NotAllowed'; readonly message: string; readonly reasons: readonly string[] }
  | { readonly __typename: 'NotFound' | 'AlreadyOver' | 'IdempotencyConflict'; readonly message: string }
  | { readonly __typename: 'Conflict'; readonly message: string; readonly winner: MeetEventView | null }
  | { readonly __typename: 'MeetFull'; readonly message: string; readonly limit: number }
  | { readonly __typename: 'InvalidInput'; readonly message: string; readonly fields: readonly string[] };

type Answer = MeetAnswer | PutAnswer;
type Outcome = Answer['outcome'];
type Shown = (answer: never, viewer: Viewer, reads: ReadModel) => Result | Promise<Result>;
type Of<O extends Outcome> = Extract<Answer, { readonly outcome: O }>;

/** A command's answer as the viewer may see it: meets, events and positions are read through the read model, which masks. */
export function resultOf(answer: Answer, viewer: Viewer, reads: ReadModel): Result | Promise<Result> {
  return (results[answer.outcome] as (...args: [Answer, Viewer, ReadModel]) => Result | Promise<Result>)(answer, viewer, reads);
}

export const invalidInput = ({ message, fields }: InputProblem): Result => ({ __typename: 'InvalidInput', message, fields });

const results = {
  accepted: async ({ meetId, position }: Of<'accepted'>, viewer, reads) => ({
    __typename: 'MeetAccepted',
    meet: await meetAt(meetId, position, viewer, reads),
    position: await reads.positionFor(viewer, position),
  }),
  'already-live': async ({ meetId, position }: Of<'already-live'>, viewer, reads) => ({
    __typename: 'AlreadyLive',
    message: 'a meet is live there already',
    meet: await meetAt(meetId, position, viewer, reads),
  }),
  put: async ({ position }: Of<'put'>, viewer, reads) => ({
    __typename: 'Put',
    position: await reads.positionFor(viewer, position),
  }),
  'not-allowed': ({ reasons }: Of<'not-allowed'>) => ({
    __typename: 'NotAllowed',
    message: `not allowed: ${reasons.join(', ')}`,
    reasons,
  }),
  'not-found': ({ what }: Of<'not-found'>) => ({ __typename: 'NotFound', message: `there is no such ${what}` }),
  conflict: async ({ message, winnerEventId }: Of<'conflict'>, viewer, reads) => ({
    __typename: 'Conflict',
    message,
    winner: winnerEventId === null ? null : await reads.event(viewer, winnerEventId),
  }),
  'meet-full': ({ limit }: Of<'meet-full'>) => ({
    __typename: 'MeetFull',
    message: `the meet is full: ${limit} persons are in`,
    limit,
  }),
  'already-over': () => ({ __typename: 'AlreadyOver', message: 'the meet is over' }),
  'invalid-input': ({ message, fields }: Of<'invalid-input'>) => ({ __typename: 'InvalidInput', message, fields }),
  'idempotency-conflict': () => ({
    __typename: 'IdempotencyConflict',
    message: 'this idempotency key was used with another input; take a new one',
  }),
} satisfies Record<Outcome, Shown>;

async function meetAt(meetId: string, position: number, viewer: Viewer, reads: ReadModel): Promise<MeetView> {
  const meet = await reads.meetAtAnswer(viewer, meetId, position);
  if (meet === null) throw new Error(`meet ${meetId} was answered at position ${position}, but cannot be read there`);
  return meet;
}
