import type { OpenCallChat, OpenUserChat, PutUserChat, UserChatEvent } from '../index.ts';
import { at, givenUserChat, host, juno, mina, timer } from '../testing/index.ts';

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

describe('the chat of a call by phone', () => {
  const opened = {
    type: 'UserChatOpened',
    at: at(0),
    by: juno,
    data: {
      userChatId: 'uc-2',
      customerId: juno.id,
      assigneeId: null,
      managerIds: [],
      medium: 'PHONE',
      inputOpen: true,
    },
  } as const;
  const open: OpenCallChat = {
    ...{ type: 'OpenCallChat', at: at(0), by: juno, userChatId: 'uc-2', customerId: juno.id, assigneeId: null },
  };
  const assign = {
    type: 'AssignCallChat',
    at: at(9),
    by: timer,
    userChatId: 'uc-2',
    insteadOf: null,
    assigneeId: mina.id,
  } as const;

  it('R2: is opened by the call, of medium PHONE and nobody’s; once', () => {
    givenUserChat().when(open).then(opened);
    givenUserChat(opened).when(open).thenNothing();
    const dialled = givenUserChat().when({ ...open, assigneeId: mina.id });
    expect(dialled.state).toMatchObject({ medium: 'PHONE', assigneeId: mina.id, managerIds: [mina.id] });
  });

  it('R37: is taken on by who answers, unless the host gave it to somebody', () => {
    const data = { ...opened.data, assigneeId: mina.id, managerIds: [mina.id] };
    givenUserChat(opened)
      .when(assign)
      .then({ type: 'UserChatAssigned', at: at(9), by: timer, data });
    givenUserChat({ ...opened, data: { ...opened.data, assigneeId: 'bora' } })
      .when(assign)
      .thenNothing();
    givenUserChat({ ...opened, data: { ...opened.data, medium: 'NATIVE' } })
      .when(assign)
      .thenNothing();
    givenUserChat().when(assign).thenNothing();
  });

  it('R37: goes with the call that was handed over, unless the host gave it to somebody', () => {
    const minas = { ...opened, data: { ...opened.data, assigneeId: mina.id, managerIds: [mina.id] } };
    const data = { ...opened.data, assigneeId: 'bora', managerIds: [mina.id, 'bora'] };
    givenUserChat(minas)
      .when({ ...assign, insteadOf: mina.id, assigneeId: 'bora' })
      .then({ type: 'UserChatAssigned', at: at(9), by: timer, data });
    givenUserChat(minas)
      .when({ ...assign, insteadOf: 'max', assigneeId: 'bora' })
      .thenNothing();
  });
});
