import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';

/** R13: a missed meet that a newer one calls back is handled. */
export const callBack: Reaction<'call-back'> = {
  on: {
    MeetStarted({ channelId, subject: callbackMeetId, fact, cause }, agenda) {
      const missedMeetId = fact.data.callbackOf;
      if (missedMeetId === null) return;
      const id = entryId('call-back', channelId, callbackMeetId);
      agenda.put({ id, channelId, task: { kind: 'call-back', missedMeetId, callbackMeetId }, ...AT_ONCE, cause });
    },
  },
  async run({ channelId, task: { missedMeetId, callbackMeetId }, cause }, _, { commands }) {
    await commands.markHandled({ channelId, meetId: missedMeetId, callbackMeetId, cause });
    return DONE;
  },
};
