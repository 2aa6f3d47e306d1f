import type { Person } from '@meets/meet-domain';
import type { Cause } from '../commands/system-commands.ts';

/** What is to be done. Plain JSON; changing a shape means raising AGENDA_SCHEMA_VERSION, and the file is made anew. */
export type Task =
  | { readonly kind: 'ring-timer'; readonly meetId: string; readonly deadline: string }
  | { readonly kind: 'wait-timer'; readonly meetId: string; readonly until: string }
  | {
      readonly kind: 'presence-grace';
      readonly person: Person;
      /** Who entered after that is not meant. */
      readonly lostSince: string;
    }
  | {
      readonly kind: 'reservation-timer';
      readonly managerId: string;
      readonly meetId: string;
      readonly until: string;
    }
  | { readonly kind: 'wrap-up-timer'; readonly managerId: string; readonly until: string }
  | { readonly kind: 'call-assignment' }
  | { readonly kind: 'queue-timer'; readonly meetId: string; readonly until: string }
  | {
      readonly kind: 'call-passed-on';
      readonly meetId: string;
      readonly managerId: string;
      readonly why: 'declined' | 'unanswered' | 'withdrawn';
    }
  | { readonly kind: 'colleague-ring-timer'; readonly meetId: string; readonly managerId: string }
  | {
      readonly kind: 'call-handed-over';
      readonly meetId: string;
      readonly userChatId: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'call-answered';
      readonly meetId: string;
      readonly managerId: string;
      readonly userChatId: string;
    }
  | { readonly kind: 'call-duty'; readonly meetId: string; readonly managerId: string }
  | { readonly kind: 'call-over'; readonly meetId: string }
  | { readonly kind: 'assignee-change'; readonly meetId: string; readonly userChatId: string }
  | {
      readonly kind: 'follow-up';
      readonly meetId: string;
      readonly until: string;
      /** What the notifier said, once it has said something final; then only the recording is left. */
      readonly outcome: { readonly via: string; readonly failure: string | null } | null;
    }
  | { readonly kind: 'call-back'; readonly missedMeetId: string; readonly callbackMeetId: string }
  | {
      readonly kind: 'room-membership';
      readonly teamRoomId: string;
      readonly managerId: string;
      readonly edition: number;
    }
  | { readonly kind: 'forgotten-key'; readonly person: Person; readonly version: number };

export type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

/** Something to be done at a moment: a timer's deadline, or at once. */
export interface AgendaEntry<Of extends Task = Task> {
  /** Names kind and subject: a newer entry of the same id takes the older one's place. */
  readonly id: string;
  readonly channelId: string;
  readonly task: Of;
  /** Milliseconds since the epoch, by the steady clock; 0 for at once. */
  readonly dueAt: number;
  readonly cause: Cause;
}

/** An entry's id, from its kind and whatever tells its subject from others of that kind. */
export const entryId = (kind: Task['kind'], ...subject: readonly string[]): string =>
  [kind, ...subject.map(encodeURIComponent)].join('/');

/** Of an entry that is due at once. */
export const AT_ONCE = { dueAt: 0 } as const;

/** Of an entry that is due at a deadline, RFC 3339. */
export const dueAt = (deadline: string): { readonly dueAt: number } => ({ dueAt: Date.parse(deadline) });
