import type { Timestamp } from '../decider.ts';

/** A manager as their history tells it; null before they were put. */
export interface Manager {
  readonly id: string;
  /** Null once forgotten. */
  readonly name: string | null;
  readonly operatorSeat: boolean;
  readonly online: boolean;
  /** When the grace of a lost connection ends; null while online, or never seen. */
  readonly graceUntil: Timestamp | null;
}

export type ManagerState = Manager | null;
