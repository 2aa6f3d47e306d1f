import type { DatabaseSync } from 'node:sqlite';
import type { RecordedEvent } from '@meets/event-store';
import type { MeetEvent, Person, Place, Ring } from '@meets/meet-domain';
import type { Decode } from '../stored-events/domain-codec.ts';
import { foldTimeline, type TimelineRow } from './customer-timeline/row.ts';
import { type TimelineWriter, timelineWriter } from './customer-timeline/table.ts';
import { type DirectoryWriter, directoryWriter } from './directory/table.ts';
import { dutyWriter } from './duties/table.ts';
import { foldEventIndex } from './event-index/row.ts';
import { eventIndexWriter } from './event-index/table.ts';
import { type DirectoryEntry, type LogEntry, type MeetEntry, toLogEntry } from './log-entry.ts';
import { foldMeet, ringChanges } from './meets/fold.ts';
import type { MeetRow } from './meets/row.ts';
import { meetsWriter } from './meets/table.ts';
import { phoneNumberWriter } from './phone-numbers/table.ts';
import type { Revocation } from './read-model.ts';
import { revocationIn } from './revocations/row.ts';
import { revocationWriter } from './revocations/table.ts';
import { personScope, scopedKey } from './scoped-key.ts';

/** What a batch changed, for those who listen. */
export interface BatchChanges {
  /** Streams of the meets that have new events. */
  readonly meets: ReadonlySet<string>;
  /** Whose own sequence has grown: see `scopedKey`. */
  readonly customers: ReadonlySet<string>;
  /** Rings that began or stopped, in order. */
  readonly rings: readonly RingChange[];
  /** Managers in whose places among managers (R19, R20) a meet went live or was over, or who takes part changed: see `personScope`. */
  readonly noticed: ReadonlySet<string>;
  /** Whose duty changed. */
  readonly duties: readonly DutyChange[];
  /** Team rooms that were told of anew, so that who may know of their meets may be others now: see `scopedKey`. */
  readonly rooms: ReadonlySet<string>;
  /** The meets' events, by channel. */
  readonly events: ReadonlyMap<string, readonly RecordedEvent[]>;
  /** Whose tokens were revoked. */
  readonly revoked: readonly Revocation[];
  /** Was anybody forgotten? */
  readonly forgotten: boolean;
}

export interface DutyChange {
  readonly channelId: string;
  readonly managerId: string;
}

export interface RingChange {
  /** The ring after the event. */
  readonly ring: Ring;
  /** The meet after the event. */
  readonly row: MeetRow;
}

export interface BatchApplier {
  /** Folds events into all rows. Runs within the caller's transaction and reads nothing but the events and the rows. */
  apply(events: readonly RecordedEvent[]): BatchChanges;
  /** The transaction was rolled back. */
  forget(): void;
}

/** Every projection of the read model, side by side, so that one transaction holds them all. */
export function batchApplier(db: DatabaseSync, decode: Decode): BatchApplier {
  const directory = directoryWriter(db);
  const meets = meetsWriter(db);
  const indexEvent = eventIndexWriter(db);
  const timeline = timelineWriter(db);
  const saveRevocation = revocationWriter(db);
  const saveNumber = phoneNumberWriter(db);
  const saveDuty = dutyWriter(db);

  const applyToMeet = (entry: MeetEntry, changes: MutableChanges): void => {
    indexEvent(foldEventIndex(entry));
    const before = meets.load(entry.stream, entry.channelId, entry.rest);
    const shown = rowForCustomer(timeline, entry, before);
    const row = foldMeet(before, entry, shown?.seq ?? null);
    // A meet whose history does not begin with MeetStarted is no meet.
    if (!row) return;
    meets.save(entry.stream, row);
    changes.meets.add(entry.stream);
    if (shown) {
      timeline.append(shown);
      changes.customers.add(scopedKey(entry.channelId, shown.customerId));
    }
    namePersons(entry.fact, row);
    if (isNews(before, row)) notice(directory, row.channelId, row.meet.place, changes);
    for (const ring of ringChanges(before?.meet ?? null, row.meet)) {
      meets.noteRing(row, ring);
      changes.rings.push({ ring, row });
    }
  };

  const namePersons = (fact: MeetEvent, row: MeetRow): void => {
    const { channelId, meet } = row;
    const { customerId } = meet;
    if (fact.type === 'MeetStarted' && customerId !== null) directory.nameCustomer(channelId, customerId);
    const person = personIn(fact);
    if (person?.role !== 'manager') return;
    // Whom a customer's call rings is for the staff to know; who starts, answers or comes in shows themselves.
    const shown = fact.type !== 'MeetRang' && fact.type !== 'ColleagueRang';
    directory.nameManager(channelId, person.id);
    meets.noteManager(row, person.id, shown);
    if (shown && customerId !== null) directory.acquaint(channelId, customerId, person.id);
  };

  return {
    apply(events) {
      const changes = noChanges();
      for (const recorded of events) {
        const entry = toLogEntry(recorded, decode);
        if (entry?.category === 'meet') {
          applyToMeet(entry, changes);
          noteEvent(changes, entry.channelId, recorded);
        } else if (entry?.category === 'phonenumber') {
          saveNumber(entry.fact);
        } else if (entry?.category === 'duty') {
          saveDuty(entry.channelId, entry.fact);
          changes.duties.push({ channelId: entry.channelId, managerId: entry.fact.data.managerId });
        } else if (entry && entry.category !== 'phonequeue') {
          if (entry.category !== 'account') applyToDirectory(directory, entry, changes);
          applyRevocation(saveRevocation, entry, changes);
        }
      }
      meets.flush();
      return changes;
    },
    forget() {
      directory.forget();
      meets.forget();
      timeline.forget();
    },
  };
}

