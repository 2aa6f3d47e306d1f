import { plusMs, type Timestamp } from '../decider.ts';
import type { AdmissionReason, CallLetIn, CallTurnedAway, PhoneQueueEvent } from './events.ts';

/** How far back callers are remembered. */
export const CALLER_WINDOW_MS = 60_000;

/** A channel's calls by phone: those that are not over, and who called within the last minute. */
export interface PhoneQueue {
  readonly calls: readonly { readonly meetId: string; readonly answered: boolean }[];
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  readonly meetId: string;
  readonly customerId: string;
  readonly at: Timestamp;
  /** Null: let in. */
  readonly turnedAway: AdmissionReason | null;
}

export const EMPTY_QUEUE: PhoneQueue = { calls: [], arrivals: [] };

/** The queue after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolvePhoneQueue(queue: PhoneQueue, event: PhoneQueueEvent): PhoneQueue {
  switch (event.type) {
    case 'CallLetIn': {
      const calls = [...queue.calls, { meetId: event.data.meetId, answered: false }];
      return { calls, arrivals: arrived(queue, event, null) };
    }
    case 'CallTurnedAway':
      return { ...queue, arrivals: arrived(queue, event, event.data.reason) };
    case 'CallAnswered': {
      const { meetId } = event.data;
      return {
        ...queue,
        calls: queue.calls.map((call) => (call.meetId === meetId ? { meetId, answered: true } : call)),
      };
    }
    case 'CallOver':
      return { ...queue, calls: queue.calls.filter(({ meetId }) => meetId !== event.data.meetId) };
  }
}

/** Who called longer ago than anybody asks is forgotten, so that the state stays small. */
function arrived(
  { arrivals }: PhoneQueue,
  { at, data: { meetId, customerId } }: CallLetIn | CallTurnedAway,
  turnedAway: AdmissionReason | null,
): readonly Arrival[] {
  const from = plusMs(at, -CALLER_WINDOW_MS);
  return [...arrivals.filter((arrival) => arrival.at > from), { meetId, customerId, at, turnedAway }];
}
