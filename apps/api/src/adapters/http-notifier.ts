import type { FollowUp, Notifier, NotifierFailure, NotifierResult } from '@meets/meet-domain';
import { Webhook } from 'standardwebhooks';
import { retryAfterMs } from './retry-after.ts';

/** How long the gateway may take to answer one follow-up before it counts as unavailable. */
export const NOTIFIER_TIMEOUT_MS = 20_000;

export interface HttpNotifierOptions {
  /** The host's messaging gateway; nothing is ever sent anywhere else. */
  readonly url: string;
  /** Base64, with or without `whsec_` before it. Each signs, so that the receiver may change theirs at any time. */
  readonly secrets: readonly string[];
  /** Default {@link NOTIFIER_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
}

/**
 * Follow-ups by signed HTTP POST (Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`) to the host's
 * messaging gateway, which sends the text message. The message's id is the follow-up's key, so that a gateway which drops
 * ids that it knows sends each once. Redirects are not followed, and no answer is read: only its status says anything.
 * Nothing is kept open. Throws where a secret is none.
 */
export function httpNotifier(options: HttpNotifierOptions): Notifier {
  const { url, secrets, timeoutMs = NOTIFIER_TIMEOUT_MS, now = Date.now } = options;
  const signers = secrets.map((secret) => new Webhook(secret));
  return {
    async sendFollowUp(followUp) {
      const at = new Date(now());
      const body = JSON.stringify(messageOf(followUp, at));
      const { idempotencyKey: id } = followUp;
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': 'meets',
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
            'webhook-signature': signers.map((signer) => signer.sign(id, at, body)).join(' '),
          },
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await letGoOf(answer);
        return resultOf(answer, now());
      } catch (cause) {
        return notSent({
          kind: 'unavailable',
          why: isTimeout(cause) ? 'it did not answer in time' : 'no connection',
          cause,
        });
      }
    },
  };
}

const VIA = 'gateway';

/** Fields one by one: whatever a follow-up comes to hold is not the gateway's until it is listed here. */
const messageOf = (followUp: FollowUp, at: Date): object => ({
  type: 'meet.follow_up',
  timestamp: at.toISOString(),
  data: {
    channelId: followUp.channelId,
    customerId: followUp.customerId,
    userChatId: followUp.userChatId,
    meetId: followUp.meetId,
    link: followUp.link,
    waitUntil: followUp.waitUntil,
    recipient: { name: followUp.recipient.name, phoneNumber: followUp.recipient.phoneNumber },
  },
});

/** An answer may be of any length and quote whom it concerns, so none is read. */
async function letGoOf(answer: Response): Promise<void> {
  await answer.body?.cancel();
}

/**
 * What the status means. Only the gateway's word about this very message is final; a key that it does not know, a page
 * that is not there and a redirect are mistakes of configuration, which somebody may set right while the meet waits.
 */
function resultOf({ ok, status, headers }: Response, now: number): NotifierResult {
  if (ok) return { sent: true, via: VIA };
  const why = `the gateway answered ${status}`;
  if (FINAL.has(status)) return notSent({ kind: 'refused', why });
  const afterMs = retryAfterMs(headers.get('retry-after'), now);
  return notSent({ kind: 'unavailable', why, ...(afterMs !== null && { retryAfterMs: afterMs }) });
}

/** Bad request, gone for good, too large, cannot be processed: the same message will fare no better. */
const FINAL: ReadonlySet<number> = new Set([400, 410, 413, 422]);

const notSent = (failure: NotifierFailure): NotifierResult => ({ sent: false, via: VIA, failure });

const isTimeout = (cause: unknown): boolean => (cause as { readonly name?: unknown } | null)?.name === 'TimeoutError';
