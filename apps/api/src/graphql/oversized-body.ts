import { finished } from 'node:stream/promises';
import { errorCodes, type FastifyInstance } from 'fastify';

/**
 * How many bytes of a body that is too large are read, and dropped, before the answer: a client that is cut off while it
 * still writes sees a broken connection instead of the 413. A larger one is cut off.
 */
export const MAX_DROPPED_BODY_BYTES = 16 * 1024 * 1024;

/** Answers 413 to bodies that say they are larger than `maxBytes`, in a way that the client is there to hear it. */
export function refuseOversizedBodies(fastify: FastifyInstance, maxBytes: number): void {
  fastify.addHook('onRequest', async (request) => {
    const bytes = Number(request.headers['content-length'] ?? 0);
    if (bytes <= maxBytes) return;
    if (bytes <= MAX_DROPPED_BODY_BYTES) {
      request.raw.resume();
      // A client that goes away in the middle needs no answer; Fastify's own error is thrown all the same.
      await finished(request.raw, { writable: false }).catch(() => undefined);
    }
    throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  });
}
