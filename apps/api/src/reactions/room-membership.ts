import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';

/**
 * R29: who came in by a group's link is a member of it. The command that brought them in says so itself; this makes good a
 * crash between its two appends. Mostly there is nothing left to do.
 */
export const roomMembership: Reaction<'room-membership'> = {
  on: {
    ParticipantCameByRoomLink({ channelId, fact, cause }, agenda) {
      const { participant, teamRoomId, roomEdition: edition } = fact.data;
      const id = entryId('room-membership', channelId, teamRoomId, participant.id);
      const task = { kind: 'room-membership', teamRoomId, managerId: participant.id, edition } as const;
      agenda.put({ id, channelId, task, ...AT_ONCE, cause });
    },
  },
  async run({ channelId, task: { teamRoomId, managerId, edition }, cause }, _, { commands }) {
    await commands.admitToRoom({ channelId, teamRoomId, managerId, edition, cause });
    return DONE;
  },
};
