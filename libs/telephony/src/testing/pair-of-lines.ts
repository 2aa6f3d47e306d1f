import type { PhoneLinesUnderTest } from '@meets/meet-domain/testing';
import { sipPhoneLine, type SipPhoneLine } from '../index.ts';
import type { TelephonySettings, Trunk } from '../settings.ts';
import type { CallSound } from '../sound/sound-desk.ts';
import { openSoundThread } from '../sound/threaded-desk.ts';
import { localDesk } from './local-desk.ts';

export interface PairOptions {
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  /** Of both lines, where they speak TLS. */
  readonly key?: string;
  readonly certificate?: string;
  /** Whose signature both trust; where it is left out, the certificate's own. */
  readonly trusts?: readonly string[];
  /** Of the near line; any where it is left out. */
  readonly port?: number;
  readonly trunk?: Partial<Trunk>;
  /** Whether the near line makes sound on a thread of its own, as it does in service. */
  readonly soundThread?: boolean;
}

export interface PairOfLines extends PhoneLinesUnderTest {
  readonly near: SipPhoneLine;
}

export const NEAR_NUMBER = '07012345678';
export const FAR_NUMBER = '01087654321';
/** What calls of the far line carry besides, and the near one lets in. */
const CARRIED = { 'x-campaign': 'spring 봄', 'x-account': '7' };
/** Short enough for a test to wait for, long against a pause of the machine's. */
const MEDIA_LOST_MS = 1_500;
const MEDIA_TIMEOUT_MS = 3_000;

/** Two lines on loopback, each the other's carrier. */
export async function pairOfLines(options: PairOptions): Promise<PairOfLines> {
  const { transport, host, key, certificate } = options;
  // Each line's port is known once it listens, and asked for when it is called.
  const carriedTo = (carrier: () => SipPhoneLine): Trunk['to'] => ({
    transport,
    host,
    get port() {
      return carrier().ports()[0] ?? 0;
    },
  });
  const farSounds: CallSound[] = [];
  const settings = (
    port: number,
    number: string,
    carrier: () => SipPhoneLine,
    headers: Partial<Trunk>,
  ): TelephonySettings => ({
    listen: [{ transport, host, port, ...(key && certificate && { key, certificate }) }],
    trunks: [
      {
        ...{ trunkId: 'loopback', numbers: [number], from: [host], to: carriedTo(carrier) },
        ...headers,
        ...options.trunk,
      },
    ],
    sound: { ports: { from: 0, to: 0 } },
    mediaLostMs: MEDIA_LOST_MS,
    mediaTimeoutMs: MEDIA_TIMEOUT_MS,
    ...(certificate && { trustedCertificates: options.trusts ?? [certificate] }),
  });
  const near: SipPhoneLine = sipPhoneLine(
    settings(options.port ?? 0, NEAR_NUMBER, () => far, { headersIn: ['X-Campaign', 'X-Account', 'X-Missing'] }),
    options.soundThread ? openSoundThread : localDesk,
  );
  const far: SipPhoneLine = sipPhoneLine(
    settings(0, FAR_NUMBER, () => near, { headersOut: { ...CARRIED, 'x-not-let-in': '1' } }),
    (desk) => {
      const opened = localDesk(desk);
      return {
        ...opened,
        async open(ears, at) {
          const sound = await opened.open(ears, at);
          if (sound) farSounds.push(sound);
          return sound;
        },
      };
    },
  );
  return {
    near,
    far,
    nearNumber: NEAR_NUMBER,
    farNumber: FAR_NUMBER,
    carried: CARRIED,
    silenceFar: () => farSounds.forEach((sound) => sound.close()),
    async close() {
      await near.close();
      await far.close();
    },
  };
}
