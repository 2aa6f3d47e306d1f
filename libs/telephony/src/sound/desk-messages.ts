import type { Digit, PhoneSound, RoomSound } from '@meets/meet-domain';
import type { OwnPart } from '../rtp/sound-endpoint.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import type { DeskLoad } from './sound-desk.ts';

/** To the desk's thread, which does them in their order. Sounds and mixes are named by whoever opens them. */
export type DeskOrder =
  | { readonly is: 'agree'; readonly sound: number; readonly theirs: SoundDescription; readonly ours: OwnPart }
  | { readonly is: 'pass-on'; readonly sound: number; readonly toPort: number }
  | { readonly is: 'leave'; readonly sound: number }
  | { readonly is: 'close'; readonly sound: number }
  | { readonly is: 'tune'; readonly mix: number; readonly from: RoomSound }
  | { readonly is: 'close-mix'; readonly mix: number };

/** What the desk is asked, and what it answers: null where it cannot be. */
export interface DeskAnswers {
  /** The port. */
  readonly open: number | null;
  readonly press: boolean;
  readonly join: PhoneSound | null;
  readonly 'open-mix': number | null;
  readonly load: DeskLoad;
}
export type DeskQuestion =
  | { readonly is: 'open'; readonly sound: number; readonly host: string }
  | { readonly is: 'press'; readonly sound: number; readonly digits: readonly Digit[] }
  | { readonly is: 'join'; readonly sound: number; readonly mix: number }
  | { readonly is: 'open-mix'; readonly mix: number }
  | { readonly is: 'load' };

export type ToDesk = DeskOrder | { readonly is: 'ask'; readonly number: number; readonly question: DeskQuestion };

export type FromDesk =
  | { readonly is: 'answer'; readonly number: number; readonly answer: DeskAnswers[keyof DeskAnswers] }
  | { readonly is: 'digit'; readonly sound: number; readonly digit: Digit }
  | { readonly is: 'lost' | 'timed-out'; readonly sound: number };
