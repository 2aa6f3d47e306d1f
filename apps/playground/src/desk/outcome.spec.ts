import { outcomeOf, type Result } from './outcome.ts';

const answered = (result: Result) => outcomeOf({ ok: true, data: { result } });

describe('what became of a command', () => {
  it('is done where the service did it, with the position to read it at', () => {
    expect(answered({ __typename: 'MeetAccepted', position: '7' })).toEqual({ kind: 'done', position: '7' });
  });

  it('R7: is done where the meet was live already', () => {
    expect(answered({ __typename: 'AlreadyLive', message: 'live' })).toEqual({ kind: 'done', position: null });
  });

  it('is told with the guards that stood in the way, by the name of the problem, or by what failed', () => {
    expect(answered({ __typename: 'NotAllowed', message: 'no', reasons: ['SEAT_REQUIRED'] })).toEqual({
      kind: 'not-allowed',
      reasons: ['SEAT_REQUIRED'],
    });
    expect(answered({ __typename: 'MeetFull', message: 'full' })).toEqual({
      kind: 'refused',
      problem: 'MeetFull',
      message: 'full',
    });
    expect(outcomeOf({ ok: false, failure: { by: 'time', limitMs: 1 } })).toEqual({ kind: 'failed', by: 'time' });
  });
});
