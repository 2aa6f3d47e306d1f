import { randomBytes } from 'node:crypto';
import type { Trunk } from '../settings.ts';
import { authorize, type Challenge, chooseChallenge } from '../sip/digest.ts';
import type { Flow, SipTransport } from '../sip/flow.ts';
import { headerOf, headersOf, listOf, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import { TRANSACTION_MS } from '../sip/timers.ts';
import { BRANCH_COOKIE, hostOf } from '../sip/via.ts';
import { type Member, NO_SOUND } from '../switch/members.ts';

/** How long a registration is asked for, in seconds; the registrar may grant less. */
export const REGISTER_FOR_S = 600;
/** The shortest time that a registrar is believed to grant, in seconds: it is refreshed before. */
export const SHORTEST_REGISTRATION_S = 10;
/** How long before the next try where a registration failed; doubled each time. */
export const REGISTER_AGAIN_MS = 5_000;
/** The longest such pause. */
export const REGISTER_AGAIN_LONGEST_MS = 300_000;
const CLOSED = 'the connection to the registrar is closed';
/** When a registration is refreshed, as a part of its time. */
const REFRESHED_AT = 0.8;

export interface RegistrationParts {
  readonly trunk: Trunk & { readonly to: NonNullable<Trunk['to']>; readonly register: NonNullable<Trunk['register']> };
  readonly transport: SipTransport;
  /** The way to the registrar; null where there is none now. */
  readonly open: () => Promise<Flow | null>;
  readonly send: (member: Member, request: SipRequest) => boolean;
}

/** Tells a carrier again and again where we are (RFC 3261 §10.2), so that it brings our calls here. */
export class Registration {
  private readonly parts: RegistrationParts;
  private readonly memberId = randomBytes(12).toString('hex');
  private readonly callId = randomBytes(16).toString('hex');
  private readonly tag = randomBytes(6).toString('hex');
  private cseq = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private pauseMs = REGISTER_AGAIN_MS;
  private forS = REGISTER_FOR_S;
  private flow: Flow | null = null;
  private challenges = 0;
  private proofName = 'authorization';
  private joined: (member: Member) => void = () => undefined;
  private standing: string | null = 'not registered yet';

  constructor(parts: RegistrationParts) {
    this.parts = parts;
  }

  /** Why it is not registered; null while it is. */
  get why(): string | null {
    return this.standing;
  }

  /** Its place in the switch while it has a way to the registrar. */
  get member(): Member | null {
    const { flow, memberId, callId } = this;
    if (!flow) return null;
    const { user } = this.parts.trunk.register;
    return {
      memberId,
      callId,
      flow,
      contactUser: user,
      terms: () => NO_SOUND,
      receive: (message) => this.receive(message),
    };
  }

  /** Begins, or begins anew. `joined` is told of the member before anything is sent. */
  async register(joined: (member: Member) => void): Promise<void> {
    this.joined = joined;
    this.challenges = 0;
    this.flow = await this.parts.open();
    if (this.standing === 'closed') return;
    const { member } = this;
    if (!member) return this.failed('the registrar cannot be reached');
    joined(member);
    this.say(this.forS, null);
  }

  /** Takes it back, as far as the registrar hears of it. Safe to call twice. */
  close(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.standing === null) this.say(0, null);
    this.standing = 'closed';
  }

  private say(expiresS: number, challenge: Challenge | null): void {
    const { member } = this;
    if (!member) return;
    this.cseq += 1;
    const request = this.request(expiresS, challenge);
    if (expiresS === 0) return void this.parts.send(member, request);
    this.arm(TRANSACTION_MS, () => this.failed('the registrar does not answer'));
    if (!this.parts.send(member, request)) this.failed(CLOSED);
  }

  private request(expiresS: number, challenge: Challenge | null): SipRequest {
    const { to, register, credentials } = this.parts.trunk;
    const host = hostOf(to.host);
    const uri = `sip:${host}:${to.port}${to.transport === 'udp' ? '' : `;transport=${to.transport}`}`;
    const self = `<sip:${register.user}@${host}>`;
    const branch = `${BRANCH_COOKIE}.${this.memberId}.${this.cseq}`;
    const proof = challenge && credentials && authorize(challenge, credentials, { method: 'REGISTER', uri, times: 1 });
    const headers = [
      { name: 'via', value: `SIP/2.0/${this.parts.transport} ${host};branch=${branch}` },
      { name: 'from', value: `${self};tag=${this.tag}` },
      { name: 'to', value: self },
      { name: 'call-id', value: this.callId },
      { name: 'cseq', value: `${this.cseq} REGISTER` },
      { name: 'contact', value: self },
      { name: 'expires', value: `${expiresS}` },
      { name: 'max-forwards', value: '70' },
      ...(proof ? [{ name: this.proofName, value: proof }] : []),
    ];
    return { kind: 'request', method: 'REGISTER', uri, version: 'SIP/2.0', headers, body: '' };
  }

  private receive(message: SipMessage): boolean {
    if (message.kind === 'response' && message.status >= 200 && this.standing !== 'closed') this.answered(message);
    return true;
  }

  private answered(response: SipResponse): void {
    const { status } = response;
    if (status < 300) return this.granted(response);
    if (status === 401 || status === 407) return this.challenged(response);
    const least = Number(headerOf(response, 'min-expires'));
    if (status === 423 && least > this.forS && least < 86_400) {
      this.forS = least;
      return this.say(this.forS, null);
    }
    // Of a connection that is lost the switch tells by an answer that nobody gave.
    this.failed(this.flow?.isOpen() ? `the registrar answers ${status}` : CLOSED);
  }

  private granted(response: SipResponse): void {
    const { user } = this.parts.trunk.register;
    const own = listOf(response, 'contact').find((contact) => contact.includes(`sip:${user}@`)) ?? '';
    const said = /;\s*expires\s*=\s*(\d{1,8})/i.exec(own)?.[1] ?? headerOf(response, 'expires') ?? `${this.forS}`;
    const grantedS = Math.max(SHORTEST_REGISTRATION_S, Number(said) || this.forS);
    this.standing = null;
    this.pauseMs = REGISTER_AGAIN_MS;
    this.arm(grantedS * 1_000 * REFRESHED_AT, () => void this.register(this.joined));
  }

  private challenged(response: SipResponse): void {
    const proxy = response.status === 407;
    const challenge = chooseChallenge(headersOf(response, proxy ? 'proxy-authenticate' : 'www-authenticate'));
    this.challenges += 1;
    // Once is a question, twice an old nonce, and three times a no.
    if (!challenge || !this.parts.trunk.credentials || this.challenges > 2) {
      return this.failed('the registrar does not believe who we are');
    }
    this.proofName = proxy ? 'proxy-authorization' : 'authorization';
    this.say(this.forS, challenge);
  }

  private failed(why: string): void {
    if (this.standing === 'closed') return;
    this.standing = why;
    this.arm(this.pauseMs, () => void this.register(this.joined));
    this.pauseMs = Math.min(2 * this.pauseMs, REGISTER_AGAIN_LONGEST_MS);
  }

  private arm(afterMs: number, act: () => void): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(act, afterMs);
  }
}
