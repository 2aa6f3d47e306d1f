import type { OpenUserChat, PutUserChat, UserChatEvent } from '../index.ts';
import { at, givenUserChat, host, mina } from '../testing/index.ts';

const told = {
  userChatId: 'uc-1',
  customerId: 'juno',
  assigneeId: 'mina',
  managerIds: ['mina', 'bora'],
  medium: 'NATIVE',
  inputOpen: true,
} as const;
const put: PutUserChat = { type: 'PutUserChat', at: at(0), by: host, ...told };
const wasPut: UserChatEvent = { type: 'UserChatPut', at: at(0), by: host, data: told };
const open: OpenUserChat = {
  type: 'OpenUserChat',
  at: at(0),
  by: mina,
  userChatId: 'uc-2',
  customerId: 'juno',
  assigneeId: 'mina',
};

describe('a user chat', () => {
  it('is known once put, and put again as known is no news', () => {
    givenUserChat().when(put).then(wasPut);
    givenUserChat(wasPut).when(put).thenNothing();
    givenUserChat(wasPut)
      .when({ ...put, managerIds: ['bora', 'mina', 'bora'] })
      .thenNothing();
  });

  it.each([
    { assigneeId: 'bora' },
    { assigneeId: null },
    { managerIds: ['mina'] },
    { medium: 'EXTERNAL_MESSENGER' as const },
    { inputOpen: false },
  ])('is told of anew where %o is new', (change) => {
    const data = { ...told, ...change };
    givenUserChat(wasPut)
      .when({ ...put, ...change })
      .then({ type: 'UserChatPut', at: at(0), by: host, data });
  });

  it('never changes its customer', () => {
    givenUserChat(wasPut)
      .when({ ...put, customerId: 'another' })
      .thenRefused({ reason: 'customer-fixed' });
  });

  it('R17: opens from a customer’s profile, native and assigned to the manager who starts', () => {
    givenUserChat()
      .when(open)
      .then({
        type: 'UserChatOpened',
        at: at(0),
        by: mina,
        data: {
          userChatId: 'uc-2',
          customerId: 'juno',
          assigneeId: 'mina',
          managerIds: ['mina'],
          medium: 'NATIVE',
          inputOpen: true,
        },
      });
  });

  it('R17: opens once', () => {
    const opened = givenUserChat().when(open).decision;
    const events = opened.accepted ? opened.events : [];
    givenUserChat(...events)
      .when(open)
      .thenNothing();
  });
});
