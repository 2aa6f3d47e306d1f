import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../time/clock.ts';
import { answerAndEnd, problemOf } from './answer-and-end.ts';
import { hostFault } from './host-header.ts';
import type { EdgeLog } from './unreadable-requests.ts';

/** Whoever asks with none of these is told which there are. */
const METHODS = 'GET, HEAD, POST, OPTIONS';

/**
 * Answers to what HTTP allows and this service does not, where node would answer with nothing to read, or not at all: a
 * `Host` that names no host, `CONNECT`, an `Expect` that nobody knows; and the end of connections that stand still.
 */
export function refuseOddRequests(fastify: FastifyInstance, clock: Clock, log: EdgeLog): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    const message = hostFault(raw);
    // Without one, HTTP/1.0 means whoever it has reached; URLs are built on there being one.
    raw.headers.host ??= localHost(raw.socket);
    if (message === null) return done();
    void reply
      .code(400)
      .type('application/json; charset=utf-8')
      .send(problemOf({ status: 400, message }));
  });
  const { server } = fastify;
  server.on('connect', (_request: IncomingMessage, stream: Duplex) =>
    answerAndEnd(stream, { status: 405, message: 'this is no proxy', headers: [`Allow: ${METHODS}`] }, clock),
  );
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const body = problemOf({ status: 417, message: 'the only expectation that can be met is 100-continue' });
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    response.writeHead(417, { ...headers, connection: 'close' }).end(body);
  });
  server.on('timeout', (socket: Socket) => {
    log.debug({}, 'a connection stood still, and is cut');
    socket.destroy();
  });
}

const localHost = ({ localAddress = '' }: Socket): string =>
  localAddress.includes(':') ? `[${localAddress}]` : localAddress;
