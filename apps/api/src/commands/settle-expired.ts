import { type Meet, meetStream, soundingRings } from '@meets/meet-domain';
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
    if (meet?.phase === 'LIVE') return settleColleagues(side, system, { channelId, meet });
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

/** Colleagues are rung into a call that goes on whatever becomes of that. */
async function settleColleagues(
  side: WriteSide,
  system: SystemCommands,
  { channelId, meet }: { readonly channelId: string; readonly meet: Meet },
): Promise<void> {
  const at = side.at();
  const overdue = soundingRings(meet).filter(({ deadline }) => deadline <= at);
  if (overdue.length === 0) return;
  const cause = await newestOf(side, channelId, meet, ['ColleagueRang']);
  if (!cause) return;
  for (const { callee } of overdue) {
    await system.passRing({ channelId, meetId: meet.id, managerId: callee.id, cause });
  }
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
function causeOf(side: WriteSide, channelId: string, meet: Meet): Promise<Cause | null> {
  const { phase } = meet;
  const types = phase === 'RINGING' || phase === 'QUEUED' ? DEADLINE_IN[phase] : DEADLINE_IN.WAITING_FOR_CUSTOMER;
  return newestOf(side, channelId, meet, types);
}

async function newestOf(
  { store }: WriteSide,
  channelId: string,
  meet: Meet,
  types: readonly string[],
): Promise<Cause | null> {
  let cause: Cause | null = null;
  for await (const event of store.readStream(meetStream(channelId, meet.id))) {
    if (types.includes(event.type)) cause = { eventId: event.id, correlationId: event.metadata.correlationId };
  }
  return cause;
}
