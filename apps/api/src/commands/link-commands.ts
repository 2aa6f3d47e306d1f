import { TooMuchContention } from '@meets/event-store';
import { isLive, isOver, isRoomMember, type Meet, meetIdOf, type Person, type TeamRoom } from '@meets/meet-domain';
import type { LinkTarget } from '../links/link-tokens.ts';
import type { Viewer } from '../viewer.ts';
import { MANAGERS_ONLY, mayTakePart, ROLE_NOT_ALLOWED } from './actor.ts';
import { isMeetId, isTeamRoomId } from './addressable.ts';
import type { LinkAnswer, MeetAnswer } from './answers.ts';
import type { Commands, JoinByLinkInput } from './commands.ts';
import { isHidden } from './hidden-meets.ts';
import type { CommandContext } from './idempotency.ts';
import { giveOrder } from './meet-commands.ts';
import { isExpired, type SettleExpired } from './settle-expired.ts';
import { startInPlace } from './start-in-place.ts';
import { signedBy, tell } from './tell.ts';
import type { WriteSide } from './write-side.ts';

export type LinkCommands = Pick<Commands, 'createMeetLink' | 'joinByLink'>;

/** Links into team meets (R26–R31), and the one that a waiting meet's customer was sent (R18). */
export function linkCommands(side: WriteSide, settleExpired: SettleExpired): LinkCommands {
  return {
    async createMeetLink(viewer, wish) {
      if (viewer.role === 'customer') return MANAGERS_ONLY;
      if (viewer.role !== 'manager') return ROLE_NOT_ALLOWED;
      return wish.kind === 'BOX' ? boxLink(side, viewer, wish.meetId) : roomLink(side, viewer, wish.teamRoomId);
    },
    async joinByLink(viewer, input) {
      if (!mayTakePart(viewer)) return ROLE_NOT_ALLOWED;
      return side.idempotency.once(viewer, 'joinByLink', input, (context) => {
        const target = side.links.open(input.token);
        if (target?.channelId !== viewer.channelId) return Promise.resolve(NO_SUCH_LINK);
        return join({ side, settleExpired, viewer, input, context }, target);
      });
    },
  };
}

/** What is no link, what is another channel's, and what is not for this viewer are answered alike. */
const NO_SUCH_LINK = { outcome: 'not-found', what: 'link' } as const satisfies MeetAnswer;
/** R26: only team rooms have links. */
const NO_LINKS_HERE = { outcome: 'not-allowed', reasons: ['FEATURE_NOT_AVAILABLE'] } as const satisfies LinkAnswer;
const NO_MEMBER = { outcome: 'not-allowed', reasons: ['NOT_A_MEMBER'] } as const satisfies MeetAnswer;
const ALREADY_OVER = { outcome: 'already-over' } as const satisfies MeetAnswer;
const NOTHING_LIVE = {
  outcome: 'conflict',
  message: 'no meet is live in this room; name a kind to start one',
  winner: null,
} as const satisfies MeetAnswer;

/** R27: by who is in. */
async function boxLink(side: WriteSide, viewer: Viewer, meetId: string): Promise<LinkAnswer> {
  const { channelId } = viewer;
  const meet = isMeetId(channelId, meetId) ? (await side.meets.fold(channelId, meetId)).state : null;
  if (!meet || (await isHidden(side, viewer, meet))) return { outcome: 'not-found', what: 'meet' };
  if (meet.place.type !== 'team-room') return NO_LINKS_HERE;
  if (isOver(meet)) return ALREADY_OVER;
  if (!isIn(meet, { role: 'manager', id: viewer.id })) {
    return { outcome: 'conflict', message: 'only who is in the meet can make a link to it; join first', winner: null };
  }
  return { outcome: 'link', kind: 'BOX', token: side.links.tokenFor({ kind: 'BOX', channelId, meetId }) };
}

/** R28: ahead of any meet; by whoever may know of the room. */
async function roomLink({ teamRooms, links }: WriteSide, viewer: Viewer, teamRoomId: string): Promise<LinkAnswer> {
  const { channelId } = viewer;
  const room = isTeamRoomId(channelId, teamRoomId) ? (await teamRooms.fold(channelId, teamRoomId)).state : null;
  const known = room !== null && (room.kind === 'PUBLIC_GROUP' || isRoomMember(room, viewer.id));
  if (!known) return { outcome: 'not-found', what: 'team room' };
  return { outcome: 'link', kind: 'ROOM', token: links.tokenFor({ kind: 'ROOM', channelId, teamRoomId }) };
}

interface Joining {
  readonly side: WriteSide;
  readonly settleExpired: SettleExpired;
  readonly viewer: Viewer;
  readonly input: JoinByLinkInput;
  readonly context: CommandContext;
}

async function join(joining: Joining, target: LinkTarget): Promise<MeetAnswer> {
  switch (target.kind) {
    case 'CUSTOMER':
      return joinAsCustomer(joining, target.meetId);
    case 'BOX':
      return joining.viewer.role === 'manager' ? enter(joining, target.meetId, 'box-link') : NO_SUCH_LINK;
    case 'ROOM':
      return joining.viewer.role === 'manager' ? joinRoom(joining, target.teamRoomId) : NO_SUCH_LINK;
  }
}

/** R18: that customer's alone, until the meet is over or the wait for them would have been. Why it is over is not told. */
async function joinAsCustomer(joining: Joining, meetId: string): Promise<MeetAnswer> {
  const { side, viewer } = joining;
  const { state: meet } = await side.meets.fold(viewer.channelId, meetId);
  if (viewer.role !== 'customer' || meet?.customerId !== viewer.id || meet.waitUntil === null) return NO_SUCH_LINK;
  return isOver(meet) || meet.waitUntil <= side.at() ? ALREADY_OVER : enter(joining, meetId, 'own');
}

