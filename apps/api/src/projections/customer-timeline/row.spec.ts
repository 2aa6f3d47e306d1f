import { type MeetEvent, meetStream } from '@meets/meet-domain';
import { juno, live, MEET_ID, missed } from '@meets/meet-domain/testing';
import type { MeetEntry } from '../log-entry.ts';
import { foldTimeline, type TimelineRow } from './row.ts';

const entry = (fact: MeetEvent, version: number): MeetEntry => ({
  category: 'meet',
  channelId: 'moss',
  rest: MEET_ID,
  stream: meetStream('moss', MEET_ID),
  version,
  position: version + 100,
  eventId: `event-${version}`,
  fact,
});

const told = (events: readonly MeetEvent[]): readonly TimelineRow[] =>
  events.reduce<readonly TimelineRow[]>((rows, event, index) => {
    const heads = { seq: rows.at(-1)?.seq ?? 7, version: rows.at(-1)?.version ?? 0 };
    const row = foldTimeline(heads, entry(event, index + 1), juno.id);
    return row ? [...rows, row] : rows;
  }, []);

describe("a customer's own sequence", () => {
  it('invariant 3: counts on without gaps, whatever is hidden in between', () => {
    const rows = told(live());
    expect(rows.map(({ type, seq, version, streamVersion }) => [type, seq, version, streamVersion])).toEqual([
      ['MeetStarted', 8, 1, 1],
      ['MeetAccepted', 9, 2, 3],
      ['ParticipantJoined', 10, 3, 4],
      ['ParticipantJoined', 11, 4, 5],
    ]);
  });

  it('R14: has no missed meets, only ended ones', () => {
    expect(told(missed()).map(({ type }) => type)).toEqual(['MeetStarted', 'MeetEnded']);
  });

  it('says where the event stands in the log', () => {
    expect(told(live())[1]).toMatchObject({ channelId: 'moss', customerId: juno.id, meetId: MEET_ID, position: 103 });
  });
});
