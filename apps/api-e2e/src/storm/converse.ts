import { frame, OPCODES } from '../socket-client.ts';
import { createFrameReader, httpAnswerIn } from './answers.ts';
import type { Ground, Input } from './input.ts';
import { openStormLine, type StormLine } from './line.ts';

/** How long an input may wait for its answer: longer than any patience that the service is given in a storm. */
export const ANSWER_WITHIN_MS = 10_000;

/** What came of an input. */
export type Answer =
  | { readonly kind: 'status'; readonly status: number; readonly bodyBytes: number }
  /** The WebSocket was closed with a code. */
  | { readonly kind: 'close'; readonly code: number }
  /** The WebSocket goes on: it answered what was said, and a ping after that. */
  | { readonly kind: 'goes-on' }
  /** The connection was closed, and nothing said. */
  | { readonly kind: 'cut' }
  /** Nobody waited for an answer. */
  | { readonly kind: 'left' }
  | { readonly kind: 'nothing'; readonly instead: string };

export interface Conversation {
  readonly answer: Answer;
  readonly ms: number;
  readonly received: Buffer;
}

const UPGRADE = [
  'GET /graphql HTTP/1.1',
  ...['Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
  ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Protocol: graphql-transport-ws', '\r\n'],
].join('\r\n');
/** No input holds this one, so its pong says that all before it was read. */
const LAST_PING = { type: 'ping', payload: { storm: 'is everything read?' } };
const LAST_PONG = JSON.stringify({ ...LAST_PING, type: 'pong' });

const message = (content: object): Buffer =>
  frame({ opcode: OPCODES.TEXT, payload: Buffer.from(JSON.stringify(content)) });

/** Sends an input on a connection of its own and waits for what it is answered. */
export async function converse(url: string, input: Input, ground: Ground): Promise<Conversation> {
  const began = performance.now();
  const line = openStormLine(url);
  const answer = await (input.admission === 'none' ? speakHttp(line, input) : speakSocket(line, input, ground));
  line.cut();
  return { answer, ms: performance.now() - began, received: line.received() };
}

async function speakHttp(line: StormLine, input: Input): Promise<Answer> {
  for (const bytes of input.writes) line.write(bytes);
  if (input.ending === 'leaves') return left(line);
  if (input.ending === 'finishes') line.finish();
  const answer = await line.until(ANSWER_WITHIN_MS, (bytes, isOver) =>
    httpAnswerIn(bytes, isOver, input.withoutBody ?? false),
  );
  if (answer === null) return nothing(line, 'an HTTP answer');
  return answer.status === 101 ? untilClosed(line) : { kind: 'status', ...answer };
}

/** An upgrade that went through after all: the service has to close it, since nobody says who they are. */
async function untilClosed(line: StormLine): Promise<Answer> {
  const frames = readFrames(line);
  const code = await line.until(ANSWER_WITHIN_MS, (bytes) => frames(bytes).closeCode);
  return code === null ? nothing(line, 'the close of a socket') : { kind: 'close', code };
}

async function speakSocket(line: StormLine, input: Input, { tokens }: Ground): Promise<Answer> {
  line.write(Buffer.from(UPGRADE));
  const upgraded = await line.until(ANSWER_WITHIN_MS, (bytes) => httpAnswerIn(bytes, false, true));
  if (upgraded?.status !== 101) return nothing(line, 'the upgrade');
  const frames = readFrames(line);
  if (input.admission === 'admitted') {
    line.write(message({ type: 'connection_init', payload: { authorization: `Bearer ${tokens.manager}` } }));
    const acknowledged = await line.until(ANSWER_WITHIN_MS, (bytes) => frames(bytes).messages[0] ?? null);
    if (acknowledged === null) return nothing(line, 'connection_ack');
  }
  for (const bytes of input.writes) line.write(bytes);
  if (input.ending === 'leaves') return left(line);
  if (input.ending === 'finishes') line.finish();
  else if (!input.mayBeCut) line.write(message(LAST_PING));
  return answerOnSocket(line, input, frames);
}

async function answerOnSocket(line: StormLine, input: Input, frames: ReturnType<typeof readFrames>): Promise<Answer> {
  const isAnswered = ({ messages }: ReturnType<typeof frames>): boolean =>
    messages.includes(LAST_PONG) &&
    (input.operation === undefined || messages.some((text) => isOf(text, input.operation ?? '')));
  const answer = await line.until<Answer>(ANSWER_WITHIN_MS, (bytes) => {
    const answers = frames(bytes);
    if (answers.closeCode !== null) return { kind: 'close', code: answers.closeCode };
    // Where a close is due, a pong may come before it: who somebody is takes a moment to find out.
    return input.answers === null && isAnswered(answers) ? { kind: 'goes-on' } : null;
  });
  if (answer !== null) return answer;
  return line.isClosed() ? { kind: 'cut' } : nothing(line, 'an answer on the socket');
}

const isOf = (text: string, id: string): boolean => (JSON.parse(text) as { id?: unknown }).id === id;

/** Reads on where it stopped, each time it is given all that came. */
function readFrames(line: StormLine) {
  const reader = createFrameReader();
  let read = line.received().indexOf('\r\n\r\n') + 4;
  return (bytes: Buffer) => {
    reader.feed(bytes.subarray(read));
    read = bytes.length;
    return reader.answers();
  };
}

async function left(line: StormLine): Promise<Answer> {
  await line.leave();
  return { kind: 'left' };
}

const nothing = (line: StormLine, awaited: string): Answer => ({
  kind: 'nothing',
  instead: line.isClosed() ? `the connection was closed without ${awaited}` : `${awaited} did not come in time`,
});
