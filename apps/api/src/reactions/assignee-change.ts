import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';

/**
 * R15: while a customer's call rings, the ring follows the chat's assignee. Looked at when the chat changes, and when the
 * ring begins: the chat may have changed between the caller's look at it and the ring.
 */
export const assigneeChange: Reaction<'assignee-change'> = {
  plan({ channelId, subject, fact, cause }, agenda, books) {
    const plan = (meetId: string | null, userChatId: string | null): void => {
      if (meetId === null || userChatId === null) return;
      const id = entryId('assignee-change', channelId, meetId, cause.eventId);
      agenda.put({ id, channelId, task: { kind: 'assignee-change', meetId, userChatId }, ...AT_ONCE, cause });
    };
    if (fact.type === 'UserChatPut') {
      const { userChatId } = fact.data;
      plan(books.ringingInboundIn(channelId, userChatId), userChatId);
    }
    if (fact.type === 'MeetRang') plan(subject, books.inboundChatOf(channelId, subject));
  },
  async run({ channelId, task: { meetId, userChatId }, cause }, _, { commands }) {
    await commands.moveRing({ channelId, meetId, userChatId, cause });
    return DONE;
  },
};
