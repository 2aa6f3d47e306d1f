import type { MeetEvent } from '@meets/meet-client';
import { logLineOf, MAX_LOG_LINES, withLine } from './log-line.ts';

const event = (id: string, data: unknown = {}): MeetEvent =>
  ({ __typename: 'MeetEvent', id, occurredAt: '2026-01-01T00:00:00.000Z', actor: null, data }) as MeetEvent;

describe('the log of a window', () => {
  it('has the newest event first, and no more lines than it keeps', () => {
    let log = withLine([], logLineOf(event('e-0')));
    for (let count = 1; count <= MAX_LOG_LINES; count += 1) log = withLine(log, logLineOf(event(`e-${count}`)));
    expect([log.length, log[0]?.id, log.at(-1)?.id]).toEqual([MAX_LOG_LINES, `e-${MAX_LOG_LINES}`, 'e-1']);
  });

  it('says whom an event is about', () => {
    const data = [{ participant: { id: 'mina' } }, { callee: { id: 'chulsoo' } }, { kind: 'VOICE' }];
    expect(data.map((each) => logLineOf(event('e', each)).subject)).toEqual(['mina', 'chulsoo', null]);
  });
});
