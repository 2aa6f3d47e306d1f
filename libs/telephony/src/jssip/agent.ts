import type { Negotiation } from '../sdp/negotiation.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import type { Credentials } from '../sip/digest.ts';
import { cseqOf, parseMessage, serialise, type SipRequest, type SipResponse, withHeaders } from '../sip/message.ts';
import { tagOf } from '../sip/name-addr.ts';
import { replyTo } from '../sip/reply.ts';
import { inBrowserClothes } from './browser-clothes.ts';
import { Disguise, type DisguiseParts, NOWHERE, THEM, US } from './disguise.ts';
import { type JsSipSession, type JsSipSocket, type JsSipUserAgent, UserAgent } from './jssip.ts';
import { Proof } from './proof.ts';
import { type OfferOutcome, ReOffer } from './re-offer.ts';
import { SessionTimer } from './session-timer.ts';

/** JsSIP's own limit on ringing, in seconds; the service has its own, which is shorter. */
export const LONGEST_RING_S = 86_400;

export interface AgentParts extends Omit<DisguiseParts, 'keep'> {
  readonly negotiation: Negotiation;
  /** Whether the call is ours. */
  readonly outgoing: boolean;
  /** What we answer a challenge with; null where we cannot. */
  readonly credentials: Credentials | null;
  /** Sends it; false where the way is closed. */
  readonly request: (request: SipRequest) => boolean;
  readonly respond: (response: SipResponse) => boolean;
  /** The other end has not been heard of for as long as was agreed. */
  readonly expired: () => void;
}

const RINGING = 180;

/** One call's JsSIP, alone with itself: what goes wrong in it, goes wrong for no other call. */
export class CallAgent {
  private readonly parts: AgentParts;
  private readonly disguise: Disguise;
  private readonly proof: Proof;
  private readonly reOffer: ReOffer;
  private readonly timer: SessionTimer;
  private readonly ua: JsSipUserAgent;
  private readonly socket: JsSipSocket;
  private ringing: SipResponse | null = null;
  private rings = false;
  private leaving: string | null = null;
  /** Null before the first message of a call that came in. */
  session: JsSipSession | null = null;

  constructor(parts: AgentParts) {
    this.parts = parts;
    this.disguise = new Disguise({ ...parts, keep: (description) => parts.negotiation.keep(description) });
    this.proof = new Proof(parts.credentials);
    this.reOffer = new ReOffer(parts.outgoing);
    this.timer = new SessionTimer({ refresh: (way) => this.refresh(way), expired: parts.expired });
    this.socket = {
      via_transport: 'UDP',
      url: `sip:${NOWHERE}`,
      sip_uri: `sip:${NOWHERE}`,
      connect: () => this.socket.onconnect?.(),
      disconnect: () => undefined,
      send: (text) => this.send(text),
    };
    this.ua = new UserAgent({
      ...{ sockets: this.socket, uri: `sip:${US}@${NOWHERE}`, contact_uri: `sip:${US}@${NOWHERE}` },
      // Of session timers it knows neither 422 nor what to do where a refresh crosses something else: they are ours.
      ...{ register: false, session_timers: false },
      // JsSIP computes MD5 alone, and from what it was told. What goes out is computed here, so it needs no password of ours.
      ...{ authorization_user: US, password: parts.credentials ? US : null, no_answer_timeout: LONGEST_RING_S },
    });
    this.ua.on('newRTCSession', ({ session }) => (this.session ??= session));
    // JsSIP forgets to stop some (timer H, once a refusal is acknowledged).
    this.ua.on('transactionDestroyed', ({ transaction: { B, D, F, H, I, J, K, L, M } }) => {
      for (const timer of [B, D, F, H, I, J, K, L, M]) clearTimeout(timer);
    });
    this.ua.start();
  }

  /** False where JsSIP could not cope with it: nothing that came of it can be relied on. */
  receive(message: SipRequest | SipResponse, description: SoundDescription | null): boolean {
    if (message.kind === 'request') {
      if (this.crosses(message, description)) return true;
      return this.tell(this.disguise.inwardRequest(message, description));
    }
    if (isSession(message) && message.status >= 200 && message.status < 300) this.timer.agreed(message);
    return this.tell(this.proof.challenged(this.disguise.inwardResponse(message, description), message));
  }

  /** Begins to call. `extraHeaders`: what stands in the INVITE besides, whole lines. */
  call(extraHeaders: readonly string[]): JsSipSession {
    return inBrowserClothes(() => this.ua.call(`sip:${THEM}@${NOWHERE}`, { ...this.options(), extraHeaders }));
  }

  answer(session: JsSipSession): void {
    inBrowserClothes(() => session.answer(this.options()));
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

  /** Ends the call; `reason` says why, to the other end (RFC 3326). Throws where JsSIP holds it to be over already. */
  leave(reason: string, status: number | null): void {
    this.leaving = reason;
    this.session?.terminate(status === null ? {} : { status_code: status });
  }

  /** The call is over; what is asked again is still answered. Safe to call twice. */
  over(): void {
    this.reOffer.close();
    this.timer.stop();
  }

  /** All of its timers end. Safe to call twice. */
  close(): void {
    this.over();
    this.ua.transport.disconnect();
  }

  private options(): Record<string, unknown> {
    return {
      pcConfig: { negotiation: this.parts.negotiation },
      mediaConstraints: { audio: false, video: false },
    };
  }

  private tell(inner: SipRequest | SipResponse): boolean {
    try {
      inBrowserClothes(() => this.socket.ondata?.(serialise(inner)));
      return true;
    } catch {
      return false; // A bug of JsSIP's that some message found. It is one call's; the process goes on.
    }
  }

  /** An offer of theirs that crosses one of ours is refused here (RFC 3261 §14.2): JsSIP refuses it and obeys it nevertheless. */
  private crosses(request: SipRequest, description: SoundDescription | null): boolean {
    const offers = request.method === 'INVITE' || (request.method === 'UPDATE' && description !== null);
    if (!offers || !this.reOffer.pending || tagOf(request, 'to') === null) return false;
    const response = replyTo(request, { status: 491, phrase: 'Request Pending' });
    if (response) this.parts.respond(response);
    return true;
  }

  private async refresh(way: 'UPDATE' | 'INVITE'): Promise<boolean> {
    const { session } = this;
    if (way === 'INVITE' || !session) return (await this.reoffer()) === 'agreed';
    return new Promise((resolve) =>
      session._sendUpdate({ eventHandlers: { succeeded: () => resolve(true), failed: () => resolve(false) } }),
    );
  }

  private send(text: string): boolean {
    const message = parseMessage(text);
    if (!message) return true;
    if (message.kind === 'response') return this.respond(message);
    const request = this.proof.authorized(this.disguise.outwardRequest(message));
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
    if (response.status === RINGING && !this.rings) {
      this.ringing = response;
      return true;
    }
    // A response that nobody waits for any more has arrived, as far as JsSIP is concerned.
    const accepts = response.status >= 200 && response.status < 300;
    this.parts.respond(
      withHeaders(response, {
        ...(isSession(response) && accepts && this.timer.accepted(request)),
        ...(this.leaving !== null && !accepts && { reason: this.leaving }),
      }),
    );
    return true;
  }
}

/** Whether it begins, refreshes or changes a session. */
const isSession = (message: SipRequest | SipResponse): boolean =>
  /^(INVITE|UPDATE)$/.test(cseqOf(message)?.method ?? '');
