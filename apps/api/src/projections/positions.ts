import { LOG_START, type Position } from '@meets/event-store';
import type { Viewer } from '../viewer.ts';
import type { PositionToken } from './views.ts';
import { UnknownPosition } from './read-model.ts';

/**
 * Positions as clients hold them: fixed width, so that comparing texts compares places. Staff (managers, integrators,
 * analysts) hold the log's own position, a customer one of their own sequence, which counts only what they may see; the
 * letter keeps the two kinds from being mistaken for each other.
 */
export function encodePosition(viewer: Viewer, place: Position): PositionToken {
  return `${markOf(viewer)}${String(place).padStart(POSITION_DIGITS, '0')}`;
}

/** The place behind a token, or throws {@link UnknownPosition} for another kind's and for what is none. `0` is the start. */
export function decodePosition(viewer: Viewer, token: PositionToken): Position {
  if (token === '0') return LOG_START;
  const mark = markOf(viewer);
  const digits = token.slice(mark.length);
  const place = Number(digits);
  if (!token.startsWith(mark) || !DIGITS.test(digits) || !Number.isSafeInteger(place)) {
    throw new UnknownPosition(
      'this is no position that was ever given to a viewer of this kind; read again from the start',
    );
  }
  return place;
}

/** Before the first event this viewer may see. */
export const startToken = (viewer: Viewer): PositionToken => encodePosition(viewer, LOG_START);

/** Enough for every safe integer. */
const POSITION_DIGITS = 16;
const DIGITS = new RegExp(`^[0-9]{${POSITION_DIGITS}}$`);

const markOf = (viewer: Viewer): string => (viewer.role === 'customer' ? 'c' : '');
