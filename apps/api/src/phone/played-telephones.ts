import { randomUUID } from 'node:crypto';
import type { CallEnding, PhoneCall, PhoneFailure, PhoneNumber, PhoneResult } from '@meets/meet-domain';
import type { AnsweringTelephones, TelephoneManner } from '@meets/telephony';

/** How many played telephones may be in a call at one time. */
export const MAX_PLAYED_CALLS = 10;
/** How many calls that are over are remembered, so that whoever made one can read how it ended. */
export const KEPT_PLAYED_CALLS = 50;
/** How long a played telephone waits for somebody to answer; the service gives up first. */
export const PLAYED_PATIENCE_MS = 180_000;

/** A call that a played telephone makes, as it stands. */
export interface PlayedCall {
  readonly id: string;
  readonly state: 'calling' | 'ringing' | 'answered' | 'over';
  /** Whether it is on hold. */
  readonly held: boolean;
  /** The loudest it heard, in dB of full scale: -96 is nothing. */
  readonly loudestDb: number;
  /** Null while it is not over. */
  readonly ending: CallEnding | null;
}

/** What a telephone is asked to do: both numbers as carriers write them. */
export interface PlayedOrder {
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
}

/** Telephones for whoever has no carrier: they call this service over SIP and RTP on this machine. Development mode alone. */
export interface PlayedTelephones {
  /** Where this machine's own softphones and `npm run call` reach the service by UDP. */
  readonly linePort: number;
  /** What telephones do that are called from now on. */
  readonly manner: TelephoneManner;
  /** What they can be told to do. */
  readonly manners: readonly TelephoneManner[];
  /** Tells them. */
  answerBy(manner: TelephoneManner): void;
  call(order: PlayedOrder): Promise<PhoneResult<PlayedCall>>;
  /** Null for a call that nobody remembers. */
  read(id: string): PlayedCall | null;
  /** Answers whether there was such a call; one that is over stays as it is. */
  hangUp(id: string): boolean;
  /** Hangs up everywhere. Safe to call twice. */
  close(): Promise<void>;
}

/** A call, and what it heard. */
interface Made {
  readonly call: PhoneCall;
  heard(): { readonly loudestDb: number };
  readonly over: Promise<unknown>;
}

export interface PlayedTelephonesParts {
  readonly linePort: number;
  readonly call: (order: PlayedOrder & { readonly ringTimeoutMs: number }) => Promise<PhoneResult<Made>>;
  readonly manners: readonly TelephoneManner[];
  /** Those that are called. Closed with these. */
  readonly answering: Pick<AnsweringTelephones, 'manner' | 'close'>;
}

interface Kept extends Made {
  state: PlayedCall['state'];
  held: boolean;
}

export function createPlayedTelephones(parts: PlayedTelephonesParts): PlayedTelephones {
  const { linePort, manners, call, answering } = parts;
  const calls = new Map<string, Kept>();
  /** How many are being made. */
  let dialling = 0;
  const isOver = ({ call: leg }: Kept): boolean => leg.ending() !== null;
  const running = (): readonly Kept[] => [...calls.values()].filter((kept) => !isOver(kept));
  const view = (id: string, kept: Kept): PlayedCall => {
    const { state, held, call: leg } = kept;
    return { id, state: isOver(kept) ? 'over' : state, held, loudestDb: kept.heard().loudestDb, ending: leg.ending() };
  };
  /** The oldest that are over go first; those that run are few. */
  const forget = (): void => {
    for (const [id, kept] of calls) {
      if (calls.size <= KEPT_PLAYED_CALLS) return;
      if (isOver(kept)) calls.delete(id);
    }
  };
  return {
    ...{ linePort, manners },
    get manner() {
      return answering.manner;
    },
    answerBy: (manner) => void (answering.manner = manner),
    async call(order) {
      if (running().length + dialling >= MAX_PLAYED_CALLS) return refused({ reason: 'full', limit: MAX_PLAYED_CALLS });
      dialling += 1;
      const made = await call({ ...order, ringTimeoutMs: PLAYED_PATIENCE_MS }).finally(() => (dialling -= 1));
      if (!made.ok) return made;
      const id = randomUUID();
      const kept: Kept = { ...made.value, state: 'calling', held: false };
      calls.set(id, kept);
      follow(kept);
      forget();
      return { ok: true, value: view(id, kept) };
    },
    read(id) {
      const kept = calls.get(id);
      return kept ? view(id, kept) : null;
    },
    hangUp(id) {
      calls.get(id)?.call.hangUp();
      return calls.has(id);
    },
    async close() {
      const left = running();
      for (const { call: leg } of left) leg.hangUp();
      await Promise.all(left.map(({ over }) => over));
      await answering.close();
    },
  };
}

function follow(kept: Kept): void {
  kept.call.listen(({ type }) => {
    if (type === 'ringing' || type === 'answered') kept.state = type;
    if (type === 'held' || type === 'resumed') kept.held = type === 'held';
  });
}

const refused = (failure: PhoneFailure): PhoneResult<never> => ({ ok: false, failure });
