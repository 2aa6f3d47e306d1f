import { describe, expect, it } from '@jest/globals';
import { messagesOf } from './answer-messages.ts';
import { MESSAGE_ANSWERS, type WireAnswer } from './writer-protocol.ts';

const hash = (nth: number): string => String(nth).padStart(64, '0');
const stored = (request: number, version = 1): WireAnswer => [
  request,
  'appended',
  version,
  100 + request,
  [hash(request)],
];

describe('the answers of a group', () => {
  it('cross as one run where each append stored one event', () => {
    expect([...messagesOf([stored(1), stored(2, 7), stored(3)])]).toEqual([
      { firstRequest: 1, firstPosition: 101, versions: [1, 7, 1], hashes: hash(1) + hash(2) + hash(3) },
    ]);
  });

  it('cross one by one where they are no run, in their order', () => {
    const conflict: WireAnswer = [3, 'conflict', 4];
    const several: WireAnswer = [4, 'appended', 1, 103, [hash(4), hash(5)]];
    const lone = stored(5);
    expect([...messagesOf([stored(1), stored(2), conflict, several, lone])]).toEqual([
      { firstRequest: 1, firstPosition: 101, versions: [1, 1], hashes: hash(1) + hash(2) },
      [conflict],
      [several],
      [lone],
    ]);
  });

  it('part where a request number is missing, and at the limit', () => {
    const many = Array.from({ length: MESSAGE_ANSWERS + 3 }, (_, index) => stored(index + 1));
    const lengths = [...messagesOf([...many, stored(MESSAGE_ANSWERS + 10)])].map((message) =>
      'versions' in message ? message.versions.length : message.length,
    );
    expect(lengths).toEqual([MESSAGE_ANSWERS, 3, 1]);
  });
});
