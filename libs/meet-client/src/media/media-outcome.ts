import type { Answer } from '../api.ts';
import { type Failure, failureText } from '../failure.ts';

/** Why nothing came of it. */
export type MediaProblem =
  /** The API said no: `name` is the problem's type, such as `Conflict` or `MediaUnavailable`. */
  | { readonly by: 'product'; readonly name: string; readonly message: string }
  /** The API gave no answer. */
  | { readonly by: 'api'; readonly failure: Failure }
  /** This browser could not do it. */
  | { readonly by: 'browser'; readonly error: unknown }
  /** The media were closed before. */
  | { readonly by: 'closed' };

export type MediaOutcome<Value = null> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: MediaProblem };

/** One line for whoever reads logs. */
export function mediaProblemText(problem: MediaProblem): string {
  switch (problem.by) {
    case 'product':
      return `${problem.name}: ${problem.message}`;
    case 'api':
      return failureText(problem.failure);
    case 'browser':
      return `the browser could not: ${String(problem.error)}`;
    case 'closed':
      return 'the media are closed';
  }
}

/** What is so for a moment only: the API is not reached, or the media are about to move. */
export const isForAMoment = (problem: MediaProblem): boolean =>
  problem.by === 'api' || (problem.by === 'product' && TRANSIENT.has(problem.name));
const TRANSIENT: ReadonlySet<string> = new Set(['MediaUnavailable', 'MediaGone']);

export const done = <Value>(value: Value): MediaOutcome<Value> => ({ ok: true, value });
export const failed = (problem: MediaProblem): { readonly ok: false; readonly problem: MediaProblem } => ({
  ok: false,
  problem,
});

interface Result {
  readonly __typename: string;
  readonly message?: string;
}

/** The member that was hoped for; every other one is a problem. */
export function hopedFor<Member extends Result, Name extends Member['__typename']>(
  answer: Answer<{ readonly result: Member }>,
  name: Name,
): MediaOutcome<Extract<Member, { readonly __typename: Name }>> {
  if (!answer.ok) return failed({ by: 'api', failure: answer.failure });
  const { result } = answer.data;
  return result.__typename === name
    ? done(result as Extract<Member, { readonly __typename: Name }>)
    : failed({ by: 'product', name: result.__typename, message: result.message ?? '' });
}

/** Carries a problem through mediasoup-client, whose callbacks take errors. */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused';
  readonly problem: MediaProblem;

  constructor(problem: MediaProblem) {
    super(mediaProblemText(problem));
    this.problem = problem;
  }
}

/** What a browser's WebRTC was asked, as a value. */
export async function attempted<Value>(ask: () => Promise<Value>): Promise<MediaOutcome<Value>> {
  try {
    return done(await ask());
  } catch (error) {
    return failed(error instanceof MediaRefused ? error.problem : { by: 'browser', error });
  }
}
