import { errorCodes, type FastifyInstance } from 'fastify';

/** What is less than this of a body, in one piece, is a crumb, in bytes. */
export const CRUMB_BYTES = 64;
/**
 * How many crumbs a body may come in. Each chunk of a request is objects of its own, kilobytes for a single byte: without a limit
 * two dozen small requests took a gigabyte.
 */
export const MAX_BODY_CRUMBS = 1_000;

/** Answers 413 to bodies in crumbs, and ends their connections. */
export function refuseCrumbledBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (_request, reply, payload, done) => {
    let crumbs = 0;
    payload.on('data', ({ length }: Buffer | string) => {
      if (length < CRUMB_BYTES) crumbs += 1;
      if (crumbs !== MAX_BODY_CRUMBS + 1) return;
      void reply.header('connection', 'close');
      // Fastify, which is reading, stops there and answers; destroying the stream would take the connection along.
      payload.emit('error', new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    });
    // Where nobody reads the body, nobody waits for its error.
    payload.on('error', () => undefined);
    done(null, payload);
  });
}
