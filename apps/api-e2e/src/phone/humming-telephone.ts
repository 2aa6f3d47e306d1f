import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Baresip,
  LOOPBACK_CERTIFICATE,
  LOOPBACK_KEY,
  samplesIn,
  shareAt,
  startBaresip,
  tone,
  wavOf,
} from '@meets/telephony/testing';
import { eventually } from './phone-service.ts';

export const TELEPHONE_HUMS_HZ = 440;
const RATE = 8_000;
/** Of a sound, what is looked at: its last half second. */
export const A_WHILE = RATE / 2;
/** Longer than a test may take: with the end of its file baresip ends the call. */
const HUMS_FOR_S = 180;
/** A voice goes up and down, in so many samples; what never does is nobody who speaks, to mediasoup. */
const SYLLABLE = 3_200;
/** Louder than this is a tone, not what a codec makes of silence. */
const LOUD = 500;

/** How it is signalled, and whether its sound is encrypted; which has to be TLS then. */
export interface Signalling {
  readonly transport: 'udp' | 'tls';
  readonly encrypted: boolean;
}

/** What it hears can be told until a re-INVITE comes, or goes: from then on baresip keeps no sound any more. */
export interface HummingTelephone extends Baresip {
  /** Resolves once it has heard all of those pitches and nothing else for half a second. */
  hears(...pitches: readonly number[]): Promise<void>;
  /** Resolves once it has heard half a second of silence: what it was sent is none. */
  hearsNothing(): Promise<void>;
  /** What it has heard so far was of another call. */
  forget(): void;
}

/** Whose it is, and where; `answers`: by itself; `speaks`: as a voice does, instead of humming. */
export interface TelephoneOrder extends Signalling {
  readonly number: string;
  readonly host?: string;
  readonly answers?: boolean;
  readonly speaks?: boolean;
}

/** Somebody else's telephone, which hums, and of which can be told what it hears. */
export async function hummingTelephone(program: string, order: TelephoneOrder): Promise<HummingTelephone> {
  const { encrypted, speaks = false, ...telephoneOrder } = order;
  const folder = mkdtempSync(join(tmpdir(), 'meets-telephone-'));
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const telephone = await startBaresip(program, {
    ...telephoneOrder,
    says: file('says.wav', wavOf(speaks ? voice() : hum())),
    keepsSoundIn: folder,
    certificateFile: file('own.pem', LOOPBACK_CERTIFICATE + LOOPBACK_KEY),
    trustedFile: file('trusted.pem', LOOPBACK_CERTIFICATE),
    ...(encrypted && { mediaEncryption: 'srtp-mand' }),
  });
  const heardSoFar = (): string[] => globSync(join(folder, '*-dec.wav'));
  const untilHeard = (what: string, is: (heard: Int16Array) => boolean): Promise<void> =>
    eventually(what, async () => {
      const [kept] = heardSoFar();
      const heard = kept === undefined ? new Int16Array() : samplesIn(readFileSync(kept));
      return (heard.length >= A_WHILE && is(heard.slice(-A_WHILE))) || undefined;
    }).then(() => undefined);
  return {
    ...telephone,
    hears: (...pitches) =>
      untilHeard(`${pitches.join(' and ')} Hz at the telephone`, (heard) => soundsOf(pitches, heard)),
    hearsNothing: () => untilHeard('silence at the telephone', isSilence),
    forget() {
      for (const kept of heardSoFar()) rmSync(kept);
    },
    async close() {
      await telephone.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const isSilence = (heard: Int16Array): boolean => heard.every((sample) => Math.abs(sample) < LOUD);

/** Is it all of those pitches, and nothing else? */
export function soundsOf(pitches: readonly number[], heard: Int16Array): boolean {
  const shares = pitches.map((hz) => shareAt(hz, heard));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return !isSilence(heard) && all > 0.9 && shares.every((share) => share > 0.5 / pitches.length);
}

const hum = (): Int16Array => tone(TELEPHONE_HUMS_HZ, RATE * HUMS_FOR_S);
const voice = (): Int16Array =>
  hum().map((sample, n) => (n % SYLLABLE < SYLLABLE / 2 ? sample : Math.round(sample / 64)));
