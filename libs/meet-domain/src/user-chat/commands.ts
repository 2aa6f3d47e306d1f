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

export type UserChatCommand = PutUserChat | OpenUserChat;

/** `customer-fixed`: a chat never changes its customer; open another chat. */
export type UserChatRefusal = { readonly reason: 'customer-fixed' };
