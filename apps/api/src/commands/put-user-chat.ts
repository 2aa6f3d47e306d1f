import type { Viewer } from '../viewer.ts';
import { isCustomerId, isManagerId, isUserChatId } from './addressable.ts';
import type { PutAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { signedBy, tell, UNUSABLE_ID } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** Puts a user chat whose customer, assignee and managers are all known; the first that is not is named by its kind. */
export async function putUserChat(
  side: WriteSide,
  viewer: Viewer,
  input: Parameters<Commands['putUserChat']>[1],
): Promise<PutAnswer> {
  const { channelId } = viewer;
  const { id, customerId, assigneeId, managerIds, medium, inputOpen } = input;
  if (!isUserChatId(channelId, id)) return UNUSABLE_ID;
  const knows = {
    customer: async (customer: string) =>
      isCustomerId(channelId, customer) && (await side.customers.fold(channelId, customer)).state !== null,
    manager: async (manager: string) =>
      isManagerId(channelId, manager) && (await side.managers.fold(channelId, manager)).state !== null,
  };
  const [customerKnown, assigneeKnown, ...managersKnown] = await Promise.all([
    knows.customer(customerId),
    assigneeId === null || knows.manager(assigneeId),
    ...[...new Set(managerIds)].map(knows.manager),
  ]);
  if (!customerKnown) return { outcome: 'not-found', what: 'customer' };
  if (!assigneeKnown) return { outcome: 'not-found', what: 'assignee' };
  if (!managersKnown.every(Boolean)) return { outcome: 'not-found', what: 'manager' };
  return tell(side, viewer, {
    aggregate: side.userChats,
    id,
    what: 'user chat',
    command: {
      type: 'PutUserChat',
      ...signedBy(side, viewer),
      userChatId: id,
      customerId,
      assigneeId,
      managerIds,
      medium,
      inputOpen,
    },
  });
}
