import type {
  CallEnding,
  DeclineReason,
  Digit,
  IncomingCall,
  PhoneCall,
  PhoneCallEvent,
  PhoneFailure,
  PhoneNumber,
  PhoneResult,
} from '@meets/meet-domain';
import { causeOfRefusal, DECLINED, endingOfBye } from './call-endings.ts';
import type { CallAgent } from './jssip/agent.ts';
import type { JsSipEnd, JsSipSession } from './jssip/jssip.ts';
import { isDigit } from '@meets/meet-domain';
import type { Negotiation } from './sdp/negotiation.ts';

const done: PhoneResult<null> = { ok: true, value: null };
const failed = (failure: PhoneFailure): PhoneResult<never> => ({ ok: false, failure });
const NOT_NOW = failed({ reason: 'not-now' });

export interface SipCallParts {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  readonly from: PhoneNumber | null;
  readonly to: PhoneNumber;
  readonly agent: CallAgent;
  readonly negotiation: Negotiation;
  readonly session: JsSipSession;
  readonly maxCallMs: number;
  /** Null for one that came in: who calls gives up when they like. */
  readonly ringTimeoutMs: number | null;
  /** Called once, at the end. */
  readonly over: () => void;
}

/** One phone leg over SIP: JsSIP's session in the port's words. */
export class SipCall {
  private readonly parts: SipCallParts;
  private readonly listeners = new Set<(event: PhoneCallEvent) => void>();
  private state: 'new' | 'ringing' | 'answered' = 'new';
  private ended: CallEnding | null = null;
  /** How it will have ended by us, once JsSIP says that it has. */
  private ours: CallEnding | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly waiting = new Set<(result: PhoneResult<null>) => void>();
  private settling = false;
  private answering: Promise<PhoneResult<null>> | null = null;

