import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../time/clock.ts';
import { answerAndEnd, type LastAnswer } from './answer-and-end.ts';

/** How often connections are looked over for requests that take too long: so much later than the limit says at most. */
export const CONNECTIONS_CHECKED_EVERY_MS = 1_000;

/** What node says of a connection on which it cannot read on. */
export type ClientError = Error & { readonly code?: string };

/** Who hears of clients that left, or were cut off: nobody is to be woken for them. */
export interface EdgeLog {
  debug(fields: object, message: string): void;
}

export interface UnreadableRequests {
  /** For node's `clientError`: answers once, however much more of the same still comes, and ends the connection. */
  refuse(error: ClientError, socket: Socket): void;
  /** Has to see every request, or a refusal could be written into the middle of another answer. */
  watch(server: Server): void;
}

/**
 * Answers to what is no HTTP, was too large, or did not come in time: 400, 413, 431 and 408 in JSON. A client that left, or
 * that is being answered already, is cut off.
 */
export function createUnreadableRequests(clock: Clock, log: EdgeLog): UnreadableRequests {
  const underWay = new WeakMap<Socket, ServerResponse>();
  const refused = new WeakSet<Socket>();
  return {
    refuse(error, socket) {
      // Node goes on reading, and complains again of every further byte.
      if (refused.has(socket)) return;
      refused.add(socket);
      log.debug({ code: error.code }, 'a request could not be read');
      const response = underWay.get(socket);
      const halfAnswered = response !== undefined && response.headersSent && !response.writableFinished;
      if (!socket.writable || halfAnswered) socket.destroy();
      else answerAndEnd(socket, answerTo(error), clock);
    },
    watch(server) {
      server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) =>
        underWay.set(socket, response),
      );
    },
  };
}

function answerTo({ code = '' }: ClientError): LastAnswer {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'the request did not come to its end in time' };
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'the head of the request is too large' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, message: 'the chunks of the request have too much beside their data' };
    default:
      return { status: 400, message: 'this is no HTTP request that can be read' };
  }
}
