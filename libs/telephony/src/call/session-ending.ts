import type { CallEnding } from '@meets/meet-domain';
import type { JsSipEnd } from '../jssip/jssip.ts';
import { causeOfRefusal, endingOfBye } from './call-endings.ts';

/** JsSIP’s word where it had nothing to describe our sound by. */
const NO_DESCRIPTION = 'WebRTC Error';

/** How a call ended that we did not end: what JsSIP says, in the port's words. */
export function endingOfSession(
  { originator, message: said, cause }: JsSipEnd,
  { answered, direction }: { readonly answered: boolean; readonly direction: 'in' | 'out' },
): CallEnding {
  const message = typeof said === 'string' ? null : said;
  const status = message?.status_code ?? null;
  const reason = message?.getHeader('reason') ?? null;
  if (originator === 'remote' && status !== null) {
    // A 200 that cannot be talked over is as good as a 488.
    const why = causeOfRefusal(status < 300 ? 488 : status, reason);
    return { by: why.reason === 'carrier-error' ? 'network' : 'them', cause: why };
  }
  if (originator === 'remote' && message) {
    return answered ? endingOfBye(reason) : { by: 'them', cause: { reason: 'cancelled' } };
  }
  // Nobody answered at all: there is no such carrier, or none that listens. Where nothing was said, the lack is ours.
  if (!answered && direction === 'out' && cause !== NO_DESCRIPTION)
    return { by: 'network', cause: { reason: 'unreachable' } };
  return { by: 'network', cause: { reason: 'carrier-error', code: /time|ack/i.test(cause) ? 408 : 500 } };
}
