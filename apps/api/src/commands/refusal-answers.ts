import type { RecordedEvent } from '@meets/event-store';
import type { MeetRefusal, SettlingEvent } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { MeetAnswer, Winner } from './answers.ts';

/** R14: what every customer is told who came too late, whoever or whatever was faster. */
export const SETTLED_MESSAGE = 'the meet was settled before this arrived; read it again';

/** What the viewer is told where the meet refused. `history` gives the events that the refusal was decided on. */
export async function answerRefusal(
  viewer: Viewer,
  refusal: MeetRefusal,
  history: () => AsyncIterable<RecordedEvent>,
): Promise<MeetAnswer> {
  // No default: a new refusal has to be given its answer here before this compiles.
  switch (refusal.reason) {
    case 'not-allowed':
      return { outcome: 'not-allowed', reasons: refusal.guards };
    case 'unknown':
      return { outcome: 'not-found', what: 'meet' };
    case 'full':
      return { outcome: 'meet-full', limit: refusal.limit };
    case 'over':
      return { outcome: 'already-over' };
    case 'not-answered':
      return conflict('nobody has answered this meet yet; it can be joined once somebody has');
    case 'not-in-meet':
      return conflict('only who is in the meet can do this; join it first');
    case 'lost-race':
      return lostRace(viewer, refusal.winner, history);
    // Both are dealt with before an answer is looked for; what is left of them is a race, which this describes as well.
    case 'begun':
    case 'ring-expired':
      return conflict(SETTLED_MESSAGE);
  }
}

/**
 * Invariant 6: the loser's answer names the winner. R14: a customer may know of an answer, which they see anyhow, but of
 * nothing that would tell why nobody answered.
 */
async function lostRace(
  viewer: Viewer,
  winner: SettlingEvent,
  history: () => AsyncIterable<RecordedEvent>,
): Promise<MeetAnswer> {
  const customer = viewer.role === 'customer';
  if (customer && !SHOWN_TO_CUSTOMERS[winner]) return conflict(SETTLED_MESSAGE);
  const message = customer ? SETTLED_MESSAGE : `${winner} came first; read the meet again`;
  return { outcome: 'conflict', message, winner: await newestOfType(history(), winner) };
}

const SHOWN_TO_CUSTOMERS = {
  MeetAccepted: true,
  MeetMissed: false,
  RingSkipped: false,
  RingDeclined: false,
  RingUnanswered: false,
  MeetOpened: false,
  ColleagueAnswered: false,
  ColleagueRingWithdrawn: false,
} satisfies Record<SettlingEvent, boolean>;

const conflict = (message: string): MeetAnswer => ({ outcome: 'conflict', message, winner: null });

/** The last event of this type, or null where there is none. */
async function newestOfType(events: AsyncIterable<RecordedEvent>, type: string): Promise<Winner | null> {
  let newest: Winner | null = null;
  for await (const event of events) if (event.type === type) newest = { eventId: event.id, position: event.position };
  return newest;
}
