import type { MeetEvent } from '@meets/meet-domain';
import { at, ended, inbound, MEET_ID, missed } from '@meets/meet-domain/testing';
import { analyst, customer, manager, openScene, type Scene, tellOfEverybody } from '../testing/read-model-scene.ts';
import type { Viewer } from '../viewer.ts';
import type { EventFilter } from './filters.ts';
import { UnknownPosition } from './read-model.ts';

const SECOND = 'uc.uc-2.1';
const secondMeet = (events: readonly MeetEvent[]): readonly MeetEvent[] =>
  events.map((event) =>
    event.type === 'MeetStarted'
      ? { ...event, data: { ...event.data, meetId: SECOND, place: { type: 'user-chat', userChatId: 'uc-2' } } }
      : event,
  );

describe('pages of events', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
    await tellOfEverybody(scene);
    await scene.tellMeet(ended().slice(0, 5));
    await scene.tellMeet(secondMeet(missed()), { meetId: SECOND });
    await scene.tellMeet(ended().slice(5));
    await scene.settled();
  });
  afterEach(() => scene.close());

  const read = async (viewer: Viewer, filter: EventFilter = {}, first = 100, after: string | null = null) =>
    scene.reads.events(viewer, filter, { first, after });
  const typesIn = async (...request: Parameters<typeof read>) =>
    (await read(...request)).edges.map(({ node }) => node.type);

  it.each([
    ['an analyst', analyst, {}],
    ['a customer', customer, {}],
    ['a manager, of one meet', manager, { meetId: MEET_ID }],
    ['a customer, of one meet', customer, { meetId: MEET_ID }],
    ['a manager, of one chat', manager, { userChatId: 'uc-1' }],
  ] as const)('give %s everything once, whatever the size of a page', async (_who, viewer, filter) => {
    const whole = await read(viewer, filter);
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(whole.edges.length).toBeGreaterThan(5);
    for (const first of [1, 2, 3, 5]) {
      const edges: (typeof whole.edges)[number][] = [];
      let after: string | null = null;
      for (let more = true; more;) {
        const page = await read(viewer, filter, first, after);
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        edges.push(...page.edges);
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect(edges).toEqual(whole.edges);
    }
  });

  it('hold what every condition wants', async () => {
    expect(await typesIn(manager, { types: ['MeetMissed', 'MeetEnded'] })).toEqual(['MeetMissed', 'MeetEnded']);
    expect(await typesIn(customer, { types: ['MeetMissed', 'MeetEnded'] })).toEqual(['MeetEnded', 'MeetEnded']);
    expect(await typesIn(manager, { userChatId: 'uc-2' })).toEqual(['MeetStarted', 'MeetRang', 'MeetMissed']);
    expect(await typesIn(manager, { meetId: SECOND, types: ['MeetRang'] })).toEqual(['MeetRang']);
    expect(await typesIn(manager, { meetId: SECOND, userChatId: 'uc-1' })).toEqual([]);
    expect(await typesIn(manager, { occurredAfter: at(5), occurredBefore: at(61) })).toEqual(['ParticipantLeft']);
    expect(await typesIn(manager, { meetId: 'uc.none.1' })).toEqual([]);
    expect(await typesIn(manager, { types: [] })).toHaveLength(11);
  });

  it("start behind a position that is another meet's", async () => {
    const [, , , , , second] = (await read(manager)).edges;
    expect(second?.node.meetId).toBe(SECOND);
    expect(await typesIn(manager, { meetId: MEET_ID }, 100, second?.cursor)).toEqual([
      'ParticipantLeft',
      'ParticipantLeft',
      'MeetEnded',
    ]);
  });

  it('hold no personal data and nothing sealed', async () => {
    const text = JSON.stringify(await read(analyst));
    expect(text).not.toMatch(/\$sealed|Juno Seo|Mina Kim|1055550100/);
  });

  it('give the history of a meet, versions and positions as the viewer counts them', async () => {
    const history = async (viewer: Viewer) =>
      (await scene.reads.history(viewer, SECOND, { first: 9, after: null })).edges.map(({ node }) => node);
    expect((await history(manager)).map(({ version, type }) => [version, type])).toEqual([
      [1, 'MeetStarted'],
      [2, 'MeetRang'],
      [3, 'MeetMissed'],
    ]);
    expect((await history(customer)).map(({ version, type, id }) => [version, type, id])).toEqual([
      [1, 'MeetStarted', `${SECOND}@1`],
      [2, 'MeetEnded', `${SECOND}@2`],
    ]);
  });

  it('refuse a cursor that is no position of the viewer', async () => {
    await expect(read(manager, {}, 1, 'c0000000000000001')).rejects.toThrow(UnknownPosition);
    await expect(read(customer, {}, 1, '0000000000000001')).rejects.toThrow(UnknownPosition);
    await expect(scene.reads.history(manager, inbound()[0]?.type ?? '', { first: 1, after: 'x' })).rejects.toThrow(
      UnknownPosition,
    );
  });
});
