import type { Meet } from '@meets/meet-client';
import { hashOf, type Place, placeInput, placeOf, type View, viewOf, viewOfMeet, viewOfPlace } from './place.ts';

describe('a place', () => {
  it.each<[Meet['place'], Place, object, View]>([
    [
      {
        ...{ __typename: 'UserChat', id: 'c-1' },
        customer: { __typename: 'Customer', id: 'chulsoo', customerName: 'Chulsoo' },
      },
      { type: 'chat', id: 'c-1' },
      { userChatId: 'c-1' },
      { type: 'chat', id: 'c-1' },
    ],
    [
      { __typename: 'InternalChat', userChat: { id: 'c-1' } },
      { type: 'internal', id: 'c-1' },
      { internalChatOf: 'c-1' },
      { type: 'chat', id: 'c-1' },
    ],
    [
      { __typename: 'TeamRoom', id: 'r-1', name: null, kind: 'PUBLIC_GROUP' },
      { type: 'room', id: 'r-1' },
      { teamRoomId: 'r-1' },
      { type: 'room', id: 'r-1' },
    ],
  ])('is read from a meet, asked for by its id, and shown: %p', (place, expected, input, view) => {
    const read = placeOf({ place } as Meet);
    expect([read, placeInput(read), viewOfPlace(read)]).toEqual([expected, input, view]);
  });
});

describe('a view', () => {
  it('of a call by phone is the one of all of them', () => {
    const place = { __typename: 'TeamRoom', id: 'r-1' };
    expect(viewOfMeet({ kind: 'PHONE', place } as Meet)).toEqual({ type: 'phone' });
    expect(viewOfMeet({ kind: 'VOICE', place } as Meet)).toEqual({ type: 'room', id: 'r-1' });
  });

  it.each<View>([
    { type: 'chat', id: 'chat-1' },
    { type: 'room', id: 'room.a_b' },
    { type: 'phone' },
    { type: 'missed' },
    { type: 'settings' },
  ])('is the same after it was in the address: %p', (view) => expect(viewOf(hashOf(view))).toEqual(view));

  it.each(['', '#', '#chat', '#chat/', '#chat/<script>', '#elsewhere', 'chat/c-1'])('is not read from %p', (hash) => {
    expect(viewOf(hash)).toBeNull();
  });
});
