import {
  isIn,
  isRung,
  MANAGER_RING_MS,
  type Meet,
  type MeetCommand,
  type Person,
  plusMs,
  samePerson,
} from '@meets/meet-domain';
import { timestampOf } from '../time/clock.ts';
import type { Cause } from './cause.ts';
import type { DutyOrders } from './duty-orders.ts';
import { derivedId } from './input-hash.ts';
import { lineOrders, type LineOrders, orderContext } from './line-orders.ts';
import type { OneCall } from './one-call.ts';
import { seatedAmong } from './staff.ts';
import type { WriteSide } from './write-side.ts';

interface OnCall extends OneCall {
  readonly cause: Cause;
}

/**
 * What the phone line, timers and the assignment order of calls by phone. None is refused: where there is nothing to do any more,
 * nothing is done, so each may come late, twice and after a restart.
 */
export interface CallOrders extends LineOrders {
  /**
   * R39: where the call waits, it rings the first of the candidates who can be reserved and was not rung by it before; where
   * nobody on duty is left whom it has not rung, it is missed.
   */
  ringNext(
    order: OnCall & { readonly candidates: readonly string[]; readonly onDuty: readonly string[] },
  ): Promise<void>;
  /** R39: this manager had their time. */
  passRing(order: OnCall & { readonly managerId: string }): Promise<void>;
  /** R39: it has waited until then (RFC 3339), which counts as passed whatever the wall clock says. Null for who is on duty: somebody is. */
  timeOutQueue(order: OnCall & { readonly until: string; readonly onDuty: readonly string[] | null }): Promise<void>;
  /** R37: somebody answered, by whom the chat is taken on. */
  noteCallAnswered(order: OnCall & { readonly userChatId: string; readonly managerId: string }): Promise<void>;
  /** R37: who left the call to a colleague leaves them the chat, unless somebody else has it by then. */
  noteCallHandedOver(
    order: OnCall & { readonly userChatId: string; readonly from: string; readonly to: string },
  ): Promise<void>;
  /** It counts no more among the channel's calls. */
  noteCallOver(order: OnCall): Promise<void>;
  /**
   * Their duty says what the call says: a manager who is in none of it any more is free again, without wrap-up where they never were; one
   * who is in it is held by it, or leaves it where another call has them by now, which they went to while they were coming in here.
   */
  settleDuty(order: OnCall & { readonly managerId: string }): Promise<void>;
}

