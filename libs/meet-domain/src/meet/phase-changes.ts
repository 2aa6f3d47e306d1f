import type { MeetEvent } from './events.ts';
import type { MeetPhase } from './state.ts';

export interface PhaseChange {
  /** Null: there was no meet yet. */
  readonly from: MeetPhase | null;
  readonly event: MeetEvent['type'];
  readonly to: MeetPhase;
}

/**
 * Every way in which a meet goes from one phase to another, for people to look at (docs/events.md); random histories show
 * that there is no other way, and that each of these is taken.
 */
export const PHASE_CHANGES: readonly PhaseChange[] = [
  { from: null, event: 'MeetStarted', to: 'RINGING' },
  { from: 'RINGING', event: 'CustomerAwaited', to: 'WAITING_FOR_CUSTOMER' },
  { from: 'RINGING', event: 'MeetQueued', to: 'QUEUED' },
  { from: 'QUEUED', event: 'MeetRang', to: 'RINGING' },
  { from: 'QUEUED', event: 'MeetMissed', to: 'MISSED' },
  { from: 'RINGING', event: 'MeetOpened', to: 'LIVE' },
  { from: 'RINGING', event: 'MeetAccepted', to: 'LIVE' },
  { from: 'RINGING', event: 'MeetMissed', to: 'MISSED' },
  { from: 'WAITING_FOR_CUSTOMER', event: 'MeetAccepted', to: 'LIVE' },
  { from: 'WAITING_FOR_CUSTOMER', event: 'MeetMissed', to: 'MISSED' },
  { from: 'LIVE', event: 'MeetEnded', to: 'ENDED' },
];
