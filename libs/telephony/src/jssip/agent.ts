import { headersOf, parseMessage, serialise, type SipRequest, type SipResponse, withHeaders } from '../sip/message.ts';
import { authorize, type Challenge, chooseChallenge, type Credentials } from '../sip/digest.ts';
import type { Negotiation } from '../sdp/negotiation.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import { inBrowserClothes } from './browser-clothes.ts';
import { Disguise, type DisguiseParts, NOWHERE, THEM, US } from './disguise.ts';
import { type JsSipSession, type JsSipSocket, type JsSipUserAgent, UserAgent } from './jssip.ts';

/** How long a session may go unconfirmed before it is taken to be dead (RFC 4028), in seconds. */
export const SESSION_EXPIRES_S = 1_800;
/** JsSIP's own limit on ringing, in seconds; the service has its own, which is shorter. */
export const LONGEST_RING_S = 86_400;

export interface AgentParts extends Omit<DisguiseParts, 'keep'> {
  readonly negotiation: Negotiation;
  /** What we answer a challenge with; null where we cannot. */
  readonly credentials: Credentials | null;
  /** Sends it; false where the way is closed. */
  readonly request: (request: SipRequest) => boolean;
  readonly respond: (response: SipResponse) => boolean;
}

const RINGING = 180;

/** One call's JsSIP, alone with itself: what goes wrong in it, goes wrong for no other call. */
export class CallAgent {
  private readonly parts: AgentParts;
  private readonly disguise: Disguise;
  private readonly ua: JsSipUserAgent;
  private readonly socket: JsSipSocket;
  private challenge: { readonly asked: Challenge; times: number } | null = null;
  private ringing: SipResponse | null = null;
  private rings = false;
  /** The session of a call that came in; null before. */
  session: JsSipSession | null = null;

  constructor(parts: AgentParts) {
    this.parts = parts;
    this.disguise = new Disguise({ ...parts, keep: (description) => parts.negotiation.keep(description) });
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
      ...{ register: false, session_timers: true, session_timers_refresh_method: 'INVITE' },
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
    const inner =
      message.kind === 'request'
        ? this.disguise.inwardRequest(message, description)
        : this.challenged(this.disguise.inwardResponse(message, description), message);
    try {
      inBrowserClothes(() => this.socket.ondata?.(serialise(inner)));
      return true;
    } catch {
      return false; // A bug of JsSIP's that some message found. It is one call's; the process goes on.
    }
  }

  /** Begins to call. */
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

  /** All of its timers end. Safe to call twice. */
  close(): void {
    this.ua.transport.disconnect();
  }

  private options(): Record<string, unknown> {
    return {
      pcConfig: { negotiation: this.parts.negotiation },
      mediaConstraints: { audio: false, video: false },
      sessionTimersExpires: SESSION_EXPIRES_S,
    };
  }

  private send(text: string): boolean {
    const message = parseMessage(text);
    if (!message) return true;
    if (message.kind === 'response') return this.respond(message);
    return this.parts.request(this.authorized(this.disguise.outwardRequest(message)));
  }

  private respond(inner: SipResponse): boolean {
    const response = this.disguise.outwardResponse(inner);
    if (!response) return true;
    if (response.status === RINGING && !this.rings) {
      this.ringing = response;
      return true;
    }
    // A response that nobody waits for any more has arrived, as far as JsSIP is concerned.
    this.parts.respond(response);
    return true;
  }

  /** JsSIP is shown one challenge, whichever we chose, as one that it knows how to answer. */
  private challenged(inner: SipResponse, { status, headers, ...rest }: SipResponse): SipResponse {
    const name = status === 401 ? 'www-authenticate' : 'proxy-authenticate';
    if (status !== 401 && status !== 407) return inner;
    const asked = chooseChallenge(headersOf({ status, headers, ...rest }, name));
    if (!asked) return inner;
    const times = this.challenge?.asked.nonce === asked.nonce ? this.challenge.times : 0;
    this.challenge = { asked, times };
    const stale = asked.stale ? ', stale=true' : '';
    return withHeaders(inner, { [name]: `Digest realm="asked", nonce="asked", qop="auth"${stale}` });
  }

  private authorized(request: SipRequest): SipRequest {
    const { credentials } = this.parts;
    const name = ['authorization', 'proxy-authorization'].find((each) => headersOf(request, each).length > 0);
    if (!name || !credentials || !this.challenge) return request;
    this.challenge.times += 1;
    const { method, uri } = request;
    const value = authorize(this.challenge.asked, credentials, { method, uri, times: this.challenge.times });
    return withHeaders(request, { [name]: value });
  }
}
