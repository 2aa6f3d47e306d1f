import type { NotifierFailure } from '@meets/meet-domain';
import { notifierContract } from '@meets/meet-domain/testing';
import { silentLog } from '../logging/log.ts';
import { logNotifier } from './log-notifier.ts';

interface Line {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly link: string;
}

notifierContract('the log', async () => {
  const lines: Line[] = [];
  let failure: NotifierFailure['kind'] | null = null;
  const log = { ...silentLog, info: (fields: object) => void lines.push(fields as Line) };
  return {
    notifier: logNotifier(log, () => failure),
    received: async () => lines,
    fail: async (kind) => void (failure = kind),
    close: async () => undefined,
  };
});
