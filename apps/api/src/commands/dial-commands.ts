import { meetIdOf } from '@meets/meet-domain';
import { actorOf, MANAGERS_ONLY, mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isCustomerId } from './addressable.ts';
import type { MeetAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { dialGuards, type DialQuestion } from './dial-facts.ts';
import { dutyOrders } from './duty-orders.ts';
import type { CommandContext } from './idempotency.ts';
import { derivedId } from './input-hash.ts';
import { answerRefusal } from './refusal-answers.ts';
import type { WriteSide } from './write-side.ts';

/** R38: a manager calls a customer by phone. */
export type DialCommands = Pick<Commands, 'dialCustomer'>;

export function dialCommands(side: WriteSide): DialCommands {
  return {
    async dialCustomer(viewer, input) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      const { customerId, from, client } = input;
      return side.idempotency.once(viewer, 'dialCustomer', input, (context) =>
        dial(side, { viewer, customerId, from, client, callbackOf: null, context }),
      );
    },
  };
}

/** A manager wants to speak to a customer by phone. */
export interface DialWish extends DialQuestion {
  /** The missed call that is called back (R13), or null. */
  readonly callbackOf: string | null;
  readonly context: CommandContext;
}

/**
 * Opens a chat of medium PHONE, assigned to who dials (R2), takes their duty, and begins the call, which the line then dials. Every id
 * is made from the command's, so that a retry under the same key goes on where a crash left off.
 */
export async function dial(side: WriteSide, wish: DialWish): Promise<MeetAnswer> {
  const { viewer, customerId, context } = wish;
  if (viewer.role !== 'manager') return MANAGERS_ONLY;
  const { channelId, id: managerId } = viewer;
  if (!isCustomerId(channelId, customerId)) return NO_SUCH_CUSTOMER;
  const userChatId = derivedId('dialled-chat', context.commandId);
  const meetId = meetIdOf({ type: 'user-chat', userChatId }, 1);
  const begun = await side.meets.fold(channelId, meetId);
  if (begun.state !== null) return { outcome: 'accepted', meetId, position: begun.position };
  const looked = await dialGuards(side, wish);
  if (looked === null) return NO_SUCH_CUSTOMER;
  const { guards, facts, number } = looked;
  if (number === null || guards.length > 0) return { outcome: 'not-allowed', reasons: guards };
  const duties = dutyOrders(side);
  const taking = { channelId, managerId, meetId, cause: { eventId: null, correlationId: context.correlationId } };
  if ((await duties.takeCall(taking)) !== null) return { outcome: 'not-allowed', reasons: ['IN_ANOTHER_CALL'] };
  const signed = { at: side.at(), by: actorOf(viewer) };
  const opening = { type: 'OpenCallChat', ...signed, userChatId, customerId, assigneeId: managerId } as const;
  // An id of its own: two commands' events must not share one, and the meet's start has the command's.
  const commandId = derivedId('open-dialled-chat', context.commandId);
  await side.userChats.decide(channelId, userChatId, opening, { ...context, commandId, causationId: null });
  const { client, callbackOf } = wish;
  const { limits, lineId } = side;
  const call = { meetId, userChatId, customerId, number, line: lineId ?? '', callbackOf, client, facts, limits };
  const command = { type: 'DialCustomer', ...signed, ...call } as const;
  const result = await side.meets.decide(channelId, meetId, command, { ...context, causationId: null });
  if (result.outcome === 'accepted') return { outcome: 'accepted', meetId, position: result.position };
  await duties.finishCall({ ...taking, wrapUp: false });
  if (result.outcome === 'key-conflict') return { outcome: 'idempotency-conflict' };
  return answerRefusal(viewer, result.refusal, result.history);
}

const NO_SUCH_CUSTOMER: MeetAnswer = { outcome: 'not-found', what: 'customer' };
