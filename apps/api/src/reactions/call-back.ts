import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';

/** R13: a missed meet that a newer one calls back is handled. */
export const callBack: Reaction<'call-back'> = {
  plan({ channelId, subject: callbackMeetId, fact, cause }, agenda) {
    if (fact.type !== 'MeetStarted' || fact.data.callbackOf === null) return;
    const task = { kind: 'call-back', missedMeetId: fact.data.callbackOf, callbackMeetId } as const;
    agenda.put({ id: entryId('call-back', channelId, callbackMeetId), channelId, task, ...AT_ONCE, cause });
  },
  async run({ channelId, task: { missedMeetId, callbackMeetId }, cause }, _, { commands }) {
    await commands.markHandled({ channelId, meetId: missedMeetId, callbackMeetId, cause });
    return DONE;
  },
};
