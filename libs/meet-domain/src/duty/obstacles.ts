import type { DutyFacts, DutyObstacle } from './commands.ts';
import type { Duty } from './fold.ts';

/**
 * R4, R39: what keeps a call from ringing this manager, or null. Whom the host told offline is not there to be rung; whom it
 * never told of at all may well be.
 */
export function whyNotToRing(duty: Duty, { channel, manager }: DutyFacts): DutyObstacle | null {
  if (channel?.paidPlan !== true) return 'plan-required';
  if (manager?.operatorSeat !== true || manager.forgotten) return 'seat-required';
  if (manager.lostSince !== null) return 'not-there';
  if (!duty.available) return 'unavailable';
  if (duty.doNotDisturb) return 'do-not-disturb';
  if (duty.engagement.type !== 'free') return OBSTACLES[duty.engagement.type];
  return duty.callLimit !== null && duty.callsTaken >= duty.callLimit ? 'call-limit-reached' : null;
}

const OBSTACLES = {
  reserved: 'reserved',
  'in-call': 'in-call',
  'wrap-up': 'wrapping-up',
} as const satisfies Record<Exclude<Duty['engagement']['type'], 'free'>, DutyObstacle>;
