import type { Decision } from '../decider.ts';
import type { MeetEvent } from './events.ts';
import type { MeetRefusal } from './refusals.ts';

/** What became of an order to a meet. */
export type MeetDecision = Decision<MeetEvent, MeetRefusal>;
