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
    summary: 'A manager started a meet from a customer’s profile, which opened this chat first.',
    rules: ['R17'],
    example: {
      userChatId: 'uc-2',
      customerId: 'c-1',
      assigneeId: 'm-1',
      managerIds: ['m-1'],
      medium: 'NATIVE',
      inputOpen: true,
    },
  },
};
