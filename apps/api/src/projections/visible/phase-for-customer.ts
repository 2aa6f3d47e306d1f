import type { MeetPhase } from '@meets/meet-domain';

/** A call that waits for a manager rings, as whoever calls hears it (R37); a missed meet is over, like any (R14). */
const PHASE_FOR_CUSTOMER = {
  QUEUED: 'RINGING',
  RINGING: 'RINGING',
  WAITING_FOR_CUSTOMER: 'WAITING_FOR_CUSTOMER',
  LIVE: 'LIVE',
  ENDED: 'ENDED',
  MISSED: 'ENDED',
} as const satisfies Record<MeetPhase, MeetPhase>;

/** How a customer reads the phase. */
export const phaseForCustomer = (phase: MeetPhase): MeetPhase => PHASE_FOR_CUSTOMER[phase];

/** The phases that read as one of these to a customer. None reads as one that customers do not know, so asking for that finds nothing. */
export const phasesAskedFor = (asked: readonly MeetPhase[]): readonly MeetPhase[] =>
  (Object.keys(PHASE_FOR_CUSTOMER) as MeetPhase[]).filter((phase) => asked.includes(phaseForCustomer(phase)));
