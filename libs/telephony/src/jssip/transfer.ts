import { headerOf, type SipRequest, withHeaders } from '../sip/message.ts';
import { fragmentIn } from '../sip/sipfrag.ts';
import type { Refusal } from '../sip/request-check.ts';
import { NOWHERE, THEM } from './disguise.ts';
import type { JsSipSession } from './jssip.ts';

/** How long a transfer may take: until whom it goes to has answered, or has not. */
export const TRANSFER_MS = 60_000;

const NO_ANSWER = 408;

/** Asks the other end to call somebody else instead of us (RFC 3515, RFC 5589), and hears what became of that. One at a time. */
export class Transfer {
  private readonly local: string;
  private referTo: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** `local`: who we are on the wire. */
  constructor(local: string) {
    this.local = local;
  }

  /**
   * `referTo`: a URI. Resolves to the status that it came to, below 300 where somebody has answered; to null where another transfer is going on.
   * Never resolves where the call ends before.
   */
  async begin(session: JsSipSession, referTo: string): Promise<number | null> {
    if (this.referTo !== null) return null;
    this.referTo = referTo;
    const status = await new Promise<number>((resolve) => {
      this.timer = setTimeout(() => resolve(NO_ANSWER), TRANSFER_MS);
      session.refer(`sip:${THEM}@${NOWHERE}`, {
        eventHandlers: {
          requestFailed: ({ response }) => resolve(Number(response?.reason_phrase ?? NO_ANSWER)),
          accepted: ({ status_line }) => resolve(status_line.status_code ?? 200),
          failed: ({ status_line }) => resolve(status_line.status_code ?? 500),
        },
      });
    });
    this.close();
    this.referTo = null;
    return status;
  }

  /** A REFER of JsSIP's, with where it goes in truth. */
  addressed(request: SipRequest): SipRequest {
    if (request.method !== 'REFER' || this.referTo === null) return request;
    return withHeaders(request, { 'refer-to': `<${this.referTo}>`, 'referred-by': this.local });
  }

  /** Why a NOTIFY is nothing that could be told to JsSIP; null where it is (RFC 3515 §2.4.5). */
  refusalOf(request: SipRequest): Refusal | null {
    if (!/^refer\s*(;|$)/i.test(headerOf(request, 'event') ?? '')) return { status: 489, phrase: 'Bad Event' };
    if (this.referTo === null) return { status: 481, phrase: 'Subscription does not exist' };
    return fragmentIn(request) === null ? { status: 400, phrase: 'Bad Request: sipfrag' } : null;
  }

  /** Safe to call twice. */
  close(): void {
    if (this.timer) clearTimeout(this.timer);
  }
}
