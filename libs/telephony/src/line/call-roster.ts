import type { SipCall } from '../call/sip-call.ts';
import { TRANSACTION_MS } from '../sip/timers.ts';
import type { Leg } from './leg.ts';

/** Calls that there are, and those that are over and whose messages may still come again. */
export class CallRoster {
  private readonly calls = new Set<SipCall>();
  private readonly fading = new Map<Leg, ReturnType<typeof setTimeout>>();
  private readonly leave: (leg: Leg) => void;

  /** `leave`: called when nothing of it can come again. */
  constructor(leave: (leg: Leg) => void) {
    this.leave = leave;
  }

  get size(): number {
    return this.calls.size;
  }

  add(call: SipCall): void {
    this.calls.add(call);
  }

  /** It is over for the service, if it ever was anything to it; its last messages may be asked for again for a while. */
  fade(leg: Leg, call: SipCall | null): void {
    if (call) this.calls.delete(call);
    const timer = setTimeout(() => {
      this.fading.delete(leg);
      this.leave(leg);
      leg.agent.close();
    }, TRANSACTION_MS);
    this.fading.set(leg, timer);
  }

  hangUpAll(): void {
    for (const call of [...this.calls]) call.hangUp();
  }

  /** Nothing more of any of them is waited for. */
  close(): void {
    for (const [leg, timer] of this.fading) {
      clearTimeout(timer);
      leg.agent.close();
    }
    this.fading.clear();
  }
}
