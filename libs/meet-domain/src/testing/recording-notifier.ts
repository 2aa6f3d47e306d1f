import type { FollowUp, Notifier, NotifierFailure, NotifierResult } from '../index.ts';

/** A notifier that keeps what it was asked to tell. */
export interface RecordingNotifier extends Notifier {
  /** What reached the customer, each follow-up once. */
  readonly sent: readonly FollowUp[];
  /** Every try, failed ones and doubles too. */
  readonly tries: readonly FollowUp[];
  /** From now on every try fails so; null: none does. */
  fail(failure: NotifierFailure | null): void;
}

/** In memory, for tests; passes the notifier's contract suite. */
export function recordingNotifier(via = 'recording'): RecordingNotifier {
  const sent = new Map<string, FollowUp>();
  const tries: FollowUp[] = [];
  let failure: NotifierFailure | null = null;
  return {
    get sent() {
      return [...sent.values()];
    },
    get tries() {
      return [...tries];
    },
    fail: (next) => {
      failure = next;
    },
    async sendFollowUp(followUp): Promise<NotifierResult> {
      tries.push(followUp);
      if (failure) return { sent: false, via, failure };
      if (!sent.has(followUp.idempotencyKey)) sent.set(followUp.idempotencyKey, followUp);
      return { sent: true, via };
    },
  };
}
