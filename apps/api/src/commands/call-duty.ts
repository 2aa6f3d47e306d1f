import { isIn, isRung, type Meet, type Person } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { isMeetId } from './addressable.ts';
import type { MeetAnswer } from './answers.ts';
import { dutyOrders } from './duty-orders.ts';
import type { CommandContext } from './idempotency.ts';
import type { WriteSide } from './write-side.ts';

/**
 * R39: a manager is in one call by phone at a time. Their duty is asked before the meet, and given back where the meet then has no
 * place for them; a crash in between is made good by a reaction. Meets of other kinds ask no duty.
 */
export async function takingDuty(
  side: WriteSide,
  order: { readonly viewer: Viewer; readonly meetId: string; readonly context: CommandContext },
  enter: () => Promise<MeetAnswer>,
): Promise<MeetAnswer> {
  const { meetId, context, viewer } = order;
  const { channelId, role, id: managerId } = viewer;
  if (role !== 'manager' || !isMeetId(channelId, meetId)) return enter();
  const { state: meet } = await side.meets.fold(channelId, meetId);
  if (meet?.kind !== 'PHONE') return enter();
  const person = { role, id: managerId } as const;
  // Where they could not come in, the meet says why.
  if (!canEnter(meet, person)) return enter();
  const duties = dutyOrders(side);
  const cause = { eventId: null, correlationId: context.correlationId };
  const taking = { channelId, managerId, meetId, cause };
  if ((await duties.takeCall(taking)) !== null) return IN_ANOTHER_CALL;
  const answer = await enter();
  const { state: now } = await side.meets.fold(channelId, meetId);
  if (now === null || !isIn(now, person)) await duties.finishCall({ ...taking, wrapUp: false });
  return answer;
}

const IN_ANOTHER_CALL: MeetAnswer = {
  outcome: 'conflict',
  message: 'another call holds you; finish it first',
  winner: null,
};

const canEnter = (meet: Meet, person: Person): boolean =>
  meet.phase === 'LIVE' ? !isIn(meet, person) : isRung(meet, person);
