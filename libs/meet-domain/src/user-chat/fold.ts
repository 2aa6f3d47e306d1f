import type { Medium, UserChatEvent } from './events.ts';

/** A user chat as its history tells it; null before it was put or opened. */
export interface UserChat {
  readonly id: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
  readonly managerIds: readonly string[];
  readonly medium: Medium;
  readonly inputOpen: boolean;
}

export type UserChatState = UserChat | null;

/** The chat after one more event: each tells the whole chat anew. */
export function evolveUserChat(_state: UserChatState, event: UserChatEvent): UserChatState {
  switch (event.type) {
    case 'UserChatPut':
    case 'UserChatOpened':
    case 'UserChatAssigned':
      return {
        id: event.data.userChatId,
        customerId: event.data.customerId,
        assigneeId: event.data.assigneeId,
        managerIds: event.data.managerIds,
        medium: event.data.medium,
        inputOpen: event.data.inputOpen,
      };
  }
}
