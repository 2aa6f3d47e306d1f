import type { Fact } from '../decider.ts';

/** Where a consultation came from (R16). */
export type Medium = 'NATIVE' | 'EXTERNAL_MESSENGER' | 'PHONE';

interface UserChatAsTold {
  readonly userChatId: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
  /** The managers taking part, the assignee apart or among them. */
  readonly managerIds: readonly string[];
  readonly medium: Medium;
  /** Is the customer's input box open (R9)? */
  readonly inputOpen: boolean;
}

/** The host product told us of a user chat, or told us anew: a new assignee, a closed input box. */
export type UserChatPut = Fact<'UserChatPut', UserChatAsTold>;
/** A meet from a customer's profile opened this chat first (R17), or a call by phone did (R2). */
export type UserChatOpened = Fact<'UserChatOpened', UserChatAsTold>;

/** R37: who answered the call that opened this chat is its assignee. */
export type UserChatAssigned = Fact<'UserChatAssigned', UserChatAsTold>;

export type UserChatEvent = UserChatPut | UserChatOpened | UserChatAssigned;
