import type { Answer, Conversation } from './converse.ts';
import type { Input } from './input.ts';

/** Codes that say that something broke on our side: none is an answer to what a client did wrong. */
const OUR_FAULT: ReadonlySet<number> = new Set([1006, 1011, 4500]);
const FIRST_OF_OUR_FAULT = 500;

/** How an operation says that something broke, whatever its status. */
const INTERNAL = '"INTERNAL_SERVER_ERROR"';

/** What is wrong with the answer to an input, and with all that came; null where nothing is. */
export function faultIn(input: Input, { answer, received }: Conversation): string | null {
  return received.includes(INTERNAL) ? 'answered with an internal error' : faultOf(input, answer);
}

function faultOf(input: Input, answer: Answer): string | null {
  switch (answer.kind) {
    case 'status':
      return faultOfStatus(input, answer);
    case 'close':
      if (OUR_FAULT.has(answer.code)) return `closed with ${answer.code}, as if the service had broken`;
      return unexpected(input, answer.code);
    case 'goes-on':
      return null;
    case 'cut':
      return input.mayBeCut ? null : 'the socket was cut without a close code';
    case 'left':
      return null;
    case 'nothing':
      return answer.instead;
  }
}

function faultOfStatus(input: Input, { status, bodyBytes }: Extract<Answer, { kind: 'status' }>): string | null {
  if (status >= FIRST_OF_OUR_FAULT) return `answered ${status}, as if the service had broken`;
  const needsBody = !input.withoutBody && status !== 204 && status !== 304 && Math.floor(status / 100) !== 3;
  if (needsBody && bodyBytes === 0) return `answered ${status} and not a word more`;
  return unexpected(input, status);
}

const unexpected = ({ answers }: Input, found: number): string | null =>
  answers === null || answers.includes(found) ? null : `answered ${found}; ${answers.join(' or ')} would be right`;

/** As the report counts it. */
export function nameOf(answer: Answer): string {
  switch (answer.kind) {
    case 'status':
      return String(answer.status);
    case 'close':
      return `close ${answer.code}`;
    case 'goes-on':
    case 'cut':
    case 'left':
    case 'nothing':
      return answer.kind;
  }
}
