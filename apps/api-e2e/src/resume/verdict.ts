import type { EventParts } from '../answers.ts';
import type { Follower } from './followers.ts';

/** What an undisturbed reader of the same viewer's reads in the end, from the start. */
export type Truth = readonly Pick<EventParts, 'id' | 'position'>[];

/** What is wrong with what one follower was handed; all zero where nothing is. */
export interface Verdict {
  readonly who: string;
  readonly events: number;
  readonly reconnects: number;
  /** Events that were never handed out. */
  readonly gaps: number;
  readonly duplicates: number;
  /** Events that the log does not hold. */
  readonly invented: number;
  /** Messages that came before one they stand behind. */
  readonly disorder: number;
  /** Steps of a customer's positions that are not one: each would tell of something hidden. */
  readonly positionGaps: number;
  readonly surprises: readonly string[];
}

export function judge(follower: Follower, truth: Truth): Verdict {
  const { who, ids, positions } = follower;
  const handedOut = new Set(ids);
  const stored = new Set(truth.map(({ id }) => id));
  return {
    who: `${who.role} ${who.sub}${who.types ? ` (${who.types.join(', ')})` : ''}`,
    events: ids.length,
    reconnects: follower.reconnects,
    gaps: truth.filter(({ id }) => !handedOut.has(id)).length,
    duplicates: ids.length - handedOut.size,
    invented: [...handedOut].filter((id) => !stored.has(id)).length,
    disorder: follower.disorder + truth.filter(({ id }, index) => ids[index] !== undefined && ids[index] !== id).length,
    positionGaps: who.role === 'customer' && !who.types ? gapsIn(positions) : 0,
    surprises: follower.surprises,
  };
}

export const isClean = (verdict: Verdict): boolean =>
  verdict.gaps + verdict.duplicates + verdict.invented + verdict.disorder + verdict.positionGaps === 0 &&
  verdict.surprises.length === 0;

/** Counted from 1, as far as they were handed out. */
function gapsIn(positions: readonly string[]): number {
  return positions.filter((position, index) => Number(position.replace(/^\D+/, '')) !== index + 1).length;
}
