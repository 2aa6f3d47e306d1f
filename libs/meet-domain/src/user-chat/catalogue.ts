import type { CatalogueOf } from '../catalogue-entry.ts';
import type { UserChatEvent } from './events.ts';

export const userChatCatalogue: CatalogueOf<UserChatEvent> = {
  UserChatPut: {
    aggregate: 'userchat',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The host product told us of a user chat, or told us anew: a new assignee, a closed input box.',
    rules: ['R6', 'R9', 'R15', 'R16'],
    example: {
      userChatId: 'uc-1',
      customerId: 'c-1',
      assigneeId: 'm-1',
      managerIds: ['m-1', 'm-2'],
      medium: 'NATIVE',
      inputOpen: true,
    },
  },
  UserChatOpened: {
    aggregate: 'userchat',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A meet from a customer’s profile opened this chat first, or a call by phone did.',
    rules: ['R2', 'R17'],
    example: {
      userChatId: 'uc-2',
      customerId: 'c-1',
      assigneeId: 'm-1',
      managerIds: ['m-1'],
      medium: 'NATIVE',
      inputOpen: true,
    },
  },
  UserChatAssigned: {
    aggregate: 'userchat',
    schemaVersion: 1,
    upcasters: [],
    summary: 'Who answered the call that opened this chat is its assignee.',
    rules: ['R37'],
    example: {
      userChatId: 'uc-2',
      customerId: 'c-1',
      assigneeId: 'm-1',
      managerIds: ['m-1'],
      medium: 'PHONE',
      inputOpen: true,
    },
  },
};
