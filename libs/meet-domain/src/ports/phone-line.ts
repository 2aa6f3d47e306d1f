import type { PhoneSound, RoomSound } from './media-bridge.ts';

/** A telephone number as it is dialled: digits, with a leading `+` where it is international. */
export type PhoneNumber = string;

/** What can be pressed on a telephone. */
export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#' | 'A' | 'B' | 'C' | 'D';

/** What a caller is told who is not let in. */
export type DeclineReason = 'busy' | 'unavailable' | 'rejected';

/** Who ended a call: the service, the telephone at the other end, or what lies between. */
export type EndedBy = 'us' | 'them' | 'network';

/**
 * Why a call is over.
 * - `completed`: it was answered, and somebody hung up.
 * - `busy`, `rejected`: who was called said so.
 * - `no-answer`: it rang as long as it may.
 * - `cancelled`: who called gave up before there was an answer.
 * - `unreachable`: there is no such number, or its telephone is off.
 * - `media-timeout`: nothing was heard for too long in an answered call.
 * - `carrier-error`: anything else; `code` is what the carrier calls it, for the record.
 */
export type CallCause =
  | { readonly reason: 'completed' }
  | { readonly reason: 'busy' }
  | { readonly reason: 'no-answer' }
  | { readonly reason: 'cancelled' }
  | { readonly reason: 'rejected' }
  | { readonly reason: 'unreachable' }
  | { readonly reason: 'media-timeout' }
  | { readonly reason: 'carrier-error'; readonly code: number };

export interface CallEnding {
  readonly by: EndedBy;
  readonly cause: CallCause;
}

/**
 * What happens to a call, in this order: `ringing` at most once and only before `answered`; `ended` once, and nothing after it.
 * `held` and `resumed`: the other end does not want to hear, or does again. `media-lost`: nothing has been heard for a while,
 * and the call will end by `media-timeout` unless that changes.
 */
export type PhoneCallEvent =
  | { readonly type: 'ringing' }
  | { readonly type: 'answered' }
  | { readonly type: 'digit'; readonly digit: Digit }
  | { readonly type: 'held' }
  | { readonly type: 'resumed' }
  | { readonly type: 'media-lost' }
  | ({ readonly type: 'ended' } & CallEnding);

/**
 * Why the line did not do it.
 * - `unavailable`: it is not started, closed, or has lost its carrier. Ours to mend: try again.
 * - `over`: the call has ended meanwhile. A race that everybody may lose.
 * - `not-now`: the call is not at that point (not answered yet, or something else is being settled).
 * - `no-such-number`: `from` is not one of ours, or `to` is no telephone number.
 * - `full`: there are as many calls as there may be.
 */
export type PhoneFailure =
  | { readonly reason: 'unavailable'; readonly why: string }
  | { readonly reason: 'over'; readonly ending: CallEnding }
  | { readonly reason: 'not-now' }
  | { readonly reason: 'no-such-number'; readonly which: 'from' | 'to' }
  | { readonly reason: 'full'; readonly limit: number };

/** Why a call was not given away. `transfer-refused`: the other end did not do it, or whom it called did not answer; the call goes on. */
export type TransferFailure = PhoneFailure | { readonly reason: 'transfer-refused'; readonly cause: CallCause };

export type PhoneResult<Value, Failure = PhoneFailure> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

/** Where the telephones of one room hear it and each other: everybody but oneself. */
export interface PhoneMix {
  /** The UDP port on 127.0.0.1 that the room's sound is to be sent to. */
  readonly port: number;
  /** Says where that comes from; nothing else is listened to. A later one takes the place of the earlier. */
  tune(sound: RoomSound): void;
  /** The calls in it go on, and hear nothing. Safe to call twice. */
  close(): void;
}

/** A call in a mix, and the stream that its sound is passed on by. */
export interface JoinedMix {
  readonly sound: PhoneSound;
  /** From now on that stream goes to this UDP port on 127.0.0.1; it goes nowhere before. */
  passOn(toPort: number): void;
  /** The call goes on, hears nothing and is heard by nobody. Safe to call twice. */
  leave(): void;
}

