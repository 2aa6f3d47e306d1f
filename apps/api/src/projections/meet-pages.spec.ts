import type { MeetEvent, Place } from '@meets/meet-domain';
import { at, bora, inbound, juno, live, missed, stranger } from '@meets/meet-domain/testing';
import { customer, manager, openScene, type Scene, viewerOf } from '../testing/read-model-scene.ts';
import type { Viewer } from '../viewer.ts';
import { MAX_PAGE } from './paging.ts';
import type { MeetFilter } from './filters.ts';
import { UnknownCursor } from './read-model.ts';

const meetOf = (
  events: readonly MeetEvent[],
  meetId: string,
  userChatId: string,
  customerId = juno.id,
): readonly MeetEvent[] =>
  events.map((event) =>
    event.type === 'MeetStarted'
      ? { ...event, data: { ...event.data, meetId, customerId, place: { type: 'user-chat', userChatId } } }
      : event,
  );

describe('pages of meets', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const tell = (id: string, events: readonly MeetEvent[], userChatId = 'a', customerId = juno.id) =>
    scene.tellMeet(meetOf(events, id, userChatId, customerId), { meetId: id });
  const idsIn = (viewer: Viewer, filter: MeetFilter, first = 50, after: string | null = null) =>
    scene.reads.meets(viewer, filter, { first, after }).edges.map(({ node }) => node.id);

  it.each([
    ['a manager', manager],
    ['a customer', customer],
  ])('show %s the newest first, and neither repeat nor skip one while new ones begin', async (_who, viewer) => {
    for (let n = 1; n <= 7; n += 1) await tell(`m${n}`, missed());
    await tell('not-theirs', missed(), 'b', stranger.id);
    await scene.settled();
    const filter = { customerId: juno.id };
    const first = scene.reads.meets(viewer, filter, { first: 3, after: null });
    expect(first.edges.map(({ node }) => node.id)).toEqual(['m7', 'm6', 'm5']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    await tell('m8', missed());
    await scene.settled();
    const second = scene.reads.meets(viewer, filter, { first: 3, after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.id)).toEqual(['m4', 'm3', 'm2']);
    const third = scene.reads.meets(viewer, filter, { first: 3, after: second.pageInfo.endCursor });
    expect(third.edges.map(({ node }) => node.id)).toEqual(['m1']);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it.each([
    ['a manager', manager],
    ['a customer', customer],
  ])('show %s nothing where only queued calls are asked for, and there are none', async (_who, viewer) => {
    await tell('missed', missed());
    await scene.settled();
    expect(idsIn(viewer, { states: ['QUEUED'] })).toEqual([]);
    expect(idsIn(viewer, { states: ['QUEUED', 'ENDED', 'MISSED'] })).toEqual(['missed']);
  });

  it('hold what every condition wants', async () => {
    await tell('missed', missed(), 'a');
    await tell('live', live(), 'b');
    await tell(
      'rung',
      inbound().map((event) => ({ ...event, at: at(500) })),
      'c',
      stranger.id,
    );
    await tell(
      'bora',
      [...live(), { type: 'ParticipantJoined', at: at(9), by: bora, data: { participant: bora } }],
      'd',
    );
    await scene.settled();
    expect(idsIn(manager, {})).toEqual(['bora', 'rung', 'live', 'missed']);
    expect(idsIn(manager, { states: ['LIVE', 'RINGING'] })).toEqual(['bora', 'rung', 'live']);
    expect(idsIn(manager, { kinds: ['VIDEO'] })).toEqual([]);
    expect(idsIn(manager, { userChatId: 'b' })).toEqual(['live']);
    expect(idsIn(manager, { customerId: stranger.id })).toEqual(['rung']);
    expect(idsIn(manager, { managerId: bora.id })).toEqual(['bora']);
    expect(idsIn(manager, { missedReasons: ['RING_TIMED_OUT', 'BUSY'] })).toEqual(['missed']);
    expect(idsIn(manager, { startedAfter: at(0) })).toEqual(['rung']);
    expect(idsIn(manager, { startedBefore: at(500), states: ['LIVE'], customerId: juno.id })).toEqual(['bora', 'live']);
    expect(idsIn(manager, { states: [], kinds: [] })).toHaveLength(4);
    expect(idsIn(customer, {})).toEqual(['bora', 'live', 'missed']);
    expect(idsIn(customer, { customerId: stranger.id })).toEqual([]);
    expect(idsIn(customer, { states: ['ENDED', 'MISSED'] })).toEqual(['missed']);
  });

  it('find the one meet of a chat that is not over', async () => {
    await tell('old', missed());
    await tell('now', live());
    await scene.settled();
    expect(scene.reads.liveMeetIn(manager, chat('a'))?.id).toBe('now');
    expect(scene.reads.liveMeetIn(customer, chat('a'))?.id).toBe('now');
    expect(scene.reads.liveMeetIn(manager, chat('b'))).toBeNull();
  });

  it('refuse a cursor that they never gave, and one of another viewer', async () => {
    await tell('m1', missed());
    await tell('m2', missed());
    await scene.settled();
    const cursorFor = (viewer: Viewer) => scene.reads.meets(viewer, {}, { first: 1, after: null }).pageInfo.endCursor;
    const foreign = viewerOf('manager', 'mina', 'fern');
    const bad: readonly [Viewer, string | null][] = [
      [manager, 'no cursor'],
      [manager, ''],
      [manager, cursorFor(customer)],
      [customer, cursorFor(manager)],
      [foreign, cursorFor(manager)],
      [viewerOf('customer', stranger.id), cursorFor(customer)],
      [manager, Buffer.from('meet-0000000000000002').toString('base64url')],
    ];
    for (const [viewer, after] of bad) {
      expect(() => scene.reads.meets(viewer, {}, { first: 1, after })).toThrow(UnknownCursor);
    }
  });

  it('are never longer than the limit, and may be empty', async () => {
    for (let n = 0; n <= MAX_PAGE; n += 1) await tell(`m${n}`, missed().slice(0, 1));
    await scene.settled();
    expect(idsIn(manager, {}, 1_000_000)).toHaveLength(MAX_PAGE);
    expect(idsIn(manager, {}, 0)).toEqual([]);
    expect(idsIn(manager, {}, -5)).toEqual([]);
  });
});

const chat = (userChatId: string): Place => ({ type: 'user-chat', userChatId });
