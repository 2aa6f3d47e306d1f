import type { Digit } from '@meets/meet-domain';
import type { OneCall } from './one-call.ts';

/**
 * What became of digits that were to be pressed.
 * - `not-here`: no telephone of this call is held by this process.
 * - `over`: it hung up meanwhile.
 * - `refused`: it takes none, or not now.
 * - `unfinished`: not all of them could be pressed in the time that it takes; some may have been, and some may be yet.
 */
export type Pressed = 'pressed' | 'not-here' | 'over' | 'refused' | 'unfinished';

/** The telephones of the calls that this process's line holds, for what is done to them without a word in the log. */
export interface Telephones {
  /** Presses the digits, one after another, and answers once the last is on its way. The same command's are pressed once. Never rejects. */
  press(call: OneCall, digits: readonly Digit[], commandId: string): Promise<Pressed>;
  /**
   * Equal digits have equal digests, while this process runs; without its memory nobody can try digits against one. So a digest, unlike the
   * digits or their hash, may stand in the log.
   */
  digest(digits: readonly Digit[]): string;
}
