import type { Decider } from '../decider.ts';
import type { UserChatCommand, UserChatRefusal } from './commands.ts';
import { decideUserChat } from './decide.ts';
import type { UserChatEvent } from './events.ts';
import { evolveUserChat, type UserChatState } from './fold.ts';

/** A consultation between a customer and the channel. */
export const userChatDecider: Decider<UserChatState, UserChatCommand, UserChatEvent, UserChatRefusal> = {
  initial: null,
  decide: decideUserChat,
  evolve: evolveUserChat,
};
