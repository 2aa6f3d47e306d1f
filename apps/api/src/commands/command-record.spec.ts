import type { JsonObject } from '@meets/event-store';
import type { KeptAnswer } from './command-record.ts';
import { commandStream, decodeAnswer, decodeClaim, encodeAnswer, encodeClaim } from './command-record.ts';

const answers: readonly KeptAnswer[] = [
  { outcome: 'accepted', meetId: 'uc.uc-1.1', position: 42 },
  { outcome: 'already-live', meetId: 'uc.uc-1.1', position: 42 },
  { outcome: 'not-allowed', reasons: ['SETTING_OFF', 'NO_ASSIGNEE'] },
  { outcome: 'not-found', what: 'user chat' },
  { outcome: 'conflict', message: 'too late', winner: { eventId: 'event-1', position: 7 } },
  { outcome: 'conflict', message: 'too late', winner: null },
  { outcome: 'meet-full', limit: 10 },
  { outcome: 'already-over' },
  { outcome: 'invalid-input', message: 'no', fields: ['meetId'] },
];

describe('a command record', () => {
  it.each(answers)('gives back the answer $outcome as it was', (answer) => {
    const stored = JSON.parse(JSON.stringify(encodeAnswer(answer))) as JsonObject;
    expect(decodeAnswer(stored)).toEqual(answer);
  });

  it('stores nothing of an answer but what it lists', () => {
    const more: KeptAnswer & { readonly name: string } = { outcome: 'already-over', name: 'Juno' };
    expect(encodeAnswer(more)).toEqual({ outcome: 'already-over' });
  });

  it('gives back the claim as it was', () => {
    const claim = { commandType: 'startMeet', inputHash: 'abc' };
    expect(decodeClaim(encodeClaim(claim))).toEqual(claim);
  });

  it('refuses to read what it did not write', () => {
    expect(() => decodeAnswer({ outcome: 'maybe' })).toThrow('outcome');
    expect(() => decodeAnswer({ outcome: 'accepted', meetId: 'm', position: 'far' })).toThrow('position');
    expect(() => decodeAnswer({ outcome: 'not-allowed', reasons: [1] })).toThrow('reasons');
    expect(() => decodeClaim({})).toThrow('commandType');
  });

  it('cannot reach into another channel', () => {
    expect(commandStream('a:b', 'x')).toBe('command-a%3Ab:x');
  });
});
