import type { Agenda } from './agenda.ts';
import { type AgendaEntry, AT_ONCE, entryId, type TaskOf } from './agenda-entry.ts';
import type { Books } from './books.ts';
import { DONE, type Reaction, type Tools } from './reaction.ts';
import type { Told } from './told.ts';

/** How long after a manager took a call it is looked whether they are in it: a crash may have come in between. */
export const CALL_TAKEN_CHECK_MS = 5_000;

/** R39: whoever declined, had their time, or is not needed is free for other calls, and a call that nobody answered goes on to the next. */
export const callPassedOn: Reaction<'call-passed-on'> = {
  on: {
    ManagerReleased({ channelId, fact, cause }, agenda) {
      const { managerId, meetId, cause: why } = fact.data;
      if (why === 'unanswered') put(agenda, channelId, { kind: 'call-passed-on', meetId, managerId, why }, cause);
    },
    RingDeclined({ channelId, subject: meetId, fact, cause }, agenda, books) {
      if (!books.calls.isCall(channelId, meetId)) return;
      const { id: managerId } = fact.data.callee;
      put(agenda, channelId, { kind: 'call-passed-on', meetId, managerId, why: 'declined' }, cause);
    },
    ColleagueRingWithdrawn({ channelId, subject: meetId, fact, cause }, agenda) {
      const { id: managerId } = fact.data.callee;
      put(agenda, channelId, { kind: 'call-passed-on', meetId, managerId, why: 'withdrawn' }, cause);
    },
  },
  async run({ channelId, task: { meetId, managerId, why }, cause }, _, { commands }) {
    const order = { channelId, meetId, managerId, cause };
    if (why === 'unanswered') await commands.passRing(order);
    else await commands.releaseManager({ ...order, why });
    return DONE;
  },
};

/** R37, R39: who answered takes the chat on, and the call waits no longer. */
export const callAnswered: Reaction<'call-answered'> = {
  on: {
    MeetAccepted({ channelId, subject: meetId, fact, cause }, agenda, books) {
      const { role, id: managerId } = fact.data.acceptedBy;
      if (role !== 'manager' || !books.calls.isCall(channelId, meetId)) return;
      const userChatId = books.inboundChatOf(channelId, meetId);
      if (userChatId === null) return;
      put(agenda, channelId, { kind: 'call-answered', meetId, managerId, userChatId }, cause);
    },
  },
  async run({ channelId, task: { meetId, managerId, userChatId }, cause }, _, { commands }) {
    await commands.noteCallAnswered({ channelId, meetId, managerId, userChatId, cause });
    return DONE;
  },
};

/**
 * R42: who leaves a call wraps up, though others are still in it; who took one and never came in is free again; and whose duty was given
 * back by an order that failed is held by the call all the same where another order of theirs brought them in meanwhile. Whoever comes in is
 * looked at too: what they took the call for may have been given back on their way.
 */
export const callDuty: Reaction<'call-duty'> = {
  on: {
    ParticipantLeft({ channelId, subject: meetId, fact, cause }, agenda, books) {
      const { role, id: managerId } = fact.data.participant;
      if (role !== 'manager' || !books.calls.isCall(channelId, meetId)) return;
      put(agenda, channelId, { kind: 'call-duty', meetId, managerId }, cause);
    },
    ParticipantJoined({ channelId, subject: meetId, fact, cause }, agenda, books) {
      const { role, id: managerId } = fact.data.participant;
      if (role !== 'manager' || !books.calls.isCall(channelId, meetId)) return;
      put(agenda, channelId, { kind: 'call-duty', meetId, managerId }, cause);
    },
    CallTaken({ channelId, fact, cause }, agenda) {
      const { managerId, meetId } = fact.data;
      const id = entryId('call-duty', channelId, meetId, managerId, 'look');
      const due = { dueAt: Date.parse(fact.at) + CALL_TAKEN_CHECK_MS };
      agenda.put({ id, channelId, task: { kind: 'call-duty', meetId, managerId }, ...due, cause });
    },
    CallFinished({ channelId, fact, cause }, agenda) {
      const { managerId, meetId } = fact.data;
      const id = entryId('call-duty', channelId, meetId, managerId, 'given back');
      agenda.put({ id, channelId, task: { kind: 'call-duty', meetId, managerId }, ...AT_ONCE, cause });
    },
  },
  async run({ channelId, task: { meetId, managerId }, cause }, _, { commands }) {
    await commands.settleDuty({ channelId, meetId, managerId, cause });
    return DONE;
  },
};

/** A call that is over holds nobody and counts no more. */
export const callOver: Reaction<'call-over'> = {
  on: { MeetMissed: over, MeetEnded: over },
  run: endCall,
};

function over({ channelId, subject: meetId, cause }: Told, agenda: Agenda, books: Books): void {
  if (books.calls.isCall(channelId, meetId)) put(agenda, channelId, { kind: 'call-over', meetId }, cause);
}

async function endCall(
  { channelId, task: { meetId }, cause }: AgendaEntry<TaskOf<'call-over'>>,
  _: number,
  { commands, books }: Tools,
): Promise<typeof DONE> {
  await commands.noteCallOver({ channelId, meetId, cause });
  for (const { managerId, engagement } of books.calls.heldIn(channelId, meetId)) {
    const order = { channelId, meetId, managerId, cause };
    if (engagement.type === 'reserved') await commands.releaseManager({ ...order, why: 'withdrawn' });
    else await commands.settleDuty(order);
  }
  return DONE;
}

/** One entry for what a call wants done at once, and of whom. */
function put(
  agenda: Agenda,
  channelId: string,
  task: TaskOf<'call-passed-on' | 'call-answered' | 'call-duty' | 'call-over'>,
  cause: Told['cause'],
): void {
  const whom = 'managerId' in task ? [task.managerId] : [];
  agenda.put({ id: entryId(task.kind, channelId, task.meetId, ...whom), channelId, task, ...AT_ONCE, cause });
}
