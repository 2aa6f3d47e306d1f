import type { PhoneNumber } from '@meets/meet-domain';
import type { CallNote } from './line/call-notes.ts';
import type { Encryption } from './sdp/sound-description.ts';
import type { Credentials } from './sip/digest.ts';
import type { Demands } from './sip/digest-demand.ts';
import type { ListenAddress } from './wire/wire.ts';

/** Nothing heard for so long in an answered call is worth a warning. */
export const MEDIA_LOST_MS = 5_000;
/** Nothing heard for so long ends the call. */
export const MEDIA_TIMEOUT_MS = 20_000;
/** How long a call may last. */
export const MAX_CALL_MS = 4 * 60 * 60_000;
/** How many calls there may be at once. */
export const MAX_CALLS = 500;
/** How long closing waits for the other ends to hear of it. */
export const CLOSE_WAIT_MS = 2_000;
/** Whether a trunk's sound is encrypted. */
export const TRUNK_ENCRYPTION: Encryption = 'offered';

/** What a carrier gives. */
export interface Trunk {
  readonly trunkId: string;
  /** The numbers that are ours through it. */
  readonly numbers: readonly PhoneNumber[];
  /** Whether calls to any other number come in, too: of who plays a whole exchange. */
  readonly takesAnyNumber?: boolean;
  /** Where its calls come from: addresses, or networks such as `203.0.113.0/24`. From anywhere else nobody gets in. */
  readonly from: readonly string[];
  /** Where calls go to; null where it only brings some in. */
  readonly to: { readonly transport: 'udp' | 'tcp' | 'tls'; readonly host: string; readonly port: number } | null;
  /** What its calls have to prove, where their address is not enough. */
  readonly demands?: Demands;
  /** What we prove where it asks. */
  readonly credentials?: Credentials;
  /** Headers of its calls that the service may see, by name; all others it does not. */
  readonly headersIn?: readonly string[];
  /** What its INVITEs carry besides, by name. */
  readonly headersOut?: Readonly<Record<string, string>>;
  /** Where it has to be told that we are here, as this user; it is told at `to`, and proven by `credentials`. */
  readonly register?: { readonly user: string };
  /**
   * Whether its calls' sound is encrypted; {@link TRUNK_ENCRYPTION} where it is left out. Keys stand in the signalling: where it is `required`,
   * nothing is signalled but by TLS. Where it is `offered`, a key is taken and told by whichever transport it comes.
   */
  readonly encryption?: Encryption;
}

export interface TelephonySettings {
  readonly listen: readonly ListenAddress[];
  readonly trunks: readonly Trunk[];
  /**
   * Sound is listened for at the address by which its call is signalled. The ports of calls are the even ones of the range, both ends included. 0 to 0:
   * any.
   */
  readonly sound: { readonly ports: { readonly from: number; readonly to: number } };
  readonly mediaLostMs?: number;
  readonly mediaTimeoutMs?: number;
  readonly maxCallMs?: number;
  readonly maxCalls?: number;
  readonly closeWaitMs?: number;
  /** A folder of this line's own, for what it has still to say in calls should it die: said when it starts again. Left out: it is not said. */
  readonly callFolder?: string;
  /** Called with what may be written to a log of each call; must not throw. */
  readonly note?: (note: CallNote) => void;
  /** Who may have signed carriers' certificates, PEM; where it is left out, whom the system trusts. */
  readonly trustedCertificates?: readonly string[];
}
