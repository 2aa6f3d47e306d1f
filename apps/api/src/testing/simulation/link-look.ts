import type { LinkTarget } from '../../links/link-tokens.ts';
import type { LinkPreviewView } from '../../projections/views.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { Viewer } from '../../viewer.ts';
import { CHANNELS, customer, CUSTOMERS, host, manager, MANAGERS, ROOMS } from './cast.ts';
import type { Chance } from './chance.ts';
import { checkUnheard } from './hearsay.ts';
import type { KnownMeet } from './meet-book.ts';
import { opensTo, seenSince } from './sight.ts';
import { hold } from './violation.ts';
import type { World } from './world.ts';

type Looked = Pick<World, 'log' | 'time'>;
type Expected = Omit<LinkPreviewView, 'meet' | 'state'> & {
  /** Null where the clocks of this world do not agree on it. */
  readonly state: LinkPreviewView['state'] | null;
  /** Is the live meet itself shown? */
  readonly showsMeet: boolean;
};

/** How many of the newest meets have their links looked at. */
const LOOKED_AT = 4;

/** R29 to R31: what the page behind each link says before anybody joins, to somebody of each kind, at a node that knows all. */
export function checkPreviews(world: Looked, reads: ReadModel, chance: Chance): void {
  const channelId = chance.pick(CHANNELS);
  const viewers = [
    host(channelId),
    customer(channelId, chance.pick(CUSTOMERS)),
    ...[0, 1].map(() => manager(channelId, chance.pick(MANAGERS.slice(0, 5)))),
  ];
  for (const target of targetsIn(world)) for (const viewer of viewers) checkPreview(world, reads, viewer, target);
}

function targetsIn({ log }: Looked): readonly LinkTarget[] {
  const rooms = CHANNELS.flatMap((channelId) =>
    ROOMS.map(({ id }) => ({ kind: 'ROOM', channelId, teamRoomId: id }) as const),
  );
  const newest = (kind: 'BOX' | 'CUSTOMER', meets: readonly KnownMeet[]): readonly LinkTarget[] =>
    meets.slice(-LOOKED_AT).map(({ channelId, id }) => ({ kind, channelId, meetId: id }));
  const { meets } = log.meets;
  return [
    ...rooms,
    ...newest(
      'BOX',
      meets.filter(({ teamRoomId }) => teamRoomId !== null),
    ),
    ...newest(
      'CUSTOMER',
      meets.filter(({ until }) => until !== null),
    ),
  ];
}

function checkPreview(world: Looked, reads: ReadModel, viewer: Viewer, target: LinkTarget): void {
  const preview = reads.linkPreview(viewer, target);
  const where = (): string =>
    `${viewer.role} ${viewer.channelId}/${viewer.id} opens ${JSON.stringify(target)} and reads ${JSON.stringify(preview)}`;
  checkUnheard(viewer, preview, where);
  const expected = expectedOf(world, viewer, target);
  hold((preview === null) === (expected === null), 'links open to whom they may', where);
  if (!preview || !expected) return;
  const { meet, state, ...shown } = preview;
  const { state: stateThen, showsMeet, ...told } = expected;
  hold(
    stateThen === null || state === stateThen,
    'links open to whom they may',
    () => `${where()}, not ${stateThen ?? ''}`,
  );
  hold(
    state !== stateThen || (meet !== null) === showsMeet,
    'links open to whom they may',
    () => `${where()}: the meet`,
  );
  const [one, other] = [shown, told].map((values) => JSON.stringify(Object.entries(values).sort()));
  hold(one === other, 'links open to whom they may', () => `${where()}, not ${other ?? ''}`);
}

/** Null where they are told that there is no such link. */
function expectedOf(world: Looked, viewer: Viewer, target: LinkTarget): Expected | null {
  const { log, time } = world;
  const { kind, channelId } = target;
  if (channelId !== viewer.channelId) return null;
  const title = `The shop ${channelId}`;
  const { meets } = log.meets;
  if (kind === 'CUSTOMER') {
    const meet = log.meets.byId(channelId, target.meetId);
    if (!meet || viewer.role !== 'customer' || meet.customerId !== viewer.id) return null;
    const until = Date.parse(meet.until ?? '');
    const state = !isOpen(meet) || until <= time.wall ? 'OVER' : until > time.latest ? 'LIVE' : null;
    return { kind, title, state, showsMeet: state === 'LIVE', mayStart: false, teamRoomId: null };
  }
  if (viewer.role === 'customer') return null;
  const found =
    kind === 'BOX'
      ? log.meets.byId(channelId, target.meetId)
      : meets.find((meet) => meet.channelId === channelId && meet.teamRoomId === target.teamRoomId && isOpen(meet));
  const roomId = kind === 'BOX' ? (found?.teamRoomId ?? '') : target.teamRoomId;
  const room = log.rooms.now(channelId, roomId);
  if (!room) return null;
  const knows = viewer.role !== 'manager' || opensTo(room, viewer.id);
  const live = found !== undefined && isOpen(found);
  return {
    ...{ kind, title: room.kind === 'PUBLIC_GROUP' ? (room.name ?? title) : title },
    state: live ? 'LIVE' : kind === 'BOX' ? 'OVER' : 'NO_LIVE_MEET',
    showsMeet: live && seenSince(log, viewer, found) < Infinity,
    mayStart: kind === 'ROOM' && !live && viewer.role === 'manager' && knows,
    teamRoomId: knows ? roomId : null,
  };
}

const isOpen = ({ phase }: KnownMeet): boolean => phase === 'OPEN' || phase === 'LIVE';
