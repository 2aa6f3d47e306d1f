import type { Position, RecordedEvent } from '@meets/event-store';
import {
  type AccountEvent,
  type ChannelEvent,
  type CustomerEvent,
  type DutyEvent,
  type ManagerEvent,
  type MeetEvent,
  isPhoneNumberStream,
  parseStream,
  type PhoneNumberEvent,
  type PhoneQueueEvent,
  type StreamCategory,
  type TeamRoomEvent,
  type UserChatEvent,
} from '@meets/meet-domain';
import type { Decode } from '../stored-events/domain-codec.ts';

/** An event as projections fold it: the fact, where it stands, and nothing that a rebuild could not give again. */
export type LogEntry =
  | EntryOf<'channel', ChannelEvent>
  | EntryOf<'phonenumber', PhoneNumberEvent>
  | EntryOf<'manager', ManagerEvent>
  | EntryOf<'duty', DutyEvent>
  | EntryOf<'phonequeue', PhoneQueueEvent>
  | EntryOf<'customer', CustomerEvent>
  | EntryOf<'account', AccountEvent>
  | EntryOf<'userchat', UserChatEvent>
  | EntryOf<'teamroom', TeamRoomEvent>
  | EntryOf<'meet', MeetEvent>;

export type MeetEntry = Extract<LogEntry, { category: 'meet' }>;
/** What tells of somebody or something that can be looked up. */
export type DirectoryEntry = Exclude<
  LogEntry,
  { category: 'meet' | 'account' | 'phonenumber' | 'duty' | 'phonequeue' }
>;

/** The entry of a stored event, or null for a stream that is none of the domain's. */
export function toLogEntry(recorded: RecordedEvent, decode: Decode): LogEntry | null {
  const { stream, version, position, id: eventId } = recorded;
  if (isPhoneNumberStream(stream)) {
    // Nobody's stream: whose the number is, its events say.
    const fact = decode(recorded) as PhoneNumberEvent;
    const { channelId, number } = fact.data;
    return { category: 'phonenumber', channelId, rest: number, stream, version, position, eventId, fact };
  }
  const place = parseStream(stream);
  if (!place) return null;
  const { category, channelId, rest } = place;
  // The write side appends to each category of streams its own events only; the stream's name says which they are.
  return { category, channelId, rest, stream, version, position, eventId, fact: decode(recorded) } as LogEntry;
}

interface EntryOf<Category extends StreamCategory, Fact> {
  readonly category: Category;
  readonly channelId: string;
  /** What follows the channel in the stream's name: for a meet its id. Of a number, the number. */
  readonly rest: string;
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly eventId: string;
  readonly fact: Fact;
}
