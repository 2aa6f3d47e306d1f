import { seededRandom } from '../seeded-random.ts';
import type { Generator, Ground, Input } from './input.ts';
import { contentTypes, jsonBodies } from './inputs/bodies.ts';
import { documents, graphqlRequests } from './inputs/documents.ts';
import { frames } from './inputs/frames.ts';
import { handshakes, subprotocols } from './inputs/handshakes.ts';
import { headers } from './inputs/headers.ts';
import { incomplete } from './inputs/incomplete.ts';
import { media } from './inputs/media.ts';
import { messages } from './inputs/messages.ts';
import { requestLines } from './inputs/request-lines.ts';
import { developmentTokens, methods, paths } from './inputs/routes.ts';
import { smuggling } from './inputs/smuggling.ts';
import { tokens } from './inputs/tokens.ts';
import { variables } from './inputs/variables.ts';

/** Each with how many of the inputs are made by it, of the sum of all. */
const GENERATORS: readonly (readonly [number, Generator])[] = [
  [5, requestLines],
  [7, headers],
  [6, smuggling],
  [5, incomplete],
  [5, jsonBodies],
  [5, contentTypes],
  [3, methods],
  [5, paths],
  [3, developmentTokens],
  [5, tokens],
  [10, documents],
  [5, graphqlRequests],
  [8, variables],
  [7, media],
  [5, handshakes],
  [2, subprotocols],
  [10, frames],
  [16, messages],
];
const SUM = GENERATORS.reduce((sum, [share]) => sum + share, 0);
/** Far apart from the neighbours' (2³² / the golden ratio), so that seed 7's second input is not seed 8's first. */
const SPREAD = 2_654_435_769;

/** The input of a seed and an index, from 0: always the same one, whatever the others are. */
export function inputAt(seed: number, index: number, ground: Ground): Input {
  const random = seededRandom(Math.imul(seed + 1, SPREAD) ^ index);
  let at = random.whole(0, SUM - 1);
  const chosen = GENERATORS.find(([share]) => (at -= share) < 0);
  if (!chosen) throw new Error('the shares do not add up');
  return chosen[1](random, ground);
}
