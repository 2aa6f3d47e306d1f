import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';

/**
 * SHA-256, in hex, over a command's type and input. Equal inputs have equal hashes whatever the order their fields were
 * written in; a field that is undefined counts as absent.
 */
export const inputHash = (commandType: string, input: object): string =>
  createHash('sha256')
    .update(canonicalJson([commandType, input]))
    .digest('hex');

/** An id that is always the same for the same parts: a UUID of version 8 (RFC 9562), made from their SHA-256. */
export function derivedId(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(canonicalJson(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