function applyRevocation(save: (revocation: Revocation) => void, entry: LogEntry, { revoked }: MutableChanges): void {
  const revocation = revocationIn(entry);
  if (revocation === null) return;
  save(revocation);
  revoked.push(revocation);
}

function applyToDirectory(directory: DirectoryWriter, entry: DirectoryEntry, changes: MutableChanges): void {
  const { channelId } = entry;
  const place = placeIn(entry);
  notice(directory, channelId, place, changes);
  directory.apply(entry);
  notice(directory, channelId, place, changes);
  if (place?.type === 'team-room') changes.rooms.add(scopedKey(channelId, place.teamRoomId));
  changes.forgotten ||= isForgetting(entry);
}

interface MutableChanges {
  readonly meets: Set<string>;
  readonly customers: Set<string>;
  readonly rings: RingChange[];
  readonly noticed: Set<string>;
  readonly duties: DutyChange[];
  readonly rooms: Set<string>;
  readonly events: Map<string, RecordedEvent[]>;
  readonly revoked: Revocation[];
  forgotten: boolean;
}

const noChanges = (): MutableChanges => ({
  meets: new Set(),
  customers: new Set(),
  rings: [],
  noticed: new Set(),
  duties: [],
  rooms: new Set(),
  events: new Map(),
  revoked: [],
  forgotten: false,
});

/** The managers' place that the event tells of anew: who takes part before or afterwards may have news of what is live there. */
function placeIn({ fact }: LogEntry): Place | null {
  if (fact.type === 'UserChatPut') return { type: 'internal-chat', userChatId: fact.data.userChatId };
  if (fact.type !== 'TeamRoomPut' && fact.type !== 'TeamRoomMemberAdded') return null;
  return { type: 'team-room', teamRoomId: fact.data.teamRoomId };
}

/** Did a meet among managers go live, or is it over? */
const isNews = (before: MeetRow | null, { meet }: MeetRow): boolean =>
  meet.place.type !== 'user-chat' && (before?.meet.phase === 'LIVE') !== (meet.phase === 'LIVE');

function noteEvent({ events }: MutableChanges, channelId: string, recorded: RecordedEvent): void {
  const known = events.get(channelId);
  if (known) known.push(recorded);
  else events.set(channelId, [recorded]);
}

const customerIn = (fact: MeetEvent): string | null => (fact.type === 'MeetStarted' ? fact.data.customerId : null);

/** What the event adds to the sequence of the meet's customer; null where the meet has none, or they may not see it. */
function rowForCustomer(timeline: TimelineWriter, entry: MeetEntry, before: MeetRow | null): TimelineRow | null {
  const customerId = before ? before.meet.customerId : customerIn(entry.fact);
  if (customerId === null) return null;
  const heads = { seq: timeline.headOf(entry.channelId, customerId), version: before?.customer.version ?? 0 };
  return foldTimeline(heads, entry, customerId);
}

/** Whoever takes part in the place now is to look at what is live there. */
function notice(directory: DirectoryWriter, channelId: string, place: Place | null, { noticed }: MutableChanges): void {
  if (place === null) return;
  for (const id of directory.managersIn(channelId, place)) noticed.add(personScope(channelId, { role: 'manager', id }));
}

/** Whom the event brings into the meet, if anybody. */
function personIn(fact: MeetEvent): Person | null {
  if (fact.type === 'MeetStarted') return fact.data.startedBy;
  if (fact.type === 'MeetRang' || fact.type === 'ColleagueRang') return fact.data.callee;
  if (fact.type === 'MeetAccepted') return fact.data.acceptedBy;
  return fact.type === 'ParticipantJoined' ? fact.data.participant : null;
}

const isForgetting = ({ fact }: LogEntry): boolean =>
  fact.type === 'ManagerForgotten' || fact.type === 'CustomerForgotten';
