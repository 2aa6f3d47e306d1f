import {
  type CallEnding,
  type DeclineReason,
  type Digit,
  type IncomingCall,
  isDigit,
  type JoinedMix,
  type PhoneCall,
  type PhoneCallEvent,
  type PhoneMix,
  type PhoneNumber,
  type PhoneResult,
  type TransferFailure,
} from '@meets/meet-domain';
import type { CallAgent } from '../jssip/agent.ts';
import type { JsSipSession } from '../jssip/jssip.ts';
import type { Negotiation } from '../sdp/negotiation.ts';
import { causeOfRefusal, DECLINED, reasonOf } from './call-endings.ts';
import { Listeners } from './listeners.ts';
import { done, failed, NOT_NOW, over } from './results.ts';
import { endingOfSession } from './session-ending.ts';
import { Settlements } from './settlements.ts';

export interface SipCallParts {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  readonly from: PhoneNumber | null;
  readonly to: PhoneNumber;
  readonly agent: CallAgent;
  readonly negotiation: Negotiation;
  readonly session: JsSipSession;
  readonly trunkId: string;
  /** What it brought with it that the trunk's settings let through. */
  readonly headers: Readonly<Record<string, string>>;
  readonly transfers: Transfers;
  readonly maxCallMs: number;
  /** Null for one that came in: who calls gives up when they like. */
  readonly ringTimeoutMs: number | null;
  /** Called once, at the end. */
  readonly over: () => void;
}

/** Where a call can be sent: a URI, or null where it cannot. */
export interface Transfers {
  toNumber(number: PhoneNumber): string | null;
  /** To whom we speak in another call through the same trunk, taking its place. */
  toCall(callId: string, trunkId: string): string | null;
}

const NO_SUCH_NUMBER = failed({ reason: 'no-such-number', which: 'to' });

/** One phone leg over SIP: JsSIP's session in the port's words. */
export class SipCall {
  private readonly parts: SipCallParts;
  private readonly listeners = new Listeners();
  private readonly settlements = new Settlements();
  private state: 'new' | 'ringing' | 'answered' = 'new';
  private ended: CallEnding | null = null;
  /** How it will have ended by us, once JsSIP says that it has. */
  private ours: CallEnding | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Holds and their ends, one after another, so that the last word counts. */
  private holds: Promise<unknown> = Promise.resolve();
  private answering: Promise<PhoneResult<null>> | null = null;
  /** The answer has arrived. Nothing is offered or asked for sooner (RFC 3261 §14.1). */
  private readonly acknowledged: Promise<void>;

  constructor(parts: SipCallParts) {
    this.parts = parts;
    const { session, ringTimeoutMs, direction } = parts;
    this.acknowledged = new Promise((resolve) => session.on('confirmed', () => resolve()));
    session.on('progress', ({ response }) => this.progress(response?.status_code ?? 0));
    // Whoever hears of an answer may hang up there and then: by a BYE, which comes after the ACK of a call of ours.
    session.on(direction === 'out' ? 'confirmed' : 'accepted', () => this.accepted());
    for (const name of ['ended', 'failed'] as const) {
      session.on(name, (end) =>
        this.finish(this.ours ?? endingOfSession(end, { answered: this.state === 'answered', direction })),
      );
    }
    session.on('newDTMF', ({ originator, dtmf: { tone } }) => {
      if (originator === 'remote' && isDigit(tone)) this.tell({ type: 'digit', digit: tone });
    });
    if (ringTimeoutMs !== null) this.arm(ringTimeoutMs, { by: 'us', cause: { reason: 'no-answer' } });
  }

  /** What the port hands out. */
  get leg(): PhoneCall {
    const { callId, direction, from, to } = this.parts;
    return {
      ...{ callId, direction, from, to },
      ending: () => this.ended,
      hangUp: () => this.hangUp(),
      sendDigits: (digits) => this.sendDigits(digits),
      hold: () => this.setHolding(true),
      resume: () => this.setHolding(false),
      transfer: (to) => this.transfer(to),
      joinMix: (mix) => this.joinMix(mix),
      listen: (listener) => this.listeners.add(listener),
    };
  }

  get incoming(): IncomingCall {
    return {
      ...this.leg,
      direction: 'in',
      headers: this.parts.headers,
      ring: () => this.whileUnanswered(() => this.parts.agent.ring()),
      answer: () => (this.answering ??= this.answer()),
      decline: (reason) => this.decline(reason),
    };
  }

  /** Something happened that the service hears of, while the call lasts. */
  tell(event: Exclude<PhoneCallEvent, { type: 'ended' }>): void {
    if (!this.ended) this.listeners.tell(event);
  }

  held(held: boolean): void {
    if (this.state === 'answered') this.tell({ type: held ? 'held' : 'resumed' });
  }

  /** Nothing has been heard for too long. */
  mediaTimedOut(): void {
    this.terminate({ by: 'network', cause: { reason: 'media-timeout' } });
  }

