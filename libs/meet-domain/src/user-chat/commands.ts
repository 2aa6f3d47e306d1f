import type { Order } from '../decider.ts';
import type { Medium } from './events.ts';

export interface PutUserChat extends Order<'PutUserChat'> {
  readonly userChatId: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
  readonly managerIds: readonly string[];
  readonly medium: Medium;
  readonly inputOpen: boolean;
}

/** R17: opens a native chat with the customer, assigned to the manager who starts the meet. */
export interface OpenUserChat extends Order<'OpenUserChat'> {
  readonly userChatId: string;
  readonly customerId: string;
  readonly assigneeId: string;
}

/** R2: a call by phone opens a new chat: of who dials, or of nobody's until somebody answers. */
export interface OpenCallChat extends Order<'OpenCallChat'> {
  readonly userChatId: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
}

/** R37: this manager answered the call, or took it over. Nothing where somebody else has the chat by then: the host may know better. */
export interface AssignCallChat extends Order<'AssignCallChat'> {
  readonly userChatId: string;
  /** Who had the chat, and left the call to them; null: nobody. */
  readonly insteadOf: string | null;
  readonly assigneeId: string;
}

export type UserChatCommand = PutUserChat | OpenUserChat | OpenCallChat | AssignCallChat;

/** `customer-fixed`: a chat never changes its customer; open another chat. */
export type UserChatRefusal = { readonly reason: 'customer-fixed' };
