import { type Meet, meetStream } from '@meets/meet-domain';
import type { Cause, SystemCommands } from './system-commands.ts';
import type { WriteSide } from './write-side.ts';

/**
 * Says for the timer, which has not come round to it, that a ring or wait is over whose deadline has passed; does nothing
 * where none has. The timer's own order has the same command id and changes nothing any more.
 */
export type SettleExpired = (channelId: string, meetId: string) => Promise<void>;

export function expirySettler(side: WriteSide, system: SystemCommands): SettleExpired {
  return async (channelId, meetId) => {
    const { state: meet } = await side.meets.fold(channelId, meetId);
    if (!meet || !isExpired(meet, side.at())) return;
    const cause = await causeOf(side, channelId, meet);
    if (!cause) return;
    const { ringDeadline, queueUntil, waitUntil } = meet;
    if (meet.phase === 'RINGING' && ringDeadline !== null) {
      await system.timeOutRing({ channelId, meetId, deadline: ringDeadline, cause });
    } else if (meet.phase === 'QUEUED' && queueUntil !== null) {
      await system.timeOutQueue({ channelId, meetId, until: queueUntil, onDuty: null, cause });
    } else if (waitUntil !== null) {
      await system.timeOutWait({ channelId, meetId, until: waitUntil, cause });
    }
  };
}

/** Has nobody answered though the time for it is up? */
export function isExpired(meet: Meet, at: string): boolean {
  if (meet.phase === 'RINGING') return meet.ringDeadline !== null && meet.ringDeadline <= at;
  if (meet.phase === 'QUEUED') return meet.queueUntil !== null && meet.queueUntil <= at;
  return meet.phase === 'WAITING_FOR_CUSTOMER' && meet.waitUntil !== null && meet.waitUntil <= at;
}

const DEADLINE_IN = {
  RINGING: ['MeetRang', 'CallDialled'],
  QUEUED: ['MeetQueued'],
  WAITING_FOR_CUSTOMER: ['CustomerAwaited'],
} as const satisfies Partial<Record<Meet['phase'], readonly string[]>>;

/** The event with the deadline: the newest ring, the queue, or the wait. */
async function causeOf({ store }: WriteSide, channelId: string, meet: Meet): Promise<Cause | null> {
  const { phase } = meet;
  const types: readonly string[] =
    phase === 'RINGING' || phase === 'QUEUED' ? DEADLINE_IN[phase] : DEADLINE_IN.WAITING_FOR_CUSTOMER;
  let cause: Cause | null = null;
  for await (const event of store.readStream(meetStream(channelId, meet.id))) {
    if (types.includes(event.type)) cause = { eventId: event.id, correlationId: event.metadata.correlationId };
  }
  return cause;
}
