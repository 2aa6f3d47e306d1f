import type { FastifyInstance } from 'fastify';

/**
 * Ends each connection with the answer under way on it once the server takes no new ones: a connection kept for a next request
 * would hold up the stop until it is cut. (Those without a request are closed as the stop begins.)
 */
export function endConnectionsWhenStopping(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (!fastify.server.listening) reply.header('connection', 'close');
    done(null, payload);
  });
}
