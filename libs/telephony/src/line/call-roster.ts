import type { SipCall } from '../call/sip-call.ts';
import { TRANSACTION_MS } from '../sip/timers.ts';
import { type CallCounts, type CallNote, withoutNumbers } from './call-notes.ts';
import type { LastWords } from './last-words.ts';
import type { Leg } from './leg.ts';

/** Calls that there are, and those that are over and whose messages may still come again. */
export class CallRoster {
  private readonly calls = new Map<string, { readonly call: SipCall; readonly leg: Leg }>();
  private readonly fading = new Map<Leg, ReturnType<typeof setTimeout>>();
  private readonly leave: (leg: Leg) => void;
  private readonly note: (note: CallNote) => void;
  private readonly lastWords: LastWords;
  private readonly begun = { in: 0, out: 0 };
  private readonly endings: Record<string, number> = {};

  /** `leave`: called when nothing of it can come again. `note`: called with each thing that happens to a call. */
  constructor(leave: (leg: Leg) => void, note: (note: CallNote) => void, lastWords: LastWords) {
    this.lastWords = lastWords;
    this.leave = leave;
    this.note = note;
  }

  get size(): number {
    return this.calls.size;
  }

  add(call: SipCall, leg: Leg): void {
    leg.bind(call);
    this.calls.set(leg.member.memberId, { call, leg });
    this.watch(call, leg);
  }

  /** Where to call who is at the other end of that call, in its place; null where it is not of that trunk, or not answered. */
  replacing(callId: string, trunkId: string): string | null {
    const leg = this.calls.get(callId)?.leg;
    return leg?.trunkId === trunkId ? leg.agent.names.replacing() : null;
  }

  /** It is over for the service, if it ever was anything to it; its last messages may be asked for again for a while. */
  fade(leg: Leg): void {
    this.calls.delete(leg.member.memberId);
    this.lastWords.forget(leg.member.memberId);
    const timer = setTimeout(() => {
      this.fading.delete(leg);
      this.leave(leg);
      leg.agent.close();
    }, TRANSACTION_MS);
    this.fading.set(leg, timer);
  }

  /** Since the line was opened. */
  get counts(): CallCounts {
    return { ...this.begun, endings: { ...this.endings } };
  }

  private watch(call: SipCall, { member, trunkId }: Leg): void {
    const { callId, direction } = call.leg;
    this.begun[direction] += 1;
    const told = { callId, sipCallId: withoutNumbers(member.callId), trunkId, direction };
    this.note({ ...told, what: 'begun', ending: null });
    call.leg.listen((event) => {
      if (event.type === 'digit') return;
      const ending = event.type === 'ended' ? { by: event.by, cause: event.cause } : null;
      if (ending) this.endings[ending.cause.reason] = (this.endings[ending.cause.reason] ?? 0) + 1;
      this.note({ ...told, what: event.type, ending });
    });
  }

  hangUpAll(): void {
    for (const { call } of [...this.calls.values()]) call.hangUp();
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
