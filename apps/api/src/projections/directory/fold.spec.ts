import { DEFAULT_MEET_SETTINGS, DEFAULT_PHONE_SETTINGS } from '@meets/meet-domain';
import { at, host } from '@meets/meet-domain/testing';
import { foldChannel, foldCustomer, foldManager, foldUserChat } from './fold.ts';

const fact = { at: at(0), by: host } as const;

describe('the directory', () => {
  it('keeps a setting when the channel is put anew', () => {
    const put = {
      ...fact,
      type: 'ChannelPut',
      data: { name: 'A', paidPlan: true, businessVerified: false, currency: 'KRW' },
    } as const;
    const on = { ...fact, type: 'ChannelMeetSettingsChanged', data: { customersMayStart: true } } as const;
    expect(foldChannel(null, 'moss', on)).toBeNull();
    const row = foldChannel(foldChannel(foldChannel(null, 'moss', put), 'moss', on), 'moss', {
      ...put,
      data: { ...put.data, name: 'B' },
    });
    expect(row).toEqual({
      ...{ channelId: 'moss', name: 'B', paidPlan: true, customersMayStart: true },
      ...{ businessVerified: false, phoneSettings: DEFAULT_PHONE_SETTINGS },
    });
  });

  it('knows a manager, whether they are there, and forgets their name', () => {
    const put = { ...fact, type: 'ManagerPut', data: { managerId: 'mina', name: 'Mina', operatorSeat: true } } as const;
    const online = { ...fact, type: 'ManagerCameOnline', data: { managerId: 'mina' } } as const;
    const offline = { ...fact, type: 'ManagerWentOffline', data: { managerId: 'mina', graceUntil: at(30) } } as const;
    const forgotten = { ...fact, type: 'ManagerForgotten', data: { managerId: 'mina' } } as const;
    const there = foldManager(foldManager(null, 'moss', put), 'moss', online);
    const unchosen = { settings: DEFAULT_MEET_SETTINGS };
    const known = { channelId: 'moss', id: 'mina', name: 'Mina', operatorSeat: true, online: true };
    expect(there).toEqual({ ...known, ...unchosen });
    expect(foldManager(there, 'moss', offline).online).toBe(false);
    expect(foldManager(there, 'moss', forgotten)).toEqual({ ...there, name: null });
  });

  it('R34: keeps a manager’s settings, and forgets their devices', () => {
    const chosen = { ...DEFAULT_MEET_SETTINGS, microphoneId: 'mic', muteOnJoin: true };
    const data = { managerId: 'mina', ...chosen };
    const row = foldManager(null, 'moss', { ...fact, type: 'ManagerMeetSettingsChanged', data });
    expect(row.settings).toEqual(chosen);
    const forgotten = foldManager(row, 'moss', { ...fact, type: 'ManagerForgotten', data: { managerId: 'mina' } });
    expect(forgotten.settings).toEqual({ ...DEFAULT_MEET_SETTINGS, muteOnJoin: true });
  });

  it('R6: knows a customer by name and never by number, and forgets the name', () => {
    const data = { customerId: 'juno', name: 'Juno', phoneNumber: '+821055550100', blocked: true };
    const row = foldCustomer(null, 'moss', { ...fact, type: 'CustomerPut', data });
    expect(row).toEqual({ channelId: 'moss', id: 'juno', name: 'Juno', online: false });
    const forgotten = foldCustomer(row, 'moss', { ...fact, type: 'CustomerForgotten', data: { customerId: 'juno' } });
    expect(forgotten.name).toBeNull();
    const online = foldCustomer(row, 'moss', { ...fact, type: 'CustomerCameOnline', data: { customerId: 'juno' } });
    expect(online.online).toBe(true);
    const offline = { ...fact, type: 'CustomerWentOffline', data: { customerId: 'juno', graceUntil: at(30) } } as const;
    expect(foldCustomer(online, 'moss', offline).online).toBe(false);
  });

  it('takes a user chat as it was last told', () => {
    const data = {
      userChatId: 'a',
      customerId: 'juno',
      assigneeId: null,
      managerIds: [],
      medium: 'NATIVE',
      inputOpen: false,
    } as const;
    expect(foldUserChat('moss', { ...fact, type: 'UserChatPut', data })).toEqual({
      channelId: 'moss',
      id: 'a',
      customerId: 'juno',
      assigneeId: null,
      managerIds: [],
      medium: 'NATIVE',
      inputOpen: false,
    });
  });
});
