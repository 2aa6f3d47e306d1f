import type { Medium } from './events.ts';

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
