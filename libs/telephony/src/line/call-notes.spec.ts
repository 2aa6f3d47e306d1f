import { withoutNumbers } from './call-notes.ts';

describe('a Call-ID that is written down', () => {
  it.each([
    ['f81d4fae7dec11d0a76500a0c91e6bf6', 'f81d4fae7dec11d0a76500a0c91e6bf6'],
    ['1-4711@192.0.2.1', '1-4711@192.0.2.1'],
    ['01012345678-17@sbc', '…-17@sbc'],
    ['call+821012345678', 'call+…'],
    ['a_01012345678', 'a_…'],
  ])('of %s says %s', (sipCallId, written) => expect(withoutNumbers(sipCallId)).toBe(written));
});
