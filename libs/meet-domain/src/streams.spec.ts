import fc from 'fast-check';
import {
  accountStream,
  channelStream,
  customerStream,
  dutyStream,
  managerStream,
  meetIdOf,
  meetStream,
  meetStreamPrefix,
  isPhoneNumberStream,
  parseStream,
  phoneNumberStream,
  placeOfMeetId,
  TEAM_MEET_ID_PREFIX,
  teamRoomStream,
  userChatStream,
} from './index.ts';

const ids = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const pairs = fc.tuple(ids, ids);
const integratorStream = (channelId: string, id: string) => accountStream(channelId, { role: 'integrator', id });
const byTwo = [managerStream, dutyStream, customerStream, integratorStream, userChatStream, teamRoomStream] as const;

describe('stream names', () => {
  it('are as they were on the first day, for they are stored for ever', () => {
    expect(meetIdOf({ type: 'internal-chat', userChatId: 'uc 1' }, 3)).toBe('ic.uc%201.3');
    expect(meetIdOf({ type: 'team-room', teamRoomId: 'tr.1' }, 4)).toBe('tr.tr.1.4');
    expect(teamRoomStream('ch-1', 'tr/1')).toBe('teamroom-ch-1:tr%2F1');
    const meetId = meetIdOf({ type: 'user-chat', userChatId: 'uc 1' }, 2);
    expect(meetId).toBe('uc.uc%201.2');
    expect(meetStream('ch:1', meetId)).toBe('meet-ch%3A1:uc.uc%201.2');
    expect(channelStream('ch-1')).toBe('channel-ch-1');
    expect(managerStream('ch-1', 'm/1')).toBe('manager-ch-1:m%2F1');
    expect(customerStream('ch-1', 'c-1')).toBe('customer-ch-1:c-1');
    expect(accountStream('ch-1', { role: 'analyst', id: 'a:1' })).toBe('account-ch-1:analyst:a%3A1');
    expect(userChatStream('ch-1', 'uc-1')).toBe('userchat-ch-1:uc-1');
    expect(dutyStream('ch-1', 'm/1')).toBe('duty-ch-1:m%2F1');
  });

  it.each(byTwo)('never meet, whatever the host’s ids hold (%p)', (nameOf) => {
    fc.assert(
      fc.property(pairs, pairs, ([channelA, idA], [channelB, idB]) => {
        const same = channelA === channelB && idA === idB;
        expect(nameOf(channelA, idA) === nameOf(channelB, idB)).toBe(same);
      }),
    );
  });

  it('of numbers are no channel’s, whatever a channel is called', () => {
    expect(phoneNumberStream('+827012345678')).toBe('phonenumber-%2B827012345678');
    expect(parseStream(phoneNumberStream('+827012345678'))).toBeNull();
    fc.assert(
      fc.property(pairs, ([channelId, id]) => {
        expect(isPhoneNumberStream(phoneNumberStream(id))).toBe(true);
        for (const nameOf of byTwo) expect(isPhoneNumberStream(nameOf(channelId, id))).toBe(false);
      }),
    );
  });

  it('tell an integrator from an analyst of the same id', () =>
    expect(accountStream('ch-1', { role: 'analyst', id: 'x' })).not.toBe(integratorStream('ch-1', 'x')));

  it('tell the channel and the category', () => {
    fc.assert(
      fc.property(pairs, ([channelId, id]) => {
        expect(parseStream(channelStream(channelId))).toEqual({ category: 'channel', channelId, rest: '' });
        expect(parseStream(managerStream(channelId, id))).toMatchObject({ category: 'manager', channelId });
        expect(parseStream(integratorStream(channelId, id))).toMatchObject({ category: 'account', channelId });
        expect(parseStream(meetStream(channelId, 'uc.x.1'))).toEqual({ category: 'meet', channelId, rest: 'uc.x.1' });
      }),
    );
    for (const foreign of ['', 'meet', 'room-ch-1:1', '$et-MeetStarted', 'meet-%zz:1'])
      expect(parseStream(foreign)).toBeNull();
  });

  it('tell a meet’s place from its id, and no two places’ meets share one', () => {
    const place = fc.oneof(
      ids.map((userChatId) => ({ type: 'user-chat' as const, userChatId })),
      ids.map((userChatId) => ({ type: 'internal-chat' as const, userChatId })),
      ids.map((teamRoomId) => ({ type: 'team-room' as const, teamRoomId })),
    );
    fc.assert(
      fc.property(place, fc.nat(), (where, n) => {
        expect(placeOfMeetId(meetIdOf(where, n))).toEqual(where);
        expect(meetIdOf(where, n).startsWith(TEAM_MEET_ID_PREFIX)).toBe(where.type === 'team-room');
      }),
    );
    for (const none of ['', 'uc.1', 'xx.uc-1.1', 'uc.uc-1.', 'tr.%zz.1']) expect(placeOfMeetId(none)).toBeNull();
  });

  it('keep a channel’s meets under a prefix that no other channel’s reach', () => {
    fc.assert(
      fc.property(ids, ids, ids, (mine, theirs, chat) => {
        const meetId = meetIdOf({ type: 'user-chat', userChatId: chat }, 1);
        expect(meetStream(theirs, meetId).startsWith(meetStreamPrefix(mine))).toBe(mine === theirs);
      }),
    );
  });
});