  constructor(parts: SipCallParts) {
    this.parts = parts;
    const { session, ringTimeoutMs } = parts;
    session.on('progress', ({ response }) => this.progress(response?.status_code ?? 0));
    // Whoever hears of an answer may hang up there and then: by a BYE, which comes after the ACK of a call of ours.
    session.on(parts.direction === 'out' ? 'confirmed' : 'accepted', () => this.accepted());
    session.on('ended', (end) => this.finish(this.endingOf(end)));
    session.on('failed', (end) => this.finish(this.endingOf(end)));
    session.on('newDTMF', ({ originator, dtmf }) => this.pressed(originator, dtmf.tone));
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
      listen: (listener) => this.listen(listener),
    };
  }

  get incoming(): IncomingCall {
    return {
      ...this.leg,
      direction: 'in',
      ring: () => this.ring(),
      answer: () => (this.answering ??= this.answer()),
      decline: (reason) => this.decline(reason),
    };
  }

  /** Somebody pressed a key, or nothing is heard: told by the call's sound. */
  hearDigit(digit: Digit): void {
    this.tell({ type: 'digit', digit });
  }

  mediaLost(): void {
    this.tell({ type: 'media-lost' });
  }

  mediaTimedOut(): void {
    this.terminate({ by: 'network', cause: { reason: 'media-timeout' } });
  }

  held(held: boolean): void {
    if (this.state === 'answered') this.tell({ type: held ? 'held' : 'resumed' });
  }

  /** JsSIP has lost its way in this call. */
  broken(): void {
    this.terminate({ by: 'network', cause: { reason: 'carrier-error', code: 500 } });
    this.finish(this.ours ?? { by: 'network', cause: { reason: 'carrier-error', code: 500 } });
  }

  hangUp(): void {
    if (this.state === 'answered') this.terminate({ by: 'us', cause: { reason: 'completed' } });
    else if (this.parts.direction === 'out') this.terminate({ by: 'us', cause: { reason: 'cancelled' } });
    else this.decline('unavailable');
  }

  private listen(listener: (event: PhoneCallEvent) => void): () => void {
    // A listener of its own, so that two who listen with one function are two.
    const own = (event: PhoneCallEvent): void => listener(event);
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  private ring(): PhoneResult<null> {
    if (this.ended) return this.over(this.ended);
    if (this.state === 'answered') return NOT_NOW;
    this.parts.agent.ring();
    return done;
  }

  private decline(reason: DeclineReason): PhoneResult<null> {
    if (this.ended) return this.over(this.ended);
    if (this.state === 'answered') return NOT_NOW;
    const { status, cause } = DECLINED[reason];
    this.terminate({ by: 'us', cause }, status);
    return done;
  }

  private answer(): Promise<PhoneResult<null>> {
    return this.settled(() => {
      this.parts.agent.answer(this.parts.session);
      return true;
    });
  }

  private async sendDigits(digits: readonly Digit[]): Promise<PhoneResult<null>> {
    if (this.ended) return this.over(this.ended);
    const { sound } = this.parts.negotiation;
    if (this.state !== 'answered' || !sound || !(await sound.press(digits)))
      return this.ended ? this.over(this.ended) : NOT_NOW;
    return this.ended ? this.over(this.ended) : done;
  }

  private async setHolding(holding: boolean): Promise<PhoneResult<null>> {
    const { negotiation, session } = this.parts;
    if (this.ended) return this.over(this.ended);
    if (this.state !== 'answered' || this.settling) return NOT_NOW;
    if (negotiation.holding === holding) return done;
    this.settling = true;
    const result = await this.settled((agreed) => {
      negotiation.holding = holding;
      const asked = holding ? session.hold({}, agreed) : session.unhold({}, agreed);
      if (!asked) negotiation.holding = !holding;
      return asked;
    });
    this.settling = false;
    return result;
  }

  /** Begins something, and waits until it is settled or the call is over. */
  private settled(begin: (agreed: () => void) => boolean): Promise<PhoneResult<null>> {
    const { ended } = this;
    if (ended) return Promise.resolve(this.over(ended));
    return new Promise((resolve) => {
      const settle = (result: PhoneResult<null>): void => {
        this.waiting.delete(settle);
        resolve(result);
      };
      this.waiting.add(settle);
      if (!begin(() => settle(done))) settle(NOT_NOW);
    });
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
    for (const settle of [...this.waiting]) settle(done);
  }

  private pressed(originator: string, tone: string): void {
    if (originator === 'remote' && isDigit(tone)) this.hearDigit(tone);
  }

  private arm(afterMs: number, ending: CallEnding): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.terminate(ending), afterMs);
  }

  private terminate(ending: CallEnding, status = 480): void {
    if (this.ended || this.ours) return;
    this.ours = ending;
    try {
      this.parts.session.terminate({ status_code: status });
    } catch {
      this.finish(ending); // JsSIP holds it to be over already.
    }
  }

  private endingOf({ originator, message, cause }: JsSipEnd): CallEnding {
    if (this.ours) return this.ours;
    const status = message?.status_code ?? null;
    const reason = message?.getHeader('reason') ?? null;
    if (originator === 'remote' && status !== null) {
      // A 200 that cannot be talked over is as good as a 488.
      const why = causeOfRefusal(status < 300 ? 488 : status, reason);
      return { by: why.reason === 'carrier-error' ? 'network' : 'them', cause: why };
    }
    if (originator === 'remote' && message) {
      return this.state === 'answered' ? endingOfBye(reason) : { by: 'them', cause: { reason: 'cancelled' } };
    }
    // Nobody answered at all: there is no such carrier, or none that listens.
    if (this.state !== 'answered' && this.parts.direction === 'out')
      return { by: 'network', cause: { reason: 'unreachable' } };
    return { by: 'network', cause: { reason: 'carrier-error', code: /time|ack/i.test(cause) ? 408 : 500 } };
  }

  private finish(ending: CallEnding): void {
    if (this.ended) return;
    this.ended = ending;
    if (this.timer) clearTimeout(this.timer);
    this.parts.negotiation.close();
    this.emit({ type: 'ended', ...ending });
    for (const settle of [...this.waiting]) settle(this.over(ending));
    this.parts.over();
  }

  private over(ending: CallEnding): PhoneResult<never> {
    return failed({ reason: 'over', ending });
  }

  private tell(event: PhoneCallEvent): void {
    if (!this.ended) this.emit(event);
  }

  private emit(event: PhoneCallEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
