import type { Person } from '@meets/meet-domain';
import { type Clock, timestampOf } from '../time/clock.ts';
import type { ChatStanding } from '../commands/chat-standing.ts';
import type { Commands } from '../commands/commands.ts';
import { Ear } from '../projections/live/ear.ts';
import { Topics } from '../projections/live/topics.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { scopedKey } from '../projections/scoped-key.ts';
import { untilGone } from '../projections/live/until-gone.ts';
import type { Viewer } from '../viewer.ts';

/** How many messages wait for a slow reader; one that is further behind is ended, and subscribes again. */
export const MAX_PENDING_CHAT_MESSAGES = 100;

/** One thing said. It exists in this process's memory, until who is in has read it, and nowhere else. */
export interface ChatMessage {
  readonly from: Person;
  readonly text: string;
  readonly sentAt: string;
}

type Refused = Exclude<ChatStanding, { readonly outcome: 'in' }>;
export type SendAnswer = { readonly outcome: 'sent'; readonly message: ChatMessage } | Refused;
export type ListenAnswer = { readonly outcome: 'listening'; readonly messages: AsyncIterable<ChatMessage> } | Refused;

/**
 * R25: what is said in a team meet, among who is in it now. Nothing of it is ever written: not to the log, a row, a queue
 * or a log line. It reaches those who listen on this node at this moment; who comes later has missed it.
 */
export interface MeetChat {
  send(viewer: Viewer, meetId: string, text: string): Promise<SendAnswer>;
  /** What is said from now on, one's own words too, until the viewer is in no more or the signal ends it. */
  listen(viewer: Viewer, meetId: string, signal: AbortSignal): Promise<ListenAnswer>;
}

export interface MeetChatParts {
  readonly commands: Pick<Commands, 'chatStanding'>;
  readonly reads: Pick<ReadModel, 'meetUpdates' | 'positionFor'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function createMeetChat(parts: MeetChatParts): MeetChat {
  const said = new Topics<ChatMessage>();
  return {
    async send(viewer, meetId, text) {
      const standing = await parts.commands.chatStanding(viewer, { meetId });
      if (standing.outcome !== 'in') return standing;
      const message = { from: personIn(viewer), text, sentAt: timestampOf(parts.clock.now()) };
      said.tell(scopedKey(viewer.channelId, meetId), message);
      return { outcome: 'sent', message };
    },
    async listen(viewer, meetId, signal) {
      // Heard from before the question on, so that nothing is missed between it and the first read.
      const key = scopedKey(viewer.channelId, meetId);
      const ear = new Ear<ChatMessage>((hear) => said.listen(key, hear), MAX_PENDING_CHAT_MESSAGES, signal);
      const standing = await parts.commands.chatStanding(viewer, { meetId });
      if (standing.outcome === 'in') {
        return { outcome: 'listening', messages: heard(parts, viewer, meetId, ear, standing.position) };
      }
      ear.close();
      return standing;
    },
  };
}

async function* heard(
  parts: MeetChatParts,
  viewer: Viewer,
  meetId: string,
  ear: Ear<ChatMessage>,
  position: number,
): AsyncGenerator<ChatMessage, void> {
  const gone = untilGone(parts.reads, viewer, meetId, position, ear);
  try {
    do {
      for (let message = ear.next(); message; message = ear.next()) {
        // Between the leaving and the row that tells of it nothing is heard either.
        if ((await parts.commands.chatStanding(viewer, { meetId })).outcome !== 'in') return;
        yield message;
      }
    } while (await ear.more());
    const failure = await gone;
    if (failure) throw failure.error;
  } finally {
    ear.close();
  }
}

/** Who is in a meet is a manager or a customer, which their standing has just said. */
const personIn = ({ role, id }: Viewer): Person => ({ role: role === 'customer' ? 'customer' : 'manager', id });