/** One phone leg. Everything asked of a call that is over is answered by `over`, and changes nothing. */
export interface PhoneCall {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  /** Null where the caller withholds it. */
  readonly from: PhoneNumber | null;
  readonly to: PhoneNumber;
  /** How it ended; null while it has not. */
  ending(): CallEnding | null;
  /** Hangs up, or gives up where nobody has answered. Safe to call twice. */
  hangUp(): void;
  /** Presses digits, one after another, in an answered call. Resolves once the last is on its way. */
  sendDigits(digits: readonly Digit[]): Promise<PhoneResult<null>>;
  /**
   * Puts the other end on hold. Resolves once it has agreed; the same again changes nothing. Where it refuses, `not-now`: the call goes on as it was.
   * What is asked for before an answer, a hold or its end is agreed on, comes after that.
   */
  hold(): Promise<PhoneResult<null>>;
  resume(): Promise<PhoneResult<null>>;
  /**
   * Asks the other end to call somebody else instead of us: a number (blind), or who is at the other end of another answered call of ours
   * (attended), which then ends, too. Resolves once they speak to each other; then this call is `completed` by us. Many hang up as soon
   * as they have understood: then it is `over`, and how the transfer went stays unknown.
   */
  transfer(to: PhoneNumber | PhoneCall): Promise<PhoneResult<null, TransferFailure>>;
  /**
   * Lets an answered call hear a mix of its own line, and be heard in it, in place of another one that it was in. It leaves with its end.
   * A call that is in no mix hears silence.
   */
  joinMix(mix: PhoneMix): Promise<PhoneResult<JoinedMix>>;
  /**
   * Called at once with each event; must not throw or wait. Who wants them all listens as soon as the call is handed out.
   * Answers how to stop, which is safe twice.
   */
  listen(listener: (event: PhoneCallEvent) => void): () => void;
}

/** A call that came in. Nobody has been told that it rings yet. */
export interface IncomingCall extends PhoneCall {
  readonly direction: 'in';
  /** What the carrier says besides, as far as the line's settings let it through: names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lets the caller hear that it rings. Safe to call twice. */
  ring(): PhoneResult<null>;
  /** Resolves once the caller is told. Whether they gave up at that moment, `over` says: no error, but a race. */
  answer(): Promise<PhoneResult<null>>;
  /** Of an answered call it is `not-now`: hang up. */
  decline(reason: DeclineReason): PhoneResult<null>;
}

export interface DialOrder {
  /** One of the line's own numbers. */
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  /** How long it may ring; then it ends by `no-answer`. */
  readonly ringTimeoutMs: number;
}

/** How the line is. `waiting`: no carrier can be reached, and `why`. */
export type PhoneLineStatus =
  { readonly state: 'available'; readonly calls: number } | { readonly state: 'waiting'; readonly why: string };

/**
 * The telephone network, as far as meets need it. It knows no rules: whether a call may come in, whom it rings and what it is
 * worth is asked of the domain. What comes from the network is unchecked until it is handed out here: numbers are numbers,
 * and what cannot be talked over has been refused already. Nothing that can be expected throws.
 */
export interface PhoneLine {
  /** Gets ready for calls. Resolves once that was tried; `status` says how it went. Safe to call again. */
  start(): Promise<void>;
  status(): PhoneLineStatus;
  /**
   * Takes the calls that come in; must not throw or wait. While nobody does, callers hear `unavailable`. A later taker takes the
   * place of the earlier. Answers how to stop, which is safe twice.
   */
  onIncoming(taker: (call: IncomingCall) => void): () => void;
  /** Begins to call a number. What becomes of it, the call's events say. */
  dial(order: DialOrder): Promise<PhoneResult<PhoneCall>>;
  /** Opens a mix for the telephones of one room. */
  openMix(): Promise<PhoneResult<PhoneMix>>;
  /** Ends every call and mix; afterwards everything is `unavailable`. Safe to call twice. */
  close(): Promise<void>;
}

/** Whether it can be dialled: 2 to 15 digits (E.164 §6), a leading `+` allowed. */
export const isPhoneNumber = (text: string): text is PhoneNumber => /^\+?\d{2,15}$/.test(text);

const DIGITS = '0123456789*#ABCD';

/** Whether it can be pressed on a telephone. */
export const isDigit = (text: string): text is Digit => text.length === 1 && DIGITS.includes(text);