export function callOrders(side: WriteSide, duties: DutyOrders): CallOrders {
  const orderMeet = async ({ channelId, meetId, cause }: OnCall, command: UndatedCallCommand, at = side.at()) => {
    const commandId = derivedId(command.type, meetId, 'managerId' in command ? command.managerId : '', cause.eventId);
    return side.meets.decide(channelId, meetId, { ...command, at, by: CALLS }, orderContext(commandId, cause));
  };
  const orderQueue = async (order: OnCall, type: 'NoteCallAnswered' | 'NoteCallOver') => {
    const { channelId, meetId, cause } = order;
    const commandId = derivedId(type, meetId, cause.eventId);
    const command = { type, at: side.at(), by: CALLS, meetId } as const;
    await side.phoneQueues.decide(channelId, channelId, command, orderContext(commandId, cause));
  };
  const assignChat = async (
    { channelId, userChatId, cause }: OnCall & { readonly userChatId: string },
    insteadOf: string | null,
    assigneeId: string,
  ): Promise<void> => {
    const commandId = derivedId('AssignCallChat', userChatId, cause.eventId);
    const command = { type: 'AssignCallChat', at: side.at(), by: CALLS, userChatId, insteadOf, assigneeId } as const;
    await side.userChats.decide(channelId, userChatId, command, orderContext(commandId, cause));
  };
  const leaveFor = async ({ channelId, meetId, cause }: OnCall, person: Person): Promise<void> => {
    const commandId = derivedId('LeaveMeet', meetId, person.id, cause.eventId);
    const command = { type: 'LeaveMeet', at: side.at(), by: person, reason: 'LEFT' } as const;
    await side.meets.decide(channelId, meetId, command, orderContext(commandId, cause));
  };
  return {
    ...lineOrders(side),
    ringNext: (order) => ringNext(side, duties, order, orderMeet),
    async passRing(order) {
      await orderMeet(order, { type: 'PassRing', managerId: order.managerId });
    },
    async timeOutQueue(order) {
      const staffed = order.onDuty === null || (await seatedAmong(side, order.channelId, order.onDuty)).length > 0;
      const at = timestampOf(Math.max(side.clock.now(), Date.parse(order.until)));
      await orderMeet(order, { type: 'TimeOutQueue', staffed }, at);
    },
    async noteCallAnswered(order) {
      await orderQueue(order, 'NoteCallAnswered');
      await assignChat(order, null, order.managerId);
    },
    noteCallHandedOver: (order) => assignChat(order, order.from, order.to),
    noteCallOver: (order) => orderQueue(order, 'NoteCallOver'),
    async settleDuty({ channelId, meetId, managerId, cause }) {
      const { state: meet } = await side.meets.fold(channelId, meetId);
      const person = { role: 'manager', id: managerId } as const;
      const order = { channelId, meetId, managerId, cause };
      if (meet !== null && isIn(meet, person)) {
        if ((await duties.takeCall(order)) !== null) await leaveFor(order, person);
      } else if (meet === null || !isDialling(meet, person))
        await duties.finishCall({ ...order, wrapUp: meet !== null && wasIn(meet, person) });
    },
  };
}

const CALLS = { role: 'system', id: 'calls' } as const;

/** Is the call theirs, to be brought in by an answer? */
const isDialling = (meet: Meet, person: Person): boolean =>
  meet.phase === 'RINGING' && samePerson(meet.startedBy, person);

const wasIn = (meet: Meet, person: Person): boolean =>
  meet.participants.some((stay) => samePerson(stay.person, person));

async function ringNext(
  side: WriteSide,
  duties: DutyOrders,
  order: Parameters<CallOrders['ringNext']>[0],
  orderMeet: (order: OnCall, command: UndatedCallCommand) => Promise<unknown>,
): Promise<void> {
  const { channelId, meetId, candidates, onDuty, cause } = order;
  const { state: meet } = await side.meets.fold(channelId, meetId);
  if (meet?.phase !== 'QUEUED') return;
  const at = side.at();
  const end = meet.ringDeadline ?? plusMs(at, side.limits.ringTimeoutMs);
  const own = plusMs(at, MANAGER_RING_MS);
  const until = own < end ? own : end;
  const isNew = (managerId: string): boolean => !meet.rings.some(({ callee }) => callee.id === managerId);
  for (const managerId of at < end ? candidates.filter(isNew) : []) {
    const reservation = { channelId, managerId, meetId, cause };
    if ((await duties.reserveManager({ ...reservation, until })) !== null) continue;
    await orderMeet(order, { type: 'RingManager', managerId, ringTimeoutMs: side.limits.ringTimeoutMs });
    const { state: now } = await side.meets.fold(channelId, meetId);
    // The caller gave up, or another node was faster with another manager.
    const rung = now !== null && isRung(now, { role: 'manager', id: managerId });
    if (!rung) await duties.releaseManager({ ...reservation, why: 'withdrawn' });
    return;
  }
  if (!(await seatedAmong(side, channelId, onDuty)).some(isNew)) await orderMeet(order, { type: 'EndQueue' });
}

/** A command to a call before it says when and by whom it is given. */
type UndatedCallCommand = Signed extends infer Command
  ? Command extends Signed
    ? Omit<Command, 'at' | 'by'>
    : never
  : never;
type Signed = Extract<MeetCommand, { type: 'RingManager' | 'PassRing' | 'TimeOutQueue' | 'EndQueue' }>;
