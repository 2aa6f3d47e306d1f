import type { Agenda } from './agenda.ts';
import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/**
 * R15: while a customer's call rings, the ring follows the chat's assignee. Looked at when the chat changes, and when the
 * ring begins: the chat may have changed between the caller's look at it and the ring.
 */
export const assigneeChange: Reaction<'assignee-change'> = {
  on: {
    UserChatPut(told, agenda, books) {
      const { userChatId } = told.fact.data;
      compare(told, books.ringingInboundIn(told.channelId, userChatId), userChatId, agenda);
    },
    MeetRang(told, agenda, books) {
      compare(told, told.subject, books.inboundChatOf(told.channelId, told.subject), agenda);
    },
  },
  async run({ channelId, task: { meetId, userChatId }, cause }, _, { commands }) {
    await commands.moveRing({ channelId, meetId, userChatId, cause });
    return DONE;
  },
};

/** A later look takes an earlier one's place, also while that is being done: the runner does it after all. */
function compare({ channelId, cause }: Told, meetId: string | null, userChatId: string | null, agenda: Agenda): void {
  if (meetId === null || userChatId === null) return;
  const id = entryId('assignee-change', channelId, meetId);
  agenda.put({ id, channelId, task: { kind: 'assignee-change', meetId, userChatId }, ...AT_ONCE, cause });
}
