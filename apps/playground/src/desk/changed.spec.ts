import { changed } from './changed.ts';

describe('what was read again', () => {
  it('is new where it says something else, and nothing where it says the same', () => {
    const before = { chats: [{ id: 'a', online: false }], rooms: [{ id: 'r' }], line: 'following' };
    const chats = [{ id: 'a', online: true }];
    expect(changed(before, { chats, rooms: [{ id: 'r' }] })).toEqual({ chats });
    expect(changed(before, { rooms: [{ id: 'r' }] })).toEqual({});
  });
});
