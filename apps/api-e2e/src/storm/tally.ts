import type { Conversation } from './converse.ts';
import type { Input } from './input.ts';
import { faultIn, nameOf } from './judge.ts';

/** An input that was not answered as promised. */
export interface Failure {
  readonly index: number;
  readonly kind: string;
  readonly what: string;
  readonly sent: readonly string[];
  readonly received: string;
}

/** What came of the inputs so far. */
export type Tally = ReturnType<typeof createTally>;

/** How much of a conversation is shown. */
const SHOWN_BYTES = 600;
const shown = (bytes: Buffer): string => JSON.stringify(bytes.subarray(0, SHOWN_BYTES).toString('latin1')).slice(1, -1);

export function createTally() {
  const answers: Record<string, Record<string, number>> = {};
  const failures: Failure[] = [];
  let sent = 0;
  let slowestMs = 0;
  return {
    answers,
    failures,
    sent: () => sent,
    slowestMs: () => slowestMs,
    add(index: number, input: Input, conversation: Conversation) {
      const { answer, ms, received } = conversation;
      sent += 1;
      slowestMs = Math.max(slowestMs, ms);
      const ofKind = (answers[input.kind] ??= {});
      ofKind[nameOf(answer)] = (ofKind[nameOf(answer)] ?? 0) + 1;
      const what = faultIn(input, conversation);
      if (what === null) return;
      failures.push({ index, kind: input.kind, what, sent: input.writes.map(shown), received: shown(received) });
    },
  };
}
