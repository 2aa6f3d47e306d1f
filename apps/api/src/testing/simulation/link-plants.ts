import { meetStream } from '@meets/meet-domain';
import type { Commands } from '../../commands/commands.ts';
import type { LinkTarget } from '../../links/link-tokens.ts';
import type { WriteSide } from '../../commands/write-side.ts';
import type { Viewer } from '../../viewer.ts';
import { LINKS } from './links.ts';
import type { FoundPlant } from './plant.ts';
import { without } from './without.ts';

type Join = Commands['joinByLink'];

/** Mistakes about links. */
export const LINK_PLANTS: Readonly<Record<string, FoundPlant>> = {
  'a link that is good in every channel': {
    breaks: ['links open to whom they may'],
    commands: (commands) => ({
      joinByLink: (viewer, input) => commands.joinByLink(asIfOf(viewer, LINKS.open(input.token)), input),
    }),
  },
  'a token that is looked at in part only': {
    breaks: ['links open to whom they may'],
    writeSide: (side) => ({
      ...side,
      links: { ...side.links, open: (token) => side.links.open(token) ?? side.links.open(token.slice(0, -1)) },
    }),
  },
  'a room’s link that starts what nobody wished for': {
    breaks: ['links open to whom they may'],
    commands: (commands) => ({
      joinByLink: (viewer, input) => commands.joinByLink(viewer, { ...input, kind: input.kind ?? 'VOICE' }),
    }),
  },
  'a customer’s link that outlives the wait': {
    breaks: ['links open to whom they may'],
    often: ['late link', 'start'],
    commands: (commands) => ({ joinByLink: joinWithoutEnd(commands) }),
  },
  'a private room’s link that is for everybody': {
    breaks: ['links open to whom they may', '3 customers cannot tell'],
    writeSide: (side) => ({ ...side, teamRooms: { ...side.teamRooms, fold: asIfPublic(side.teamRooms) } }),
  },
  'a box link that makes members': {
    breaks: ['links open to whom they may'],
    commands: (commands, side) => ({
      async joinByLink(viewer, input) {
        const answer = await commands.joinByLink(viewer, input);
        const target = LINKS.open(input.token);
        if (answer.outcome !== 'accepted' || target?.kind !== 'BOX') return answer;
        const { channelId, id: managerId } = viewer;
        const { state: meet } = await side.meets.fold(channelId, target.meetId);
        if (meet?.place.type !== 'team-room') return answer;
        const { teamRoomId } = meet.place;
        const { state: room } = await side.teamRooms.fold(channelId, teamRoomId);
        if (room === null || room.kind === 'DIRECT_MESSAGE') return answer;
        const cause = { eventId: await lastIdOf(side, meetStream(channelId, target.meetId)), correlationId: 'planted' };
        await commands.admitToRoom({ channelId, teamRoomId, managerId, edition: room.edition, cause });
        return answer;
      },
    }),
  },
  'a membership that is lost with the answer': {
    breaks: ['everything owed is done'],
    reactionStore: (store) => without(store, 'ParticipantCameByRoomLink'),
  },
  'a preview that names a private room': {
    breaks: ['links open to whom they may', '3 customers cannot tell'],
    reads: (reads) => ({
      ...reads,
      linkPreview(viewer, target) {
        const preview = reads.linkPreview(viewer, target);
        return preview && target.kind === 'ROOM' ? { ...preview, title: `the ${target.teamRoomId}` } : preview;
      },
    }),
  },
};

const lastIdOf = async ({ store }: WriteSide, stream: string): Promise<string> =>
  (await store.lastOf(stream))?.id ?? '';

const asIfOf = (viewer: Viewer, target: LinkTarget | null): Viewer =>
  target ? { ...viewer, channelId: target.channelId } : viewer;

const joinWithoutEnd =
  (commands: Commands): Join =>
  async (viewer, input) => {
    const answer = await commands.joinByLink(viewer, input);
    const target = LINKS.open(input.token);
    if (answer.outcome !== 'already-over' || target?.kind !== 'CUSTOMER') return answer;
    const { client } = input;
    return commands.joinMeet(viewer, { meetId: target.meetId, client, deviceId: null, idempotencyKey: null });
  };

const asIfPublic =
  (rooms: WriteSide['teamRooms']): WriteSide['teamRooms']['fold'] =>
  async (channelId, id) => {
    const room = await rooms.fold(channelId, id);
    return room.state ? { ...room, state: { ...room.state, kind: 'PUBLIC_GROUP' } } : room;
  };
