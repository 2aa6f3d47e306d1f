import type { Actor, DutyCommand, DutyObstacle, ReleaseCause } from '@meets/meet-domain';
import { timestampOf } from '../time/clock.ts';
import type { Cause } from './cause.ts';
import { inputHash } from './input-hash.ts';
import type { WriteSide } from './write-side.ts';

interface OnDuty {
  readonly channelId: string;
  readonly managerId: string;
  /** The event that made it so; or, where a manager's own command did, that it was theirs. */
  readonly cause: Cause | { readonly eventId: null; readonly correlationId: string };
  /** Who ordered it, where a colleague's command did. */
  readonly by?: Actor;
}

/**
 * What calls and timers order of a manager's duty. Each may come late and twice: where it already is so, or there is nothing to
 * do any more, nothing is done.
 */
export interface DutyOrders {
  /** R39: the call may ring the manager until then. Null: reserved; else what keeps them from being rung. */
  reserveManager(order: OnDuty & { readonly meetId: string; readonly until: string }): Promise<DutyObstacle | null>;
  releaseManager(order: OnDuty & { readonly meetId: string; readonly why: ReleaseCause }): Promise<void>;
  /** Null: the manager is in the call, and in no other; else what keeps them from it. */
  takeCall(order: OnDuty & { readonly meetId: string }): Promise<DutyObstacle | null>;
  /** R42: the manager is out of the call, and wraps up for as long as their channel gives them; not where there was none. */
  finishCall(order: OnDuty & { readonly meetId: string; readonly wrapUp: boolean }): Promise<void>;
  /** R39: they have not answered by then (RFC 3339), which counts as passed whatever the wall clock says. */
  lapseReservation(order: OnDuty & { readonly meetId: string; readonly until: string }): Promise<void>;
  /** R42: the time is over then (RFC 3339); likewise. */
  endWrapUp(order: OnDuty & { readonly until: string }): Promise<void>;
}

export function dutyOrders(side: WriteSide): DutyOrders {
  const give = async (order: OnDuty, command: Unsigned<DutyCommand>, at = side.at()): Promise<DutyObstacle | null> => {
    const { channelId, managerId, cause } = order;
    // A fresh one: whether there is anything to do, the duty's state says, and one cause may rightly reserve somebody twice.
    const commandId = side.newId();
    const themselves = cause.eventId === null ? ({ role: 'manager', id: managerId } as const) : DUTY;
    const by = order.by ?? themselves;
    const result = await side.duties.decide(
      channelId,
      managerId,
      { ...command, at, by, managerId },
      {
        commandId,
        commandHash: inputHash(command.type, { commandId }),
        correlationId: cause.correlationId,
        causationId: cause.eventId,
      },
    );
    if (result.outcome !== 'refused') return null;
    return result.refusal.reason === 'not-free' ? result.refusal.obstacle : 'seat-required';
  };
  const notBefore = (deadline: string): string => timestampOf(Math.max(side.clock.now(), Date.parse(deadline)));

  return {
    async reserveManager(order) {
      const { channelId, managerId, meetId, until } = order;
      const [channel, manager] = await Promise.all([
        side.channels.fold(channelId, channelId),
        side.managers.fold(channelId, managerId),
      ]);
      const facts = { channel: channel.state, manager: manager.state };
      return give(order, { type: 'ReserveManager', meetId, until, facts });
    },
    async releaseManager(order) {
      await give(order, { type: 'ReleaseManager', meetId: order.meetId, cause: order.why });
    },
    takeCall: (order) => give(order, { type: 'TakeCall', meetId: order.meetId }),
    async finishCall(order) {
      const { state: channel } = await side.channels.fold(order.channelId, order.channelId);
      const wrapUpMs = order.wrapUp ? (channel?.phoneSettings.wrapUpMs ?? 0) : 0;
      await give(order, { type: 'FinishCall', meetId: order.meetId, wrapUpMs });
    },
    async lapseReservation(order) {
      await give(order, { type: 'LapseReservation', meetId: order.meetId }, notBefore(order.until));
    },
    async endWrapUp(order) {
      await give(order, { type: 'EndWrapUp' }, notBefore(order.until));
    },
  };
}

const DUTY = { role: 'system', id: 'duty' } as const;

/** An order before it says when, by whom, and about whom. */
type Unsigned<Command> = Command extends DutyCommand ? Omit<Command, 'at' | 'by' | 'managerId'> : never;
