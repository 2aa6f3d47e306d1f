import type { Person } from '@meets/meet-domain';
import { type Clock, timestampOf } from '../clock.ts';
import type { ChatStanding } from '../commands/chat-standing.ts';
import type { Commands } from '../commands/commands.ts';
import { Bell } from '../projections/live/bell.ts';
import { Topics } from '../projections/live/topics.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { scopedKey } from '../projections/scoped-key.ts';
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
      const ear = new Ear(said, scopedKey(viewer.channelId, meetId), signal);
      const standing = await parts.commands.chatStanding(viewer, { meetId });
      if (standing.outcome === 'in') {
        return { outcome: 'listening', messages: heard(parts, viewer, meetId, ear, standing.position) };
      }
      ear.close();
      return standing;
    },
  };
}

/** What one listener has not read yet. Ends with its signal, by `close`, and where too much waits. */
class Ear {
  readonly #stop = new AbortController();
  readonly #bell = new Bell(this.#stop.signal);
  readonly #pending: ChatMessage[] = [];
  readonly #release: () => void;

  constructor(said: Topics<ChatMessage>, key: string, signal: AbortSignal) {
    const close = (): void => this.close();
    const forget = said.listen(key, (message) => this.#take(message));
    this.#release = () => {
      forget();
      signal.removeEventListener('abort', close);
    };
    signal.addEventListener('abort', close);
    if (signal.aborted) this.close();
  }

  /** Aborted once nothing is listened to any more. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  next(): ChatMessage | undefined {
    return this.#pending.shift();
  }

  /** Resolves with true once there may be more, and with false once it is over. */
  more(): Promise<boolean> {
    return this.#bell.heard();
  }

  /** Safe to call twice. */
  close(): void {
    this.#release();
    this.#pending.length = 0;
    this.#stop.abort();
  }

  #take(message: ChatMessage): void {
    if (this.#pending.length >= MAX_PENDING_CHAT_MESSAGES) return this.close();
    this.#pending.push(message);
    this.#bell.ring();
  }
}

async function* heard(
  parts: MeetChatParts,
  viewer: Viewer,
  meetId: string,
  ear: Ear,
  position: number,
): AsyncGenerator<ChatMessage, void> {
  const gone = untilGone(parts, viewer, meetId, ear, position);
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

/** Closes the ear once the viewer is in the meet no more. Answers with what went wrong, or null. */
async function untilGone(
  { reads }: MeetChatParts,
  viewer: Viewer,
  meetId: string,
  ear: Ear,
  position: number,
): Promise<{ readonly error: unknown } | null> {
  try {
    // The rows must have heard of the coming in before they are asked about the leaving.
    await reads.positionFor(viewer, position);
    for await (const { participants } of reads.meetUpdates(viewer, meetId, ear.signal)) {
      const isIn = participants.some(({ person, leftAt }) => leftAt === null && isViewer(viewer, person));
      if (!isIn) break;
    }
    return null;
  } catch (error) {
    return { error };
  } finally {
    ear.close();
  }
}

const isViewer = (viewer: Viewer, { role, id }: Person): boolean => viewer.role === role && viewer.id === id;

/** Who is in a meet is a manager or a customer, which their standing has just said. */
const personIn = ({ role, id }: Viewer): Person => ({ role: role === 'customer' ? 'customer' : 'manager', id });
