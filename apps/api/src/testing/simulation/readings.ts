import { MISSED_REASONS } from '@meets/meet-domain';
import type { MeetFilter } from '../../projections/filters.ts';
import type { Page, PositionToken } from '../../projections/views.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';
import { CHATS, CUSTOMERS, MANAGERS, ROOMS } from './cast.ts';

const FILTERS: readonly MeetFilter[] = [
  {},
  { states: ['MISSED'] },
  { states: ['ENDED'] },
  { states: ['RINGING', 'WAITING_FOR_CUSTOMER', 'LIVE'] },
  { missedReasons: [...MISSED_REASONS] },
  { managerId: 'mina' },
  { kinds: ['VIDEO'] },
  { userChatId: 'uc-1' },
];

/** The most that one page is asked for. */
const PAGE = 100;

/** All pages of it, one after another. */
async function everyPage<Node>(
  read: (page: { first: number; after: string | null }) => Page<Node> | Promise<Page<Node>>,
): Promise<readonly { readonly node: Node; readonly cursor: string }[]> {
  const edges = [];
  for (let after: string | null = null; ;) {
    const page: Page<Node> = await read({ first: PAGE, after });
    edges.push(...page.edges);
    if (!page.pageInfo.hasNextPage) return edges;
    after = page.pageInfo.endCursor;
  }
}

/** Every event that this viewer can page through, oldest first. */
export const everyEvent = (reads: ReadModel, viewer: Viewer) => everyPage((page) => reads.events(viewer, {}, page));

/** Everything that a customer can read by any query, as one value to be compared. `meetIds`: those to ask for by id. */
export async function everythingRead(reads: ReadModel, viewer: Viewer, meetIds: readonly string[]): Promise<unknown> {
  const events = await everyEvent(reads, viewer);
  const meets = await Promise.all(
    FILTERS.map((filter) => everyPage((page) => Promise.resolve(reads.meets(viewer, filter, page)))),
  );
  const own = meetIds.filter((id) => reads.meet(viewer, id) !== null);
  const hidden: readonly string[] = [
    'MeetMissed',
    'RingSkipped',
    'FollowUpSent',
    'FollowUpFailed',
    'MissedMeetHandled',
  ];
  return {
    channel: reads.channel(viewer),
    phone: [reads.phoneSettings(viewer), reads.phoneNumbers(viewer, { first: PAGE, after: null })],
    duty: [reads.myDuty(viewer), reads.duties(viewer, { first: PAGE, after: null })],
    managers: MANAGERS.map((id) => reads.manager(viewer, id)),
    customers: CUSTOMERS.map((id) => reads.customer(viewer, id)),
    chats: CHATS.map(({ id }) => reads.userChat(viewer, id)),
    live: CHATS.map(({ id }) => reads.liveMeetIn(viewer, { type: 'user-chat', userChatId: id })),
    rooms: ROOMS.map(({ id }) => [
      reads.teamRoom(viewer, id),
      reads.liveMeetIn(viewer, { type: 'team-room', teamRoomId: id }),
      reads.liveMeetIn(viewer, { type: 'internal-chat', userChatId: 'uc-1' }),
    ]),
    byId: meetIds.map((id) => reads.meet(viewer, id)),
    meets,
    events,
    hidden: await reads.events(viewer, { types: [...hidden] }, { first: PAGE, after: null }),
    histories: await Promise.all(own.slice(-3).map((id) => everyPage((page) => reads.history(viewer, id, page)))),
    asOf: await Promise.all(
      own.slice(-2).flatMap((id) => someTokens(events).map((position) => reads.meetAsOf(viewer, id, { position }))),
    ),
    explained: await Promise.all(events.slice(-4).map(({ node }) => reads.explain(viewer, node.id))),
    singly: await Promise.all(events.slice(-4).map(({ node }) => reads.event(viewer, node.id))),
  };
}

const someTokens = (events: readonly { readonly cursor: string }[]): readonly PositionToken[] => [
  'c0000000000000000',
  ...events.slice(-3).map(({ cursor }) => cursor),
];
