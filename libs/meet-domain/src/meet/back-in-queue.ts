import type { Order, Timestamp } from '../decider.ts';
import type { MeetEvent } from './events.ts';
import type { Meet } from './state.ts';

/** A call waits for a manager. */
export const queued = ({ at, by }: Order<string>, until: Timestamp): MeetEvent => ({
  type: 'MeetQueued',
  at,
  by,
  data: { until },
});

/** R39: it was declined, or not answered, and waits again: as long as its rings may last altogether. */
export const backInQueue = (order: Order<string>, { ringDeadline }: Meet): MeetEvent =>
  queued(order, ringDeadline ?? order.at);
