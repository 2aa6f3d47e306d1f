import { hash } from 'node:crypto';

/**
 * The id of a command's n-th event (`index` from 0): the same for the same command, for ever, so that an append that is
 * tried again carries the ids of the first try and changes nothing. A UUID of RFC 9562's free-form version 8: the first
 * 122 bits of SHA-256 over `["meets-event",commandId,index]`.
 */
export function eventIdOf(commandId: string, index: number): string {
  const digest = hash('sha256', JSON.stringify(['meets-event', commandId, index]), 'hex');
  // RFC 9562 §5.8: the version nibble says 8, and the variant's two bits say 10.
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
