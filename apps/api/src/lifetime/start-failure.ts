import { EventStoreUnavailable } from '@meets/event-store';
import type { Config } from '../config/config.ts';
import { DataDirUnusable } from './data-dir.ts';
import { PhoneLineUnusable } from '../phone/phone-line-unusable.ts';

/** Why the service could not start, as one line that says what to do; null for what nobody foresaw. */
export function startFailure(error: unknown, config: Config): string | null {
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: undefined, message: String(error) };
  if (error instanceof PhoneLineUnusable) {
    return `The phone line cannot be opened: ${message}. ${LINE_ADVICE[error.setting]}`;
  }
  if (code === 'EADDRINUSE') {
    return `Port ${config.PORT} on ${config.HOST} is taken: stop what listens there, or set PORT to another one.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST ${config.HOST} is no address of this machine: set HOST to another one.`;
  if (code === 'EACCES' && /listen/.test(message))
    return `Port ${config.PORT} may not be used: set PORT to one above 1023.`;
  if (error instanceof DataDirUnusable) return dataDirCannotBeUsed(message, config);
  if (code !== undefined && ['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'EROFS', 'ENOSPC'].includes(code)) {
    return dataDirCannotBeUsed(message, config);
  }
  if (error instanceof EventStoreUnavailable) return `The event store cannot be used: ${message}`;
  return null;
}

const LINE_ADVICE = {
  SIP_LISTEN: 'Set SIP_LISTEN to addresses of this machine whose ports are free.',
  SIP_TRUNKS: 'Set it right in SIP_TRUNKS.',
} as const;

const dataDirCannotBeUsed = (why: string, { DATA_DIR }: Config): string =>
  `DATA_DIR ${DATA_DIR} cannot be used: ${why}. Set DATA_DIR to a directory that this user may write.`;
