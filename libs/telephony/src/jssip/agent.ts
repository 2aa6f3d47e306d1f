import { PORT_DRAIN_MS } from '../rtp/port-range.ts';
import type { Negotiation } from '../sdp/negotiation.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import type { Credentials } from '../sip/digest.ts';
import { cseqOf, parseMessage, serialise, type SipRequest, type SipResponse, withHeaders } from '../sip/message.ts';
import { tagOf } from '../sip/name-addr.ts';
import { replyTo } from '../sip/reply.ts';
import type { Refusal } from '../sip/request-check.ts';
import { BRANCH_COOKIE } from '../sip/via.ts';
import { DialogNames } from './dialog-names.ts';
import { Disguise, type DisguiseParts } from './disguise.ts';
import type { JsSipSession } from './jssip.ts';
import { Proof } from './proof.ts';
import { type OfferOutcome, ReOffer } from './re-offer.ts';
import { SessionTimer } from './session-timer.ts';
import { Transfer } from './transfer.ts';
import { LonelyUserAgent } from './user-agent.ts';

export interface AgentParts extends Omit<DisguiseParts, 'keep'> {
  readonly negotiation: Negotiation;
  /** Whether the call is ours. */
  readonly outgoing: boolean;
  /** What we answer a challenge with; null where we cannot. */
  readonly credentials: Credentials | null;
  /** Sends it; false where the way is closed. */
  readonly request: (request: SipRequest) => boolean;
  readonly respond: (response: SipResponse) => boolean;
  /** An INVITE is accepted, which nobody has been told yet; it is hung up by this BYE from now on, and no longer by another. */
  readonly accepting: (lastBye: SipRequest) => void;
  /** The other end has not been heard of for as long as was agreed. */
  readonly expired: () => void;
}

const RINGING = 180;
/** What a caller is told for whom no port is left: those of calls that are over have rested by then. */
const NO_PORT = {
  ...{ status: 503, phrase: 'Service Unavailable', headers: { 'retry-after': `${PORT_DRAIN_MS / 1_000}` } },
} satisfies Refusal;
const PENDING: Refusal = { status: 491, phrase: 'Request Pending' };

/** One call's JsSIP, alone with itself: what goes wrong in it, goes wrong for no other call. */
export class CallAgent {
  private readonly parts: AgentParts;
  private readonly disguise: Disguise;
  private readonly proof: Proof;
  private readonly reOffer: ReOffer;
  private readonly timer: SessionTimer;
  private readonly transferring: Transfer;
  /** Known once both ends have spoken. */
  readonly names: DialogNames;
  private readonly inner: LonelyUserAgent;
  private ringing: SipResponse | null = null;
  private rings = false;
  private leaving: string | null = null;

  constructor(parts: AgentParts) {
    this.parts = parts;
    this.disguise = new Disguise({ ...parts, keep: (description) => parts.negotiation.keep(description) });
    this.proof = new Proof(parts.credentials);
    this.reOffer = new ReOffer(parts.outgoing);
    this.transferring = new Transfer(parts.local);
    this.names = new DialogNames(parts.callId);
    this.timer = new SessionTimer({ refresh: (way) => this.refresh(way), expired: parts.expired });
    this.inner = new LonelyUserAgent({
      ...{ send: (text) => this.send(text), negotiation: parts.negotiation },
    });
  }

  /** Null before the first message of a call that came in. */
  get session(): JsSipSession | null {
    return this.inner.session;
  }

  /** False where JsSIP could not cope with it: nothing that came of it can be relied on. */
  receive(message: SipRequest | SipResponse, description: SoundDescription | null): boolean {
    this.names.hear(message);
    if (message.kind === 'request') {
      const refusal = this.refusalOf(message, description);
      const response = refusal && replyTo(message, refusal);
      if (refusal) return response === null || this.respondWith(response);
      return this.inner.hear(serialise(this.disguise.inwardRequest(this.transferring.hear(message), description)));
    }
    if (isSession(message) && message.status >= 200 && message.status < 300) {
      this.timer.agreed(message);
      this.accepted(message);
    }
    this.transferring.answered(message);
    const again = cseqOf(message)?.method === 'INVITE' && this.timer.refused(message);
    return this.inner.hear(
      serialise(this.proof.challenged(this.disguise.inwardResponse(message, description), message, again)),
    );
  }

  /** Begins to call. `extraHeaders`: what stands in the INVITE besides, whole lines. */
  call(extraHeaders: readonly string[]): JsSipSession {
    return this.inner.call(extraHeaders);
  }

