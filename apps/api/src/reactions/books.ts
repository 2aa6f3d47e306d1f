import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '@meets/meet-domain';
import type { Cause } from '../commands/system-commands.ts';
import { type CallBooks, openCallBooks } from './call-books.ts';
import type { Hearing, Told } from './told.ts';

/** A loss of connection that has not been made good. */
export interface Absence {
  readonly lostSince: string;
  readonly graceUntil: string;
  readonly cause: Cause;
}

/** What reactions need to know of the present: which meets are open, who is in them, and who is offline. */
export interface Books {
  /** Takes events in; to be told before any reaction is. */
  readonly keep: Hearing<[]>;
  /** The meet in which a customer's call rings in this chat, or null. */
  ringingInboundIn(channelId: string, userChatId: string): string | null;
  /** The chat in which this meet is an open call by the customer, or null. */
  inboundChatOf(channelId: string, meetId: string): string | null;
  /** The open meets that this person started or is in. */
  meetsOf(channelId: string, person: Person): readonly string[];
  /** Those of them that the person began or came into after that moment, as its events say, each with when. */
  enteredAfter(channelId: string, person: Person, moment: string): readonly Entered[];
  absenceOf(channelId: string, person: Person): Absence | null;
  /** Of calls by phone, and who is there for them. */
  readonly calls: CallBooks;
}

/** A meet, and when somebody began it or last came in. */
export interface Entered {
  readonly meetId: string;
  readonly at: string;
}

/** The books in the reactions' file. Writes join the transaction that is open, if one is. */
export function openBooks(db: DatabaseSync, callersSecret: Uint8Array): Books {
  const statements = prepare(db);

  const close = ({ channelId, subject }: Told): void => {
    statements.closeMeet.run(channelId, subject);
    statements.closeMeetPeople.run(channelId, subject);
  };
  const enter = ({ channelId, subject, fact }: Told, { role, id }: Person): void =>
    void statements.enter.run(channelId, subject, role, id, fact.at);
  const lose = ({ channelId, cause, fact }: Told, { role, id }: Person, graceUntil: string): void =>
    void statements.lose.run(channelId, role, id, fact.at, graceUntil, cause.eventId, cause.correlationId);

  const come = (channelId: string, { role, id }: Person): void => void statements.comeBack.run(channelId, role, id);

  return {
    keep: {
      MeetStarted(told) {
        const { channelId, subject, fact } = told;
        const { direction, place, startedBy } = fact.data;
        const userChatId = place.type === 'user-chat' ? place.userChatId : null;
        statements.openMeet.run(channelId, subject, userChatId, direction);
        enter(told, startedBy);
      },
      MeetRang: ({ channelId, subject }) => void statements.setRinging.run(1, channelId, subject),
      MeetAccepted: ({ channelId, subject }) => void statements.setRinging.run(0, channelId, subject),
      MeetMissed: close,
      MeetEnded: close,
      ParticipantJoined: (told) => enter(told, told.fact.data.participant),
      ParticipantLeft({ channelId, subject, fact }) {
        const { role, id } = fact.data.participant;
        statements.leave.run(channelId, subject, role, id);
      },
      ManagerWentOffline: (told) => lose(told, manager(told.fact.data.managerId), told.fact.data.graceUntil),
      CustomerWentOffline: (told) => lose(told, customer(told.fact.data.customerId), told.fact.data.graceUntil),
      ManagerCameOnline: ({ channelId, fact }) => come(channelId, manager(fact.data.managerId)),
      CustomerCameOnline: ({ channelId, fact }) => come(channelId, customer(fact.data.customerId)),
    },
    ringingInboundIn: (channelId, userChatId) => text(statements.ringingIn.get(channelId, userChatId), 'meet_id'),
    inboundChatOf: (channelId, meetId) => text(statements.inboundChat.get(channelId, meetId), 'user_chat_id'),
    meetsOf: (channelId, { role, id }) =>
      statements.meetsOf.all(channelId, role, id).map((row) => String(row['meet_id'])),
    enteredAfter: (channelId, { role, id }, moment) =>
      statements.enteredAfter
        .all(channelId, role, id, moment)
        .map((row) => ({ meetId: String(row['meet_id']), at: String(row['entered_at']) })),
    absenceOf(channelId, { role, id }) {
      const row = statements.absence.get(channelId, role, id);
      return row
        ? {
            lostSince: String(row['lost_since']),
            graceUntil: String(row['grace_until']),
            cause: { eventId: String(row['cause_event_id']), correlationId: String(row['correlation_id']) },
          }
        : null;
    },
    calls: openCallBooks(db, callersSecret),
  };
}

const manager = (id: string): Person => ({ role: 'manager', id });
const customer = (id: string): Person => ({ role: 'customer', id });

const prepare = (db: DatabaseSync) => ({
  openMeet: db.prepare('INSERT OR REPLACE INTO open_meet VALUES (?, ?, ?, ?, 0)'),
  setRinging: db.prepare('UPDATE open_meet SET ringing = ? WHERE channel_id = ? AND meet_id = ?'),
  closeMeet: db.prepare('DELETE FROM open_meet WHERE channel_id = ? AND meet_id = ?'),
  closeMeetPeople: db.prepare('DELETE FROM meet_person WHERE channel_id = ? AND meet_id = ?'),
  enter: db.prepare('INSERT OR REPLACE INTO meet_person VALUES (?, ?, ?, ?, ?)'),
  leave: db.prepare('DELETE FROM meet_person WHERE channel_id = ? AND meet_id = ? AND role = ? AND person_id = ?'),
  lose: db.prepare('INSERT OR REPLACE INTO offline VALUES (?, ?, ?, ?, ?, ?, ?)'),
  comeBack: db.prepare('DELETE FROM offline WHERE channel_id = ? AND role = ? AND person_id = ?'),
  ringingIn: db.prepare(
    "SELECT meet_id FROM open_meet WHERE channel_id = ? AND user_chat_id = ? AND ringing = 1 AND direction = 'INBOUND'",
  ),
  inboundChat: db.prepare(
    "SELECT user_chat_id FROM open_meet WHERE channel_id = ? AND meet_id = ? AND direction = 'INBOUND'",
  ),
  meetsOf: db.prepare('SELECT meet_id FROM meet_person WHERE channel_id = ? AND role = ? AND person_id = ?'),
  enteredAfter: db.prepare(
    'SELECT meet_id, entered_at FROM meet_person WHERE channel_id = ? AND role = ? AND person_id = ? AND entered_at > ?',
  ),
  absence: db.prepare('SELECT * FROM offline WHERE channel_id = ? AND role = ? AND person_id = ?'),
});

const text = (row: Record<string, unknown> | undefined, column: string): string | null =>
  row ? String(row[column]) : null;
