import type { RecordedEvent } from '@meets/event-store';
import { type DomainEvent, type DomainEventType, parseStream } from '@meets/meet-domain';
import type { Cause } from '../commands/system-commands.ts';
import type { Decode } from '../stored-events/domain-codec.ts';

/** An event as reactions look at it. */
export interface Told {
  readonly channelId: string;
  /** What follows the channel in the stream's name: for a meet its id. */
  readonly subject: string;
  readonly version: number;
  readonly fact: DomainEvent;
  readonly cause: Cause;
}

/** The events that any reaction looks at; the others are not even read. */
export const TOLD_TYPES = [
  'MeetStarted',
  'MeetRang',
  'CustomerAwaited',
  'FollowUpSent',
  'FollowUpFailed',
  'MeetAccepted',
  'MeetMissed',
  'MeetEnded',
  'ParticipantJoined',
  'ParticipantLeft',
  'UserChatPut',
  'ManagerCameOnline',
  'ManagerWentOffline',
  'ManagerForgotten',
  'CustomerCameOnline',
  'CustomerWentOffline',
  'CustomerForgotten',
] as const satisfies readonly DomainEventType[];

/** Null for an event of a stream that is none of the domain's. */
export function toTold(recorded: RecordedEvent, decode: Decode): Told | null {
  const stream = parseStream(recorded.stream);
  if (!stream) return null;
  return {
    channelId: stream.channelId,
    subject: stream.rest,
    version: recorded.version,
    fact: decode(recorded),
    cause: { eventId: recorded.id, correlationId: recorded.metadata.correlationId },
  };
}
