import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../time/clock.ts';

/** How long a client whose request was refused may take to read why and to close, before its connection is cut. */
export const REFUSED_GRACE_MS = 1_000;

/** An answer to somebody with whom no further request can be made out on this connection. */
export interface LastAnswer {
  readonly status: number;
  /** For a person: what was wrong with the request. */
  readonly message: string;
  /** More lines of the head, such as `Retry-After: 3`. */
  readonly headers?: readonly string[];
}

/** An answer's body outside GraphQL: the shape that Nest and Fastify give their own refusals. */
export const problemOf = ({ status, message }: Pick<LastAnswer, 'status' | 'message'>): string =>
  JSON.stringify({ statusCode: status, error: STATUS_CODES[status], message });

/** Writes an answer by hand on a connection that HTTP has nothing more to do with, and ends it. */
export function answerAndEnd(stream: Duplex, answer: LastAnswer, clock: Clock): void {
  const body = problemOf(answer);
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(answer.headers ?? []),
  ];
  // The client may be gone already; there is nobody left to tell.
  stream.on('error', () => stream.destroy());
  const cancel = clock.setTimer(REFUSED_GRACE_MS, () => stream.destroy());
  stream.once('close', cancel);
  // What it still sends is dropped, or else its connection would be reset before it has read the answer.
  stream.resume();
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
