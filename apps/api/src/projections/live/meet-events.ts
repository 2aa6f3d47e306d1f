import type { Position } from '@meets/event-store';
import { encodePosition, startToken } from '../positions.ts';
import type { MeetEventMessageView, PassingMeetEvent, PositionToken } from '../views.ts';
import { UnknownPosition } from '../read-model.ts';
import { reachedPlace } from '../viewer-positions.ts';
import { knownEvents } from '../visible/known-meets.ts';
import { reachOf } from '../visible/reach.ts';
import { channelEvents } from './channel-events.ts';
import { customersEvents } from './customers-events.ts';
import type { EventSubscription, Passing, Sequence } from './event-subscription.ts';
import { HEARTBEAT, withHeartbeats } from './heartbeats.ts';

/**
 * Events behind a position, with no gap and no duplicate, then live. `caught-up` comes once after the catch-up, again
 * after each burst of what this viewer may see, and as a heartbeat; its position is where to resume. A position that was
 * never given is answered with `resync-required`, naming the start, and that is all. Nothing is queued: a slow reader
 * reads the log on from where it stands.
 */
export async function* meetEvents(subscription: EventSubscription): AsyncGenerator<MeetEventMessageView, void> {
  const { viewer } = subscription;
  try {
    yield* reading({ ...subscription, known: knownEvents(viewer) }, withMarks);
  } catch (error) {
    if (!(error instanceof UnknownPosition)) throw error;
    yield { message: 'resync-required', reason: 'unknown-position', position: startToken(viewer) };
  }
}

/**
 * The same before anybody looks at it: for a gateway that makes one reading serve many viewers of one sequence. Throws
 * {@link UnknownPosition} for a position that was never given.
 */
export const passingMeetEvents = (subscription: EventSubscription): AsyncGenerator<PassingMeetEvent, void> =>
  reading({ ...subscription, known: null }, withTokens);

type Reading = EventSubscription & Sequence;

type Telling<Message> = (
  subscription: Reading,
  start: Position,
  source: AsyncIterable<Passing | typeof HEARTBEAT>,
) => AsyncGenerator<Message, void>;

async function* reading<Message>(subscription: Reading, tell: Telling<Message>): AsyncGenerator<Message, void> {
  const { rows, viewer, after, signal, clock, heartbeatMs } = subscription;
  const start = after === null ? 0 : await reachedPlace(rows, viewer, after);
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    const source = sourceFor(subscription, start, stop.signal);
    yield* tell(subscription, start, withHeartbeats(source, clock, heartbeatMs));
  } finally {
    signal.removeEventListener('abort', abort);
    abort();
  }
}

/** What one viewer sees, with marks: only as many as the viewer's own events and the clock account for. */
const withMarks: Telling<MeetEventMessageView> = async function* ({ viewer, signal }, start, source) {
  let place = start;
  let level: (() => Position) | null = null;
  let owesMark = true;
  for await (const passing of source) {
    if (signal.aborted) return;
    if (passing === HEARTBEAT) {
      if (level) yield mark(level);
    } else if (passing.kind === 'event') {
      const seen = passing.seenBy(viewer);
      // What is hidden from this viewer is passed over like other channels' events: not even a mark tells of it.
      if (seen === 'hidden') continue;
      place = passing.place;
      level = null;
      owesMark = true;
      if (seen !== 'unwanted') yield { message: 'event', event: seen };
    } else {
      level = () => passing.placeNow();
      if (owesMark) yield mark(level);
      owesMark = false;
    }
  }

  function mark(placeNow: () => Position): MeetEventMessageView {
    place = Math.max(place, placeNow());
    return { message: 'caught-up', position: encodePosition(viewer, place) };
  }
};

const withTokens: Telling<PassingMeetEvent> = async function* ({ viewer, signal }, start, source) {
  let place = start;
  for await (const passing of source) {
    if (signal.aborted) return;
    if (passing === HEARTBEAT) yield { passing: 'heartbeat' };
    else if (passing.kind === 'event') {
      place = passing.place;
      const position = encodePosition(viewer, place);
      yield { passing: 'event', position, seenBy: (reader) => passing.seenBy(reader) };
    } else {
      const positionNow = (): PositionToken => encodePosition(viewer, Math.max(place, passing.placeNow()));
      yield { passing: 'caught-up', positionNow };
    }
  }
};

function sourceFor(sequence: Sequence, after: Position, signal: AbortSignal): AsyncIterable<Passing> {
  switch (reachOf(sequence.viewer)) {
    case 'channel':
      return channelEvents(sequence, after, signal);
    case 'own':
      return customersEvents(sequence, after, signal);
    case 'nothing':
      return NOTHING;
  }
}

const NOTHING: AsyncIterable<Passing> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};
