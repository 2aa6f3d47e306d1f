import { types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** What Nest itself has to say, in our log. Its narration of the start is for debugging only. */
export const nestLog = (log: Logger): LoggerService => ({
  log: (message: unknown, ...more: unknown[]) => log.debug({ context: contextIn(more) }, String(message)),
  debug: (message: unknown, ...more: unknown[]) => log.debug({ context: contextIn(more) }, String(message)),
  verbose: (message: unknown, ...more: unknown[]) => log.trace({ context: contextIn(more) }, String(message)),
  warn: (message: unknown, ...more: unknown[]) => log.warn({ context: contextIn(more) }, String(message)),
  error: (message: unknown, ...more: unknown[]) =>
    clientLeft(message)
      ? log.debug({ context: contextIn(more) }, 'a client left before its request was read')
      : log.error({ context: contextIn(more), err: message }, String(message)),
  fatal: (message: unknown, ...more: unknown[]) =>
    log.fatal({ context: contextIn(more), err: message }, String(message)),
});

/** Nest gives the speaker's name last. */
const contextIn = (more: readonly unknown[]): unknown => more.at(-1);

/** What node says to whoever reads a request whose connection ends in its middle: nothing of ours is broken. */
const clientLeft = (error: unknown): boolean =>
  types.isNativeError(error) && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET';
