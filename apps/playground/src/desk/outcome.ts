import type { Answer } from '@meets/meet-client';

/** A command's answer, as far as this page acts on it. */
export interface Result {
  readonly __typename: string;
  readonly message?: string;
  readonly reasons?: readonly string[];
  readonly position?: string;
  readonly meet?: { readonly id: string };
}

/** What became of a command: done, or why not, for whoever clicked. */
export type Outcome =
  | { readonly kind: 'done'; readonly position: string | null }
  /** Names of guards, each with a text of its own. */
  | { readonly kind: 'not-allowed'; readonly reasons: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: string; readonly message: string }
  | { readonly kind: 'failed'; readonly by: string };

/** `AlreadyLive` (R7) is done too: the meet is there. */
const DONE: ReadonlySet<string> = new Set(['MeetAccepted', 'AlreadyLive', 'Put', 'MeetLink', 'MeetChatSent']);

export function outcomeOf(answer: Answer<{ readonly result: Result }>): Outcome {
  if (!answer.ok) return { kind: 'failed', by: answer.failure.by };
  const { __typename: problem, message = '', reasons, position = null } = answer.data.result;
  if (DONE.has(problem)) return { kind: 'done', position };
  return reasons ? { kind: 'not-allowed', reasons } : { kind: 'refused', problem, message };
}
