import type { ExpectedVersion } from './port.ts';

/** A stream as an engine's writer sees it, at the moment of the append. */
export interface StreamView {
  /** The stream's version: 0 where it does not exist. */
  readonly version: number;
  /** The ids of the events from a version on, at most `count`, oldest first. */
  idsFrom(version: number, count: number): readonly string[];
  /** Where in the stream an event id stands, or undefined. */
  versionOf(id: string): number | undefined;
}

/** What is to be done with an append. `repeat`: its events stand there already, the first at `firstVersion`. */
export type Judgement =
  | { readonly verdict: 'append' }
  | { readonly verdict: 'repeat'; readonly firstVersion: number }
  | { readonly verdict: 'conflict' };

/**
 * One rule for every engine. Where the appender names a version (or `none`, which is version 0), an append is a retry if
 * its very ids follow that version; where it does not, if its ids stand anywhere in the stream, together and in order.
 * Ids of which only some stand there are never stored a second time: that is a conflict.
 */
export function judgeAppend(expected: ExpectedVersion, ids: readonly string[], stream: StreamView): Judgement {
  if (expected === 'any' || expected === 'exists') return judgeUnversioned(expected, ids, stream);
  const expectedVersion = expected === 'none' ? 0 : expected;
  if (stream.version === expectedVersion) return { verdict: 'append' };
  return standAt(expectedVersion + 1, ids, stream)
    ? { verdict: 'repeat', firstVersion: expectedVersion + 1 }
    : { verdict: 'conflict' };
}

function judgeUnversioned(expected: 'any' | 'exists', ids: readonly string[], stream: StreamView): Judgement {
  if (stream.version === 0) return { verdict: expected === 'any' ? 'append' : 'conflict' };
  const places = ids.map((id) => stream.versionOf(id));
  const [firstVersion] = places;
  if (places.every((place) => place === undefined)) return { verdict: 'append' };
  const together = firstVersion !== undefined && places.every((place, index) => place === firstVersion + index);
  return together ? { verdict: 'repeat', firstVersion } : { verdict: 'conflict' };
}

function standAt(version: number, ids: readonly string[], stream: StreamView): boolean {
  if (version + ids.length - 1 > stream.version) return false;
  const found = stream.idsFrom(version, ids.length);
  return ids.every((id, index) => found[index] === id);
}