  /** JsSIP has lost its way in this call. */
  broken(): void {
    const ending: CallEnding = { by: 'network', cause: { reason: 'carrier-error', code: 500 } };
    this.terminate(ending, 500);
    this.finish(this.ours ?? ending);
  }

  /** The other end has not been heard of for as long as was agreed (RFC 4028). */
  expired(): void {
    this.terminate({ by: 'network', cause: { reason: 'carrier-error', code: 408 } });
  }

  hangUp(): void {
    if (this.state === 'answered') this.terminate({ by: 'us', cause: { reason: 'completed' } });
    else if (this.parts.direction === 'out') this.terminate({ by: 'us', cause: { reason: 'cancelled' } });
    else this.decline('unavailable');
  }

  private decline(reason: DeclineReason): PhoneResult<null> {
    const { status, cause } = DECLINED[reason];
    return this.whileUnanswered(() => this.terminate({ by: 'us', cause }, status));
  }

  private whileUnanswered(act: () => void): PhoneResult<null> {
    if (this.ended) return over(this.ended);
    if (this.state === 'answered') return NOT_NOW;
    act();
    return done;
  }

  private async answer(): Promise<PhoneResult<null>> {
    if (this.ended) return over(this.ended);
    return this.settlements.settled(() => this.parts.agent.answer());
  }

  private async sendDigits(digits: readonly Digit[]): Promise<PhoneResult<null>> {
    const pressed = (await this.isAnswered()) && (await this.parts.negotiation.sound?.press(digits));
    if (this.ended) return over(this.ended);
    return pressed ? done : NOT_NOW;
  }

  private async transfer(to: PhoneNumber | PhoneCall): Promise<PhoneResult<null, TransferFailure>> {
    if (this.ended) return over(this.ended);
    const { transfers, agent, trunkId } = this.parts;
    const target = typeof to === 'string' ? transfers.toNumber(to) : transfers.toCall(to.callId, trunkId);
    if (target === null) return typeof to === 'string' ? NO_SUCH_NUMBER : NOT_NOW;
    if (!(await this.isAnswered())) return this.ended ? over(this.ended) : NOT_NOW;
    return this.settlements.settled<TransferFailure>((settle) => {
      void this.acknowledged
        .then(() => agent.transfer(target))
        .then((status) => {
          if (status === null) return settle(NOT_NOW);
          if (status >= 300) return settle(failed({ reason: 'transfer-refused', cause: causeOfRefusal(status, null) }));
          settle(done);
          this.hangUp();
        });
    });
  }

  private async joinMix(mix: PhoneMix): Promise<PhoneResult<JoinedMix>> {
    const joined = (await this.isAnswered()) ? await this.parts.negotiation.sound?.join(mix) : null;
    if (this.ended) return over(this.ended);
    return joined ? { ok: true, value: joined } : NOT_NOW;
  }

  private setHolding(holding: boolean): Promise<PhoneResult<null>> {
    const turn = this.holds.then(() => this.offerHolding(holding));
    this.holds = turn;
    return turn;
  }

  private async offerHolding(holding: boolean): Promise<PhoneResult<null>> {
    const { negotiation, agent } = this.parts;
    const isAnswered = await this.isAnswered();
    if (this.ended) return over(this.ended);
    if (!isAnswered) return NOT_NOW;
    if (negotiation.holding === holding) return done;
    negotiation.hold(holding);
    const result = await this.settlements.settled((settle) => {
      void this.acknowledged
        .then(() => agent.reoffer())
        .then((outcome) => settle(outcome === 'agreed' ? done : NOT_NOW));
    });
    if (!result.ok) negotiation.hold(!holding);
    return result;
  }

  /** An answer on its way is waited for: what is asked of a call right after it, comes after it. */
  private async isAnswered(): Promise<boolean> {
    await this.answering;
    return !this.ended && this.state === 'answered';
  }

  private progress(status: number): void {
    if (this.parts.direction !== 'out' || this.state !== 'new' || (status !== 180 && status !== 183)) return;
    this.state = 'ringing';
    this.tell({ type: 'ringing' });
  }

  private accepted(): void {
    this.state = 'answered';
    this.arm(this.parts.maxCallMs, { by: 'us', cause: { reason: 'completed' } });
    this.tell({ type: 'answered' });
    this.settlements.settleAll();
  }

  private arm(afterMs: number, ending: CallEnding): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.terminate(ending), afterMs);
  }

  /** `status`: what a caller is told who is refused. */
  private terminate(ending: CallEnding, status: number | null = null): void {
    if (this.ended || this.ours) return;
    this.ours = ending;
    try {
      this.parts.agent.leave(reasonOf(ending.cause), status);
    } catch {
      this.finish(ending); // JsSIP holds it to be over already.
    }
  }

  private finish(ending: CallEnding): void {
    if (this.ended) return;
    this.ended = ending;
    if (this.timer) clearTimeout(this.timer);
    this.parts.negotiation.close();
    this.parts.agent.over();
    this.listeners.tell({ type: 'ended', ...ending });
    this.settlements.settleAll(over(ending));
    this.parts.over();
  }
}