/** How often one joinByLink looks at its room anew; each time a meet began or was over in between, or the room was told anew. */
export const ROOM_LINK_MAX_ATTEMPTS = 16;

/**
 * R29, R31: into the meet that is live in the room; where none is, into one that is started there, if a kind is wished for. A
 * public group's link is for every manager; a private group's for members and for whom somebody brought into its present meet
 * by a box link; a direct message's for members. Who comes by a group's link is a member from then on.
 */
async function joinRoom(joining: Joining, teamRoomId: string): Promise<MeetAnswer> {
  const { side, viewer, context } = joining;
  const { channelId, id } = viewer;
  for (let attempt = 1; attempt <= ROOM_LINK_MAX_ATTEMPTS; attempt += 1) {
    const { state: room } = await side.teamRooms.fold(channelId, teamRoomId);
    if (!room) return NO_SUCH_LINK;
    const meet = await liveMeetIn(side, channelId, teamRoomId);
    if (!mayUseRoomLink(room, meet, id)) return NO_MEMBER;
    const answer = await (meet ? enterRoom(joining, meet) : startInRoom(joining, teamRoomId));
    if (isOutdated(answer)) continue;
    if (answer.outcome === 'accepted') await addMember(side, viewer, answer.meetId, teamRoomId);
    return answer;
  }
  throw new TooMuchContention(
    `team room ${teamRoomId}: ${ROOM_LINK_MAX_ATTEMPTS} meets began or were over while command ${context.commandId} tried to come in`,
  );
}

/**
 * Between the look and the order the meet was over, or somebody else's began, or they were put out of the room, which to them
 * is not there any more: but who holds its link is told as any holder is.
 */
const isOutdated = ({ outcome }: MeetAnswer): boolean =>
  outcome === 'already-over' || outcome === 'already-live' || outcome === 'not-found';

/** Who called already and comes by the link as well has nothing to do but wait. */
async function enterRoom(joining: Joining, meet: Meet): Promise<MeetAnswer> {
  const { side, viewer, settleExpired } = joining;
  const isCaller = meet.startedBy.role === 'manager' && meet.startedBy.id === viewer.id;
  if (meet.phase !== 'RINGING' || !isCaller) return enter(joining, meet.id, 'room-link');
  if (isExpired(meet, side.at())) {
    await settleExpired(viewer.channelId, meet.id);
    return ALREADY_OVER;
  }
  const { position } = await side.meets.fold(viewer.channelId, meet.id);
  return { outcome: 'accepted', meetId: meet.id, position };
}

/** R31: two who open the same link at once start one meet; the slower comes into it. */
function startInRoom(joining: Joining, teamRoomId: string): Promise<MeetAnswer> {
  const { side, settleExpired, viewer, input, context } = joining;
  const { kind, client } = input;
  if (kind === undefined) return Promise.resolve(NOTHING_LIVE);
  return startInPlace(side, settleExpired, {
    ...{ viewer, kind, client, callbackOf: null, throughRoomLink: true, context },
    place: { type: 'team-room', teamRoomId },
  });
}

function mayUseRoomLink(room: TeamRoom, meet: Meet | null, managerId: string): boolean {
  if (room.kind === 'PUBLIC_GROUP' || isRoomMember(room, managerId)) return true;
  return meet !== null && isIn(meet, { role: 'manager', id: managerId });
}

async function liveMeetIn({ newest, meets }: WriteSide, channelId: string, teamRoomId: string): Promise<Meet | null> {
  const place = { type: 'team-room', teamRoomId } as const;
  const n = await newest.find(channelId, place);
  const meet = n === 0 ? null : (await meets.fold(channelId, meetIdOf(place, n))).state;
  return isLive(meet) ? meet : null;
}

/**
 * R29: only who came in: opening the link alone makes no member. What the meet's history says of their coming in counts, and
 * not the room as it is now: this may be a retry, of a coming in before the room was told anew. Cut off before this, the
 * reaction `room-membership` makes good for it: see `ParticipantCameByRoomLink`.
 */
async function addMember(side: WriteSide, viewer: Viewer, meetId: string, teamRoomId: string): Promise<void> {
  const { state: meet } = await side.meets.fold(viewer.channelId, meetId);
  const came = meet?.cameByRoomLink.findLast(({ id }) => id === viewer.id);
  if (!came) return;
  const { edition } = came;
  const command = { type: 'AddTeamRoomMember', ...signedBy(side, viewer), managerId: viewer.id, edition } as const;
  await tell(side, viewer, { aggregate: side.teamRooms, id: teamRoomId, what: 'team room', command });
}

/** What brings somebody in: their being called or a member, a box link, or the room's own. */
type Entrance = 'own' | 'box-link' | 'room-link';

const enter = (
  { side, settleExpired, viewer, input, context }: Joining,
  meetId: string,
  by: Entrance,
): Promise<MeetAnswer> =>
  giveOrder(side, settleExpired, {
    ...{ viewer, meetId, context, invited: by !== 'own', throughRoomLink: by === 'room-link' },
    order: async (given) => ({
      type: 'JoinMeet',
      by: given.by,
      client: input.client,
      ...(await given.entryFacts()),
    }),
  });

/** Is this person in now? */
const isIn = (meet: Meet, person: Person): boolean =>
  meet.participants.some(
    (stay) => stay.leftAt === null && stay.person.role === person.role && stay.person.id === person.id,
  );
