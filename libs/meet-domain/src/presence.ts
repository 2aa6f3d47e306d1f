import type { Timestamp } from './decider.ts';

/** Whether somebody is there, as the host tells it (R33): of customers and managers alike. */
export interface Presence {
  readonly online: boolean;
  /** When the grace of the newest loss of connection ends; null while online, or where none was ever told. */
  readonly graceUntil: Timestamp | null;
  /** Since when they have been offline without a break; null while online, or where no loss was ever told (R33). */
  readonly lostSince: Timestamp | null;
}

const NEVER_TOLD: Presence = { online: false, graceUntil: null, lostSince: null };

/** Of who has come online. */
export const ONLINE: Presence = { online: true, graceUntil: null, lostSince: null };

/** Of whom nothing was told yet, where there is nobody. */
export const presenceOf = (known: Presence | null): Presence => {
  const { online, graceUntil, lostSince } = known ?? NEVER_TOLD;
  return { online, graceUntil, lostSince };
};

/** Told again while offline, it is the same absence, with another grace for whatever they entered meanwhile. */
export const offline = (before: Presence, graceUntil: Timestamp, at: Timestamp): Presence => ({
  online: false,
  graceUntil,
  lostSince: before.lostSince ?? at,
});

/**
 * Is it no news that they are online, or offline? Coming online is news once. Going offline is each time, for who was never
 * told online may be in a meet all the same (R33), except while a grace runs: a second "offline" must not lengthen it, or it
 * would never end.
 */
export function isPresenceKnown(known: Presence, online: boolean, at: Timestamp): boolean {
  if (online || known.online) return online === known.online;
  return known.graceUntil !== null && at < known.graceUntil;
}
