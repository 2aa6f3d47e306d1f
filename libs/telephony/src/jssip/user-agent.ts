import { inBrowserClothes } from './browser-clothes.ts';
import { NOWHERE, THEM, US } from './disguise.ts';
import { type JsSipSession, type JsSipSocket, type JsSipUserAgent, UserAgent } from './jssip.ts';

/** JsSIP's own limit on ringing, in seconds; the service has its own, which is shorter. */
export const LONGEST_RING_S = 86_400;

export interface LonelyParts {
  /** What JsSIP says; false where the way is closed. */
  readonly send: (text: string) => boolean;
  /** Where a call's descriptions come from. */
  readonly negotiation: object;
}

/** JsSIP's user agent of one call, which knows of no other and of no network. */
export class LonelyUserAgent {
  private readonly ua: JsSipUserAgent;
  private readonly socket: JsSipSocket;
  private readonly options: Readonly<Record<string, unknown>>;
  /** Null before the first message of a call that came in. */
  session: JsSipSession | null = null;

  constructor({ send, negotiation }: LonelyParts) {
    this.options = { pcConfig: { negotiation }, mediaConstraints: { audio: false, video: false } };
    this.socket = {
      ...{ via_transport: 'UDP', url: `sip:${NOWHERE}`, sip_uri: `sip:${NOWHERE}` },
      connect: () => this.socket.onconnect?.(),
      disconnect: () => undefined,
      send,
    };
    this.ua = new UserAgent({
      ...{ sockets: this.socket, uri: `sip:${US}@${NOWHERE}`, contact_uri: `sip:${US}@${NOWHERE}` },
      // Of session timers it knows neither 422 nor what to do where a refresh crosses something else: they are ours.
      ...{ register: false, session_timers: false },
      // JsSIP computes MD5 alone, and from what it was told. What goes out is computed here, so it needs no password of ours.
      ...{ authorization_user: US, password: US, no_answer_timeout: LONGEST_RING_S },
    });
    this.ua.on('newRTCSession', ({ session }) => (this.session ??= session));
    // JsSIP forgets to stop some (timer H, once a refusal is acknowledged).
    this.ua.on('transactionDestroyed', ({ transaction: { B, D, F, H, I, J, K, L, M } }) => {
      for (const timer of [B, D, F, H, I, J, K, L, M]) clearTimeout(timer);
    });
    this.ua.start();
  }

  /** Tells it a message. False where it could not cope with it: nothing that came of it can be relied on. */
  hear(text: string): boolean {
    try {
      inBrowserClothes(() => this.socket.ondata?.(text));
      return true;
    } catch {
      return false; // A bug of JsSIP's that some message found. It is one call's; the process goes on.
    }
  }

  /** Begins to call. `extraHeaders`: what stands in the INVITE besides, whole lines. */
  call(extraHeaders: readonly string[]): JsSipSession {
    return inBrowserClothes(() => this.ua.call(`sip:${THEM}@${NOWHERE}`, { ...this.options, extraHeaders }));
  }

  answer(): void {
    inBrowserClothes(() => this.session?.answer({ ...this.options }));
  }

  /** All of its timers end. Safe to call twice. */
  close(): void {
    this.ua.transport.disconnect();
  }
}
