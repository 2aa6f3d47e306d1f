import { randomInt } from 'node:crypto';
import type { JsSipSession } from './jssip.ts';

/** How often an offer is made that crosses one of the other end's (491) before it is given up. */
export const MAX_OFFERS = 5;
/** How long is waited after a 491 by who named the call, in ms (RFC 3261 §14.1); times are drawn in steps of 10 ms. */
export const NAMER_WAITS_MS = { from: 2_100, to: 4_000 };
/** How long by who did not: the ranges do not meet, so that the next two offers do not either. */
export const OTHER_WAITS_MS = { from: 0, to: 2_000 };

/**
 * - `agreed`: the other end has answered it.
 * - `refused`: it has not; what was agreed before still holds (RFC 3261 §14.1).
 * - `not-now`: something else is being agreed on.
 */
export type OfferOutcome = 'agreed' | 'refused' | 'not-now';

const REQUEST_PENDING = 491;

/** Offers of ours in a call that is answered: one at a time, and again where it crosses one of the other end's. */
export class ReOffer {
  private readonly waits: { readonly from: number; readonly to: number };
  private running = false;
  private open = false;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** `named`: whether the call's Call-ID is ours. */
  constructor(named: boolean) {
    this.waits = named ? NAMER_WAITS_MS : OTHER_WAITS_MS;
  }

  /** Whether one of ours is unanswered: what the other end offers meanwhile is refused by 491. */
  get pending(): boolean {
    return this.open;
  }

  /** Offers what the call's negotiation says at that moment. Never resolves where the call ends before. */
  async offer(session: JsSipSession): Promise<OfferOutcome> {
    if (this.running || !session.isReadyToReOffer()) return 'not-now';
    this.running = true;
    let outcome: OfferOutcome = 'not-now';
    for (let attempts = 1; outcome === 'not-now' && attempts <= MAX_OFFERS && !this.closed; attempts += 1) {
      if (attempts > 1) await this.pause();
      if (session.isReadyToReOffer()) outcome = await this.once(session);
    }
    this.running = false;
    return outcome;
  }

  /** Nothing more is offered. Safe to call twice. */
  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async once(session: JsSipSession): Promise<OfferOutcome> {
    this.open = true;
    const outcome = await new Promise<OfferOutcome>((resolve) =>
      session._sendReinvite({
        eventHandlers: {
          succeeded: () => resolve('agreed'),
          failed: (response) => resolve(Number(response?.reason_phrase) === REQUEST_PENDING ? 'not-now' : 'refused'),
        },
      }),
    );
    this.open = false;
    return outcome;
  }

  private pause(): Promise<void> {
    const waitMs = 10 * randomInt(this.waits.from / 10, this.waits.to / 10 + 1);
    return new Promise((resolve) => (this.timer = setTimeout(resolve, waitMs)));
  }
}
