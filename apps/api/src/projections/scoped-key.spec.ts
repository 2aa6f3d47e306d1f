import { scopedKey, scopeOfKey } from './scoped-key.ts';

describe('a key within a channel', () => {
  it.each([
    ['ch-1', 'uc.uc-1.1'],
    ['3:a', ':'],
    ['채널', '고객-1'],
    ['ch', ''],
  ])('of %j and %j tells both', (channelId, id) => {
    expect(scopeOfKey(scopedKey(channelId, id))).toEqual({ channelId, id });
  });
});
