import { MAX_DIRECT_MESSAGE_MEMBERS, MIN_DIRECT_MESSAGE_MEMBERS } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { isManagerId, isTeamRoomId } from './addressable.ts';
import type { PutAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { signedBy, tell, UNUSABLE_ID } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** Puts a managers' room whose members are all known. A direct message is for a few, and for two at least. */
export async function putTeamRoom(
  side: WriteSide,
  viewer: Viewer,
  { id, kind, name, memberIds }: Parameters<Commands['putTeamRoom']>[1],
): Promise<PutAnswer> {
  const { channelId } = viewer;
  if (!isTeamRoomId(channelId, id)) return UNUSABLE_ID;
  const members = [...new Set(memberIds)];
  if (kind === 'DIRECT_MESSAGE' && !fitsDirectMessage(members.length)) return NOT_A_FEW;
  const known = await Promise.all(
    members.map(
      async (member) => isManagerId(channelId, member) && (await side.managers.fold(channelId, member)).state !== null,
    ),
  );
  if (!known.every(Boolean)) return { outcome: 'not-found', what: 'manager' };
  const command = { type: 'PutTeamRoom', ...signedBy(side, viewer), teamRoomId: id, kind, name, memberIds } as const;
  return tell(side, viewer, { aggregate: side.teamRooms, id, what: 'team room', command });
}

const fitsDirectMessage = (members: number): boolean =>
  members >= MIN_DIRECT_MESSAGE_MEMBERS && members <= MAX_DIRECT_MESSAGE_MEMBERS;

const NOT_A_FEW: PutAnswer = {
  outcome: 'invalid-input',
  message: `a direct message has ${MIN_DIRECT_MESSAGE_MEMBERS} to ${MAX_DIRECT_MESSAGE_MEMBERS} members`,
  fields: ['memberIds'],
};
