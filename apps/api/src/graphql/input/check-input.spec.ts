import { problemOf } from './check-input.ts';
import { AsOf } from './filter.input.ts';
import { AdjustReceptionInput, OpenMediaInput } from './media.input.ts';
import { ReceiveTrackInput, SendTrackInput } from './media.input.ts';
import { LeaveMeetInput, StartMeetInput } from './meet.input.ts';
import { ChannelInput, CustomerInput, ManagerInput, PresenceInput, UserChatInput } from './put.input.ts';

/** As graphql-js hands inputs over: without a prototype. */
const bare = <T extends object>(input: T): T => Object.assign(Object.create(null) as object, input);
const fieldsOf = <T extends object>(type: new () => T, input: object): readonly string[] =>
  problemOf(type, bare(input) as T)?.fields ?? [];
const start = (place: object, more: object = {}) =>
  fieldsOf(StartMeetInput, { place: bare(place), kind: 'VOICE', ...more });

describe('a checked input', () => {
  it('names exactly one place', () => {
    expect(start({ userChatId: 'chat-1' })).toEqual([]);
    expect(start({ customerId: '고객-1', userChatId: null })).toEqual([]);
    expect(start({})).toEqual(['place.userChatId']);
    expect(start({ userChatId: 'chat-1', customerId: 'c-1' })).toEqual(['place.userChatId']);
  });

  it.each(['', 'x'.repeat(129), 'a\u0000b', 'a\nb', '\ud800'])('refuses the id %j', (id) => {
    expect(start({ userChatId: id })).toEqual(['place.userChatId']);
    expect(fieldsOf(ManagerInput, { id, name: 'Mina', operatorSeat: true })).toEqual(['id']);
    expect(fieldsOf(UserChatInput, { id: 'chat-1', customerId: 'c-1', managerIds: ['m-1', id] })).toEqual([
      'managerIds',
    ]);
  });

  it('takes null for what may be left out, an input within it too', () => {
    const nothing = { client: null, idempotencyKey: null };
    expect(start({ userChatId: 'chat-1' }, nothing)).toEqual([]);
    expect(fieldsOf(OpenMediaInput, { meetId: 'm-1', deviceId: null, client: null })).toEqual([]);
    expect(fieldsOf(AdjustReceptionInput, { meetId: 'm-1', receptionId: 'r-1', paused: null, layers: null })).toEqual(
      [],
    );
  });

  it('limits keys, versions and names', () => {
    expect(start({ userChatId: 'chat-1' }, { idempotencyKey: 'k'.repeat(201) })).toEqual(['idempotencyKey']);
    const client = bare({ platform: 'WEB_DESKTOP', osVersion: 'v'.repeat(41) });
    expect(start({ userChatId: 'chat-1' }, { client })).toEqual(['client.osVersion']);
    expect(start({ userChatId: 'chat-1' }, { client: null })).toEqual([]);
    expect(fieldsOf(ManagerInput, { id: 'm-1', name: '  ', operatorSeat: true })).toEqual(['name']);
    expect(fieldsOf(ManagerInput, { id: 'm-1', name: 'n'.repeat(201), operatorSeat: true })).toEqual(['name']);
  });

  it('takes phone numbers as E.164 and currencies as ISO 4217', () => {
    expect(fieldsOf(CustomerInput, { id: 'c-1', phoneNumber: '+821012345678' })).toEqual([]);
    for (const phoneNumber of ['01012345678', '+0123456789', '+82 10 1234', '+1234567890123456']) {
      expect(fieldsOf(CustomerInput, { id: 'c-1', phoneNumber })).toEqual(['phoneNumber']);
    }
    expect(fieldsOf(ChannelInput, { name: 'Shop', paidPlan: true, currency: 'USD' })).toEqual([]);
    for (const currency of ['usd', 'US', 'QQQ']) {
      expect(fieldsOf(ChannelInput, { name: 'Shop', paidPlan: true, currency })).toEqual(['currency']);
    }
  });

  it.each<[string, object]>([
    ['a constructor', { constructor: { prototype: {} } }],
    ['a constructor within', { codecs: [{ parameters: { constructor: 'x' } }] }],
    ['a promise', { codecs: [{ then: 1 }], then: 'x' }],
    ['a prototype', JSON.parse('{"__proto__":{"kind":"video"}}') as object],
  ])('takes terms of WebRTC that look like %s for nothing but JSON', (_what, terms) => {
    expect(fieldsOf(SendTrackInput, { meetId: 'm', kind: 'AUDIO', terms })).toEqual([]);
    expect(fieldsOf(ReceiveTrackInput, { meetId: 'm', trackId: 't', capabilities: terms })).toEqual([]);
  });

  it.each([[[]], ['text'], [1], [true]])('refuses %j for terms', (terms) =>
    expect(fieldsOf(SendTrackInput, { meetId: 'm', kind: 'AUDIO', terms })).toEqual(['terms']),
  );

  it('wants exactly one person, and exactly one moment', () => {
    expect(fieldsOf(PresenceInput, { online: true })).toEqual(['managerId']);
    expect(fieldsOf(PresenceInput, { online: true, managerId: 'm-1', customerId: 'c-1' })).toEqual(['managerId']);
    expect(fieldsOf(PresenceInput, { online: true, customerId: 'c-1' })).toEqual([]);
    expect(fieldsOf(AsOf, {})).toEqual(['position']);
    expect(fieldsOf(AsOf, { position: '1', time: '2026-01-01T00:00:00.000Z' })).toEqual(['position']);
  });

  it('R33: lets a client say why it leaves, and not what only the server knows', () => {
    expect(fieldsOf(LeaveMeetInput, { meetId: 'm', reason: 'PERMISSION_CHANGED' })).toEqual([]);
    expect(fieldsOf(LeaveMeetInput, { meetId: 'm', reason: 'ENDED_FOR_EVERYONE' })).toEqual(['reason']);
  });

  it('tells every field that is wrong at once', () => {
    expect(start({}, { idempotencyKey: '' })).toEqual(['place.userChatId', 'idempotencyKey']);
  });
});
