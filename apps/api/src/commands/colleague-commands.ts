import {
  type DutyObstacle,
  type GuardName,
  isRung,
  MANAGER_RING_MS,
  meetDecider,
  plusMs,
  type RingColleague,
} from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { actorOf, mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isManagerId, isMeetId } from './addressable.ts';
import type { MeetAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { dutyOrders } from './duty-orders.ts';
import type { CommandContext } from './idempotency.ts';
import { giveOrder } from './meet-commands.ts';
import type { SettleExpired } from './settle-expired.ts';
import type { WriteSide } from './write-side.ts';

/** Managers in a call by phone ring colleagues into it. */
export type ColleagueCommands = Pick<Commands, 'ringColleague' | 'stopRingingColleague'>;

export function colleagueCommands(side: WriteSide, settleExpired: SettleExpired): ColleagueCommands {
  return {
    async ringColleague(viewer, input) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      return side.idempotency.once(viewer, 'ringColleague', input, (context) =>
        ring(side, settleExpired, { viewer, ...input, context }),
      );
    },
    async stopRingingColleague(viewer, input) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      const { meetId, managerId } = input;
      return side.idempotency.once(viewer, 'stopRingingColleague', input, (context) =>
        giveOrder(side, settleExpired, {
          ...{ viewer, meetId, context },
          order: ({ by }) => ({ type: 'StopRingingColleague', by, managerId }),
        }),
      );
    },
  };
}

interface RingWish {
  readonly viewer: Viewer;
  readonly meetId: string;
  readonly managerId: string;
  readonly handOver: boolean;
  readonly context: CommandContext;
}

/**
 * The colleague's duty is asked before the meet, as for every call that rings somebody (R39). A crash in between is made good by the
 * end of their reservation.
 */
async function ring(side: WriteSide, settleExpired: SettleExpired, wish: RingWish): Promise<MeetAnswer> {
  const { viewer, meetId, managerId, handOver, context } = wish;
  const { channelId } = viewer;
  if (!isManagerId(channelId, managerId)) return NO_SUCH_MANAGER;
  const deadline = plusMs(side.at(), MANAGER_RING_MS);
  const command = { type: 'RingColleague', by: actorOf(viewer), managerId, handOver, deadline } as const;
  const give = () => giveOrder(side, settleExpired, { viewer, meetId, context, order: () => command });
  if (!(await wouldRing(side, wish, { ...command, at: side.at() }))) return give();
  const { state: manager } = await side.managers.fold(channelId, managerId);
  if (manager === null) return NO_SUCH_MANAGER;
  const obstacle = await reserve(side, wish, deadline);
  if (obstacle !== null) return { outcome: 'not-allowed', reasons: [GUARDS[obstacle]] };
  const answer = await give();
  const { state: now } = await side.meets.fold(channelId, meetId);
  if (now === null || !isRung(now, { role: 'manager', id: managerId })) {
    await dutyOrders(side).releaseManager({ ...reservationOf(wish), why: 'withdrawn' });
  }
  return answer;
}

/** Else the meet says why not, and nobody is reserved. */
async function wouldRing(side: WriteSide, { viewer, meetId }: RingWish, command: RingColleague): Promise<boolean> {
  const { channelId } = viewer;
  if (!isMeetId(channelId, meetId)) return false;
  const decision = meetDecider.decide(command, (await side.meets.fold(channelId, meetId)).state);
  return decision.accepted && decision.events.length > 0;
}

/**
 * Null: they are reserved until then. Who is reserved for this call already is still to be released from a ring before: whoever did
 * that would release them from this one, too.
 */
async function reserve(side: WriteSide, wish: RingWish, until: string): Promise<DutyObstacle | null> {
  const { state: duty } = await side.duties.fold(wish.viewer.channelId, wish.managerId);
  if (duty?.engagement.type === 'reserved') return 'reserved';
  return dutyOrders(side).reserveManager({ ...reservationOf(wish), until });
}

const reservationOf = ({ viewer, managerId, meetId, context }: RingWish) => ({
  ...{ channelId: viewer.channelId, managerId, meetId, by: actorOf(viewer) },
  cause: { eventId: null, correlationId: context.correlationId },
});

const NO_SUCH_MANAGER: MeetAnswer = { outcome: 'not-found', what: 'manager' };

/** The staff sees each other's duties, so why a colleague cannot be rung is no secret among them. */
const GUARDS = {
  'plan-required': 'PLAN_REQUIRED',
  'seat-required': 'COLLEAGUE_WITHOUT_SEAT',
  'not-there': 'COLLEAGUE_UNAVAILABLE',
  unavailable: 'COLLEAGUE_UNAVAILABLE',
  'do-not-disturb': 'COLLEAGUE_UNAVAILABLE',
  reserved: 'COLLEAGUE_BUSY',
  'in-call': 'COLLEAGUE_BUSY',
  'wrapping-up': 'COLLEAGUE_BUSY',
  'call-limit-reached': 'COLLEAGUE_BUSY',
} as const satisfies Record<DutyObstacle, GuardName>;
