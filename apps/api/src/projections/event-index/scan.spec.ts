import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { EVENT_SCAN_ROWS, EventScan, findEvents } from './scan.ts';
import { EVENT_INDEX_SCHEMA, type EventIndex, eventIndexOf, eventIndexWriter } from './table.ts';

const ROWS = 3 * EVENT_SCAN_ROWS + 17;

describe('a scan of the event index', () => {
  let db: DatabaseSync;
  let index: EventIndex;
  beforeAll(() => {
    db = new DatabaseSync(':memory:');
    db.exec(EVENT_INDEX_SCHEMA);
    const write = eventIndexWriter(db);
    db.exec('BEGIN');
    for (let n = 1; n <= ROWS; n += 1) {
      const type = n % 5_000 === 0 ? 'MeetEnded' : 'MeetStarted';
      const row = { position: 2 * n, eventId: `e-${n}`, meetId: 'uc.1.1', version: n, type, occurredAt: '' } as const;
      write({ ...row, channelId: 'moss' });
      if (n % 1_000 === 0) write({ ...row, position: 2 * n + 1, channelId: 'fern' });
    }
    db.exec('COMMIT');
    index = eventIndexOf(db);
  });
  afterAll(() => db.close());

  const rare = { filter: { types: ['MeetEnded'] }, known: null };

  it('finds what is rare, over any number of steps', async () => {
    const found = await findEvents(index, 'moss', rare, { after: 0, limit: 10 });
    expect(found.map(({ position }) => position)).toEqual([10_000, 20_000]);
    expect(await findEvents(index, 'moss', rare, { after: 10_000, limit: 1 })).toEqual(found.slice(1));
  });

  it('comes to the end of a small channel at one step, however much the others have', () => {
    const all = { filter: {}, known: null };
    const { found, atEnd } = new EventScan(index, 'fern', all, 0).next(100);
    expect([found.length, atEnd]).toEqual([Math.floor(ROWS / 1_000), true]);
  });

  it('gives each row once, in order, whatever the size of the steps and the place it begins at', () => {
    const all = { filter: {}, known: null };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 0, max: 2 * ROWS }), (limit, after) => {
        const scan = new EventScan(index, 'moss', all, after);
        let place = after;
        let count = 0;
        for (let atEnd = false; !atEnd;) {
          const part = scan.next(limit);
          ({ atEnd } = part);
          for (const { position } of part.found) {
            expect(position).toBeGreaterThan(place);
            place = position;
          }
          count += part.found.length;
        }
        expect(count).toBe(ROWS - Math.floor(after / 2));
      }),
      { numRuns: 20, examples: [[1_000, 0]] },
    );
  });
});
