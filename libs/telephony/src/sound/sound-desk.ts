import type { Digit, JoinedMix, PhoneMix } from '@meets/meet-domain';
import type { SilenceLimits } from '../rtp/silence-watch.ts';
import type { OwnPart, SoundEars } from '../rtp/sound-endpoint.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import type { OwnAddress } from '../sip/flow.ts';

/** A call's sound, wherever it is made. */
export interface CallSound {
  /** Where the other end is to send to. */
  readonly address: string;
  readonly port: number;
  /** What was agreed on. From the first time on it speaks and listens. */
  agree(theirs: SoundDescription, ours: OwnPart): void;
  /** False where the other end takes none, too many wait, or it is closed. Resolves once the last is on its way. */
  press(digits: readonly Digit[]): Promise<boolean>;
  /** Null where nothing was agreed on yet, it is closed, or the mix is not the desk's or no more. */
  join(mix: PhoneMix): Promise<JoinedMix | null>;
  /** Safe to call twice. The port rests before another call gets it. */
  close(): void;
}

/** What happened to telephones' packets. `forged` and `replayed`: what an encrypted call was sent by somebody else, or again. */
export interface PacketCounts {
  readonly received: number;
  readonly lost: number;
  readonly late: number;
  readonly forged: number;
  readonly replayed: number;
}

/** How late the desk's ticks are, in ms, since this was last asked; and what it has to do. */
export interface DeskLoad {
  readonly ticks: number;
  readonly lateMs: { readonly median: number; readonly p99: number; readonly most: number };
  /** The share of a core that the desk's thread uses, since this was last asked. */
  readonly busy: number;
  readonly calls: number;
  readonly mixes: number;
  readonly voices: number;
  /** Packets of all calls' telephones, since the desk was opened. */
  readonly packets: PacketCounts;
}

/** Where calls' sounds come together: as many sounds and mixes as are opened. */
export interface SoundDesk {
  /** Resolves once it is ready, or closed; safe to call again. What is asked before waits for it. */
  start(): Promise<void>;
  /** Listens at that address. Null where no port is left. */
  open(ears: SoundEars, at: OwnAddress): Promise<CallSound | null>;
  /** Null once the desk is closed, or where it broke meanwhile. */
  openMix(): Promise<PhoneMix | null>;
  load(): Promise<DeskLoad | null>;
  /** Ends all sounds and mixes. Safe to call twice. */
  close(): Promise<void>;
}

export interface DeskSettings extends SilenceLimits {
  readonly ports: { readonly from: number; readonly to: number };
}
