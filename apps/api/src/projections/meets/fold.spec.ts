import { type MeetEvent, meetStream } from '@meets/meet-domain';
import { at, bora, inbound, live, MEET_ID, mina, missed, RING_ENDS } from '@meets/meet-domain/testing';
import type { MeetEntry } from '../log-entry.ts';
import { foldMeet, ringChanges } from './fold.ts';
import type { MeetRow } from './row.ts';

const entry = (fact: MeetEvent, version: number, position = version + 10): MeetEntry => ({
  category: 'meet',
  channelId: 'moss',
  rest: MEET_ID,
  stream: meetStream('moss', MEET_ID),
  version,
  position,
  eventId: `event-${position}`,
  fact,
});

const folded = (events: readonly MeetEvent[], seqs: readonly (number | null)[] = []): MeetRow | null =>
  events.reduce<MeetRow | null>(
    (row, event, index) => foldMeet(row, entry(event, index + 1), seqs[index] ?? null),
    null,
  );

describe('the row of a meet', () => {
  it('remembers where the meet began and where it stands', () => {
    expect(folded(live())).toMatchObject({
      channelId: 'moss',
      startedPosition: 11,
      position: 15,
      meet: { id: MEET_ID, phase: 'LIVE' },
    });
  });

  it("counts the customer's own places, and only those of what they see", () => {
    expect(folded(live(), [4, null, 5, 6, 7])?.customer).toEqual({ startedPosition: 4, position: 7, version: 4 });
    expect(folded(inbound(), [4, null])?.customer).toEqual({ startedPosition: 4, position: 4, version: 1 });
  });

  it('is none before the meet began', () => {
    expect(folded(missed().slice(1))).toBeNull();
  });
});

describe('ring changes', () => {
  const before = folded(inbound())?.meet ?? null;

  it('name a ring that begins', () => {
    expect(before && ringChanges(null, before)).toEqual([
      { callee: mina, startedAt: at(0), deadline: RING_ENDS, outcome: 'RINGING', colleague: null },
    ]);
  });

  it('name a ring that stops, and the one that begins in its place (R15)', () => {
    const skipped = folded([...inbound(), { type: 'RingSkipped', at: at(3), by: mina, data: { callee: mina } }])?.meet;
    expect(skipped && ringChanges(before, skipped)).toMatchObject([{ callee: mina, outcome: 'SKIPPED' }]);
    const rang = folded([
      ...inbound(),
      { type: 'RingSkipped', at: at(3), by: mina, data: { callee: mina } },
      { type: 'MeetRang', at: at(3), by: mina, data: { callee: bora, deadline: RING_ENDS } },
    ])?.meet;
    expect(skipped && rang && ringChanges(skipped, rang)).toMatchObject([{ callee: bora, outcome: 'RINGING' }]);
  });

  it('are none where the event was about something else', () => {
    const joined = folded(live().slice(0, 3))?.meet;
    const later = folded(live())?.meet;
    expect(joined && later && ringChanges(joined, later)).toEqual([]);
  });
});
