import { accept, type Decision, refuse } from '../decider.ts';
import type {
  AssignCallChat,
  OpenCallChat,
  OpenUserChat,
  PutUserChat,
  UserChatCommand,
  UserChatRefusal,
} from './commands.ts';
import type { UserChatEvent } from './events.ts';
import type { UserChat, UserChatState } from './fold.ts';

export type UserChatDecision = Decision<UserChatEvent, UserChatRefusal>;

/** What follows from an order about a user chat. Telling what is already known adds no event. */
export function decideUserChat(command: UserChatCommand, state: UserChatState): UserChatDecision {
  if (command.type === 'AssignCallChat') return assign(command, state);
  if (state !== null && state.customerId !== command.customerId) return refuse({ reason: 'customer-fixed' });
  switch (command.type) {
    case 'PutUserChat':
      return put(command, state);
    case 'OpenUserChat':
      return open(command, state);
    case 'OpenCallChat':
      return openForCall(command, state);
  }
}

function put(command: PutUserChat, state: UserChatState): UserChatDecision {
  const { at, by, userChatId, customerId, assigneeId, managerIds, medium, inputOpen } = command;
  if (state !== null && saysNothingNew(command, state)) return accept();
  return accept({
    type: 'UserChatPut',
    at,
    by,
    data: { userChatId, customerId, assigneeId, managerIds: [...managerIds], medium, inputOpen },
  });
}

/** The managers' order is kept as told but says nothing, so a mere reordering is no news. */
function saysNothingNew(command: PutUserChat, state: UserChat): boolean {
  return (
    state.assigneeId === command.assigneeId &&
    state.medium === command.medium &&
    state.inputOpen === command.inputOpen &&
    sameMembers(state.managerIds, command.managerIds)
  );
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((id) => right.has(id));
}

/** R17. A chat that is there already was opened by this very order before, or put: either way it is open. */
function open({ at, by, userChatId, customerId, assigneeId }: OpenUserChat, state: UserChatState): UserChatDecision {
  if (state !== null) return accept();
  return accept({
    type: 'UserChatOpened',
    at,
    by,
    data: { userChatId, customerId, assigneeId, managerIds: [assigneeId], medium: 'NATIVE', inputOpen: true },
  });
}

/** R2. Likewise. */
function openForCall(command: OpenCallChat, state: UserChatState): UserChatDecision {
  if (state !== null) return accept();
  const { at, by, userChatId, customerId, assigneeId } = command;
  const managerIds = assigneeId === null ? [] : [assigneeId];
  const data = { userChatId, customerId, assigneeId, managerIds, medium: 'PHONE', inputOpen: true } as const;
  return accept({ type: 'UserChatOpened', at, by, data });
}

/** R37: who answers the call, or takes it over, has the chat, unless the host gave it to somebody meanwhile. */
function assign(command: AssignCallChat, chat: UserChatState): UserChatDecision {
  const { at, by, userChatId, insteadOf, assigneeId } = command;
  if (chat?.medium !== 'PHONE' || chat.assigneeId !== insteadOf) return accept();
  const { customerId, managerIds: taking, medium, inputOpen } = chat;
  const managerIds = [...new Set([...taking, assigneeId])];
  const data = { userChatId, customerId, assigneeId, managerIds, medium, inputOpen };
  return accept({ type: 'UserChatAssigned', at, by, data });
}
