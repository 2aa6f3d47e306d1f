import { startGate, type UserChat } from '@meets/meet-domain';
import { actorOf, MANAGERS_ONLY } from './actor.ts';
import { isCustomerId } from './addressable.ts';
import type { MeetAnswer } from './answers.ts';
import { derivedId } from './input-hash.ts';
import type { SettleExpired } from './settle-expired.ts';
import { readChatFacts } from './start-facts.ts';
import { startInPlace, type StartWish } from './start-in-place.ts';
import type { WriteSide } from './write-side.ts';

export type StartWithCustomerWish = Omit<StartWish, 'place' | 'callbackOf'> & { readonly customerId: string };

/**
 * R17: from a customer's profile a manager first opens a user chat, assigned to themselves, and starts in it. The chat's id
 * is made from the command's, so a retry under the same key completes what was begun and never opens a second chat. Where
 * the gate would refuse, no chat is opened.
 */
export async function startWithCustomer(
  side: WriteSide,
  settleExpired: SettleExpired,
  { customerId, ...wish }: StartWithCustomerWish,
): Promise<MeetAnswer> {
  const { viewer, kind, client, context } = wish;
  if (viewer.role !== 'manager') return MANAGERS_ONLY;
  const { channelId, id: assigneeId } = viewer;
  if (!isCustomerId(channelId, customerId)) return NO_SUCH_CUSTOMER;
  const userChatId = derivedId('opened-user-chat', context.commandId);
  const { state: opened } = await side.userChats.fold(channelId, userChatId);
  if (!opened) {
    const facts = await readChatFacts(side, viewer, chatToOpen(userChatId, customerId, assigneeId));
    if (!facts.customer) return NO_SUCH_CUSTOMER;
    const by = actorOf(viewer);
    const reasons = startGate({ by, place: { type: 'user-chat' }, kind, client, facts });
    if (reasons.length > 0) return { outcome: 'not-allowed', reasons };
    // An id of its own: two commands' events must not share one, and the meet's start has the command's.
    const commandId = derivedId('open-user-chat', context.commandId);
    const command = { type: 'OpenUserChat', at: side.at(), by, userChatId, customerId, assigneeId } as const;
    const result = await side.userChats.decide(channelId, userChatId, command, {
      ...context,
      commandId,
      causationId: null,
    });
    if (result.outcome !== 'accepted') return { outcome: 'idempotency-conflict' };
  }
  const place = { type: 'user-chat', userChatId } as const;
  return startInPlace(side, settleExpired, { ...wish, place, callbackOf: null });
}

/** The chat as it will be once opened, for the gate to judge beforehand. */
export const chatToOpen = (id: string, customerId: string, assigneeId: string): UserChat => ({
  id,
  customerId,
  assigneeId,
  managerIds: [assigneeId],
  medium: 'NATIVE',
  inputOpen: true,
});

const NO_SUCH_CUSTOMER: MeetAnswer = { outcome: 'not-found', what: 'customer' };
