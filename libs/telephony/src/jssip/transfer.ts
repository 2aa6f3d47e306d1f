import { cseqOf, headerOf, type SipRequest, type SipResponse, withHeaders } from '../sip/message.ts';
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
  /** What goes on: the number of its REFER is the name of what is told of it (RFC 3515 §2.4.6). */
  private going: { readonly referTo: string; cseq: number; readonly settle: (status: number) => void } | null = null;
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
    if (this.going) return null;
    const status = await new Promise<number>((settle) => {
      this.going = { referTo, cseq: 0, settle };
      this.timer = setTimeout(() => settle(NO_ANSWER), TRANSFER_MS);
      session.refer(`sip:${THEM}@${NOWHERE}`, {
        eventHandlers: {
          requestFailed: ({ response }) => settle(Number(response?.reason_phrase ?? NO_ANSWER)),
          accepted: ({ status_line }) => settle(status_line.status_code ?? 200),
          failed: ({ status_line }) => settle(status_line.status_code ?? 500),
        },
      });
    });
    this.close();
    this.going = null;
    return status;
  }

  /** A REFER of JsSIP's, with where it goes in truth. */
  addressed(request: SipRequest): SipRequest {
    if (request.method !== 'REFER' || !this.going) return request;
    this.going.cseq = cseqOf(request)?.number ?? 0;
    return withHeaders(request, { 'refer-to': `<${this.going.referTo}>`, 'referred-by': this.local });
  }

  /** JsSIP passes on no answer to a REFER by which there is no such call, or not in time: it is a refusal like any other. */
  answered(response: SipResponse): void {
    const cseq = cseqOf(response);
    const dead = response.status === 408 || response.status === 481;
    if (dead && cseq?.method === 'REFER' && cseq.number === this.going?.cseq) this.going.settle(response.status);
  }

  /** Why a NOTIFY is nothing that could be told to JsSIP; null where it is (RFC 3515 §2.4.5). */
  refusalOf(request: SipRequest): Refusal | null {
    const event = headerOf(request, 'event') ?? '';
    if (!/^refer\s*(;|$)/i.test(event)) return { status: 489, phrase: 'Bad Event' };
    const id = /;\s*id\s*=\s*(\d+)/i.exec(event)?.[1];
    // What comes of an earlier one, too late, is not taken for news of this one.
    if (!this.going || (id !== undefined && Number(id) !== this.going.cseq)) {
      return { status: 481, phrase: 'Subscription does not exist' };
    }
    return fragmentIn(request) === null ? { status: 400, phrase: 'Bad Request: sipfrag' } : null;
  }

  /** Hears a NOTIFY, by which what goes on may be over, and gives it as JsSIP is told of it: by the name of what goes on. Whatever else it is given, it gives back. */
  hear(request: SipRequest): SipRequest {
    if (request.method !== 'NOTIFY' || !this.going) return request;
    // Whoever ends its telling before there is an end tells none.
    const last = /^terminated\b/i.test(headerOf(request, 'subscription-state') ?? '');
    if (last && (fragmentIn(request) ?? 0) < 200) this.going.settle(NO_ANSWER);
    return withHeaders(request, { event: `refer;id=${this.going.cseq}` });
  }

  /** Safe to call twice. */
  close(): void {
    if (this.timer) clearTimeout(this.timer);
  }
}
