import type { Device } from '../generated/operations.ts';

/** Why there is no device. */
export type DeviceProblemReason =
  /** The person, the browser's settings or the system refused it: `readPermissionGuide` says what to do (R36). */
  | 'permission-refused'
  /** There is none, or the chosen one is not there. */
  | 'no-such-device'
  /** Another program has it, or it does not work. */
  | 'in-use'
  /** This browser cannot, or this page may not: it is not loaded over HTTPS, or its frame has no leave to. */
  | 'not-supported'
  /** The person closed the browser's choice of screens. */
  | 'cancelled'
  /** Browsers offer screens after a click or a key only. */
  | 'needs-a-click'
  /** What no browser was known to say when this was written. */
  | 'unknown';

export interface DeviceProblem {
  readonly reason: DeviceProblemReason;
  readonly device: Device;
  /** What the browser said, for logs. */
  readonly error: unknown;
}

/** By the names of the Media Capture and Screen Capture specifications (W3C), and what browsers make of them. */
const REASONS: ReadonlyMap<string, DeviceProblemReason> = new Map([
  ['NotAllowedError', 'permission-refused'],
  ['NotFoundError', 'no-such-device'],
  ['OverconstrainedError', 'no-such-device'],
  ['NotReadableError', 'in-use'],
  // Firefox's, where a camera does not start.
  ['AbortError', 'in-use'],
  ['SecurityError', 'not-supported'],
  ['NotSupportedError', 'not-supported'],
  ['TypeError', 'not-supported'],
  ['InvalidStateError', 'needs-a-click'],
]);

/** What a browser's error means for the device that was asked for. */
export function deviceProblemOf(device: Device, error: unknown): DeviceProblem {
  const { name = '', message = '' } = error as { readonly name?: string; readonly message?: string };
  const reason = REASONS.get(name) ?? 'unknown';
  return { device, error, reason: reason === 'permission-refused' ? refusalOf(device, message) : reason };
}

/**
 * One name for three things. A screen is chosen in a picker each time, so "not allowed" is its "cancel", unless Chromium says
 * that the system (macOS) refused; and what a frame may not is no permission that a person could give.
 */
function refusalOf(device: Device, message: string): DeviceProblemReason {
  if (/permissions? policy/i.test(message)) return 'not-supported';
  return device === 'SCREEN' && !/system/i.test(message) ? 'cancelled' : 'permission-refused';
}
