import type { CallCause, CallEnding, DeclineReason } from '@meets/meet-domain';

/*
 * The one table between SIP's words, Q.850's and ours. A cause of Q.850 (the telephone network's own, in a Reason header: RFC 3326) says more
 * than the SIP code that a gateway made of it, so it goes first.
 */

type Plain = Exclude<CallCause['reason'], 'carrier-error'>;

/** RFC 3261 §21, RFC 6432, RFC 8197, RFC 8688. What is missing is the carrier's error. */
const BY_SIP_STATUS: Readonly<Record<number, Plain>> = {
  404: 'unreachable', // Not Found
  408: 'no-answer', // Request Timeout, by somebody on the way
  410: 'unreachable', // Gone
  433: 'rejected', // Anonymity Disallowed
  480: 'unreachable', // Temporarily Unavailable
  484: 'unreachable', // Address Incomplete
  485: 'unreachable', // Ambiguous
  486: 'busy', // Busy Here
  487: 'cancelled', // Request Terminated
  600: 'busy', // Busy Everywhere
  603: 'rejected', // Decline
  604: 'unreachable', // Does Not Exist Anywhere
  607: 'rejected', // Unwanted
  608: 'rejected', // Rejected
};

/** ITU-T Q.850 §2.2.7. */
const BY_Q850: Readonly<Record<number, Plain>> = {
  1: 'unreachable', // Unallocated number
  2: 'unreachable', // No route to transit network
  3: 'unreachable', // No route to destination
  17: 'busy', // User busy
  18: 'no-answer', // No user responding
  19: 'no-answer', // No answer from user
  20: 'unreachable', // Subscriber absent
  21: 'rejected', // Call rejected
  22: 'unreachable', // Number changed
  27: 'unreachable', // Destination out of order
  28: 'unreachable', // Invalid number format
};
/** Normal call clearing, and “normal, unspecified”: nothing is wrong. */
const NORMAL_Q850: readonly number[] = [16, 31];

/** What a caller is told who is declined. */
export const DECLINED: Readonly<Record<DeclineReason, { readonly status: number; readonly cause: CallCause }>> = {
  busy: { status: 486, cause: { reason: 'busy' } },
  unavailable: { status: 480, cause: { reason: 'unreachable' } },
  rejected: { status: 603, cause: { reason: 'rejected' } },
};

/** What our endings are in the telephone network's words, told to the other end (RFC 3326, RFC 6432). */
const Q850_OF: Readonly<Record<CallCause['reason'], number>> = {
  completed: 16, // Normal call clearing
  cancelled: 16,
  busy: 17, // User busy
  'no-answer': 19, // No answer from user
  unreachable: 20, // Subscriber absent
  rejected: 21, // Call rejected
  'carrier-error': 41, // Temporary failure
  'media-timeout': 102, // Recovery on timer expiry
};

/** A Reason header that says so. */
export const reasonOf = ({ reason }: CallCause): string => `Q.850;cause=${Q850_OF[reason]}`;

/** The Q.850 cause in a Reason header; null where there is none. */
export function q850Of(reason: string | null): number | null {
  const cause = /Q\.850\s*;(?:[^,]*;)?\s*cause\s*=\s*(\d{1,3})/i.exec(reason ?? '')?.[1];
  return cause === undefined ? null : Number(cause);
}

/** Why a call that we made was refused. */
export function causeOfRefusal(status: number, reason: string | null): CallCause {
  const q850 = q850Of(reason);
  const plain = (q850 === null ? undefined : BY_Q850[q850]) ?? BY_SIP_STATUS[status];
  return plain ? { reason: plain } : { reason: 'carrier-error', code: status };
}

/** Why the other end hung up in an answered call. Where the network says that it broke, nobody hung up. */
export function endingOfBye(reason: string | null): CallEnding {
  const q850 = q850Of(reason);
  // From 34 on the network has no circuit, is out of order or does not understand; below, somebody did something.
  if (q850 === null || NORMAL_Q850.includes(q850) || q850 < 34) return { by: 'them', cause: { reason: 'completed' } };
  return { by: 'network', cause: { reason: 'carrier-error', code: q850 } };
}