  answer(): void {
    this.inner.answer();
  }

  /** JsSIP says that it rings as soon as a call is in; the caller is told when the service says so. */
  ring(): void {
    this.rings = true;
    if (this.ringing) this.parts.respond(this.ringing);
    this.ringing = null;
  }

  /** Offers anew what the negotiation says. */
  async reoffer(): Promise<OfferOutcome> {
    return this.session ? this.reOffer.offer(this.session) : 'not-now';
  }

  /** Asks the other end to call that URI instead of us; resolves to what it came to ({@link Transfer.begin}). */
  async transfer(uri: string): Promise<number | null> {
    return this.session ? this.transferring.begin(this.session, uri) : null;
  }

  /** Ends the call; `reason` says why, to the other end (RFC 3326). Throws where JsSIP holds it to be over already. */
  leave(reason: string, status: number | null): void {
    this.leaving = reason;
    this.session?.terminate(status === null ? {} : { status_code: status });
  }

  /** The call is over; what is asked again is still answered. Safe to call twice. */
  over(): void {
    this.reOffer.close();
    this.transferring.close();
    this.timer.stop();
  }

  /** All of its timers end. Safe to call twice. */
  close(): void {
    this.over();
    this.inner.close();
  }

  /** What JsSIP would go wrong over: it refuses an offer that crosses ours and obeys it nevertheless (RFC 3261 §14.2). */
  private refusalOf(request: SipRequest, description: SoundDescription | null): Refusal | null {
    if (request.method === 'NOTIFY') return this.transferring.refusalOf(request);
    const offers = request.method === 'INVITE' || (request.method === 'UPDATE' && description !== null);
    return offers && this.reOffer.pending && tagOf(request, 'to') !== null ? PENDING : null;
  }

  private respondWith(response: SipResponse): true {
    this.parts.respond(response);
    return true;
  }

  private async refresh(way: 'UPDATE' | 'INVITE'): Promise<boolean> {
    const { session } = this;
    if (way === 'INVITE' || !session) return (await this.reoffer()) === 'agreed';
    return new Promise((resolve) =>
      session._sendUpdate({ eventHandlers: { succeeded: () => resolve(true), failed: () => resolve(false) } }),
    );
  }

  /** Whichever end it was. Each time, for where the other end is may have changed. */
  private accepted(response: SipResponse): void {
    const { agentId, local, remote, accepting } = this.parts;
    if (cseqOf(response)?.method !== 'INVITE') return;
    const bye = this.names.lastBye({ branch: `${BRANCH_COOKIE}.${agentId}.last`, local, remote });
    if (bye) accepting(bye);
  }

  private send(text: string): boolean {
    const message = parseMessage(text);
    if (!message) return true;
    if (message.kind === 'response') return this.respond(message);
    const request = this.transferring.addressed(this.proof.authorized(this.disguise.outwardRequest(message)));
    const leaves = request.method === 'BYE' || request.method === 'CANCEL';
    return this.parts.request(
      withHeaders(request, {
        ...(isSession(request) && this.timer.asked()),
        ...(leaves && { reason: this.leaving }),
      }),
    );
  }

  private respond(inner: SipResponse): boolean {
    const outward = this.disguise.outwardResponse(inner);
    if (!outward) return true;
    const { request, response } = outward;
    this.names.say(response);
    if (response.status === RINGING && !this.rings) {
      this.ringing = response;
      return true;
    }
    // A response that nobody waits for any more has arrived, as far as JsSIP is concerned.
    const accepts = response.status >= 200 && response.status < 300;
    if (accepts) this.accepted(response);
    // JsSIP answers 500 and its own name where it cannot describe the sound.
    const lacksPort = response.status === 500 && this.parts.negotiation.lacksPort;
    const { status, phrase } = lacksPort ? NO_PORT : response;
    this.parts.respond(
      withHeaders(
        { ...response, status, phrase },
        {
          ...(lacksPort && NO_PORT.headers),
          ...(isSession(response) && accepts && this.timer.accepted(request)),
          ...(this.leaving !== null && !accepts && { reason: this.leaving }),
        },
      ),
    );
    return true;
  }
}

/** Whether it begins, refreshes or changes a session. */
const isSession = (message: SipRequest | SipResponse): boolean =>
  /^(INVITE|UPDATE)$/.test(cseqOf(message)?.method ?? '');
