import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { prettyLines } from './pretty-lines.ts';

/** Whatever comes near a log line by mistake and must not be read there. */
const REDACTED = ['authorization', '*.authorization', '*.headers', 'token', '*.token', 'variables', '*.variables'];

/**
 * The service's log: JSON lines on standard output, or short lines for a person where a terminal watches in development.
 * Lines hold ids, types, counts and reasons: never a name, a phone number, a token, or what a client sent.
 */
export function createLogger(
  config: Pick<Config, 'LOG_LEVEL' | 'NODE_ENV'>,
  output: DestinationStream = outputFor(config),
): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
    output,
  );
}

const outputFor = (config: Pick<Config, 'NODE_ENV'>): DestinationStream =>
  config.NODE_ENV === 'development' && process.stdout.isTTY
    ? prettyLines(process.stdout)
    : pino.destination({ fd: 1, sync: true });
