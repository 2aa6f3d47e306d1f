import type { Notifier, NotifierFailure } from '@meets/meet-domain';
import type { Log } from '../logging/log.ts';

/** How many follow-ups are remembered, so that one that is sent again is not written again. */
export const LOG_NOTIFIER_MEMORY = 10_000;

/**
 * For development: writes the follow-up to the log, where a real adapter would have a text message sent. The link is in
 * it, so that whoever tries the product can open it; no name and no number is. `failing` lets a developer see what
 * happens where customers cannot be told: asked before each try, and null lets the try succeed.
 */
export function logNotifier(log: Log, failing: () => NotifierFailure['kind'] | null = () => null): Notifier {
  const seen = new Set<string>();
  return {
    async sendFollowUp({ idempotencyKey, channelId, customerId, userChatId, meetId, link, waitUntil }) {
      const kind = failing();
      if (kind) return { sent: false, via: VIA, failure: { kind, why: 'the log notifier was told to fail' } };
      if (!seen.has(idempotencyKey)) {
        remember(seen, idempotencyKey);
        log.info(
          { idempotencyKey, channelId, customerId, userChatId, meetId, link, waitUntil },
          'a meet waits for a customer; a real notifier would tell them of this link now',
        );
      }
      return { sent: true, via: VIA };
    },
  };
}

const VIA = 'log';

function remember(seen: Set<string>, key: string): void {
  seen.add(key);
  const [oldest] = seen;
  if (seen.size > LOG_NOTIFIER_MEMORY && oldest !== undefined) seen.delete(oldest);
}
