import type { DatabaseSync } from 'node:sqlite';
import {
  type CallCameIn,
  type CallDialled,
  type Duty,
  dutyDecider,
  type DutyEvent,
  type Person,
} from '@meets/meet-domain';
import { CALLER_TABLE, openCallerIndex } from './caller-index.ts';
import type { Hearing, Told } from './told.ts';

/** What the assignment of calls by phone needs to know of the present. */
export interface CallBooks {
  /** Takes events in; to be told before any reaction is. */
  readonly keep: Hearing<[]>;
  /** Takes in what ends things; to be told when every reaction was, which may still want to know of them. */
  readonly close: Hearing<[]>;
  /** Is this meet a call by phone that was let in, or began, and is not over? */
  isCall(channelId: string, meetId: string): boolean;
  /** The calls that wait, the longest waiting first. */
  waiting(channelId: string): readonly string[];
  /** The calls that this line holds. */
  heldBy(line: string): readonly HeldCall[];
  /** Everybody on duty, the longest idle first. */
  onDuty(channelId: string): readonly Duty[];
  /** Whom this call holds or rings. */
  heldIn(channelId: string, meetId: string): readonly Duty[];
  /** R37: the customer who has this number, E.164; null where nobody has. */
  callerOf(channelId: string, number: string): string | null;
  /** Is the manager in a meet, or does one ring them or by them? */
  isBusy(channelId: string, managerId: string): boolean;
}

export interface HeldCall {
  readonly channelId: string;
  readonly meetId: string;
}

/** The tables of these books. */
export const CALL_TABLES = {
  phone_call: `
    channel_id TEXT NOT NULL, meet_id TEXT NOT NULL, line TEXT NOT NULL, turn INTEGER NOT NULL, waiting INTEGER NOT NULL,
    PRIMARY KEY (channel_id, meet_id)`,
  duty: `
    channel_id TEXT NOT NULL, manager_id TEXT NOT NULL, meet_id TEXT, available INTEGER NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (channel_id, manager_id)`,
  busy: `
    channel_id TEXT NOT NULL, manager_id TEXT NOT NULL, meet_id TEXT NOT NULL,
    PRIMARY KEY (channel_id, manager_id, meet_id)`,
  caller: CALLER_TABLE,
} as const satisfies Record<string, string>;

/** The books in the reactions' file, with callers under that secret. Writes join the transaction that is open, if one is. */
export function openCallBooks(db: DatabaseSync, callersSecret: Uint8Array): CallBooks {
  const callers = openCallerIndex(db, callersSecret);
  const statements = prepare(db);
  const keepDuty = dutyKeeper(statements);
  const occupy = ({ channelId, subject }: Told, { role, id }: Person): void => {
    if (role === 'manager') statements.occupy.run(channelId, id, subject);
  };
  const free = ({ channelId, subject }: Told, { role, id }: Person): void => {
    if (role === 'manager') statements.free.run(channelId, id, subject);
  };
  const wait = ({ channelId, subject }: Told, waits: boolean): void =>
    void statements.setWaiting.run(waits ? 1 : 0, channelId, subject);
  const begin = ({ channelId, subject, fact }: Told<CallCameIn | CallDialled>): void =>
    void statements.begin.run(channelId, subject, fact.data.line);
  const over = ({ channelId, subject }: Told): void => {
    statements.forget.run(channelId, subject);
    statements.freeAll.run(channelId, subject);
  };

  return {
    keep: {
      ManagerBecameAvailable: keepDuty,
      ManagerBecameUnavailable: keepDuty,
      DoNotDisturbTurnedOn: keepDuty,
      DoNotDisturbTurnedOff: keepDuty,
      CallLimitChanged: keepDuty,
      ManagerReserved: keepDuty,
      ManagerReleased: keepDuty,
      CallTaken: keepDuty,
      CallFinished: keepDuty,
      WrapUpEnded: keepDuty,
      CustomerPut: ({ channelId, fact }) => callers.note(channelId, fact.data.customerId, fact.data.phoneNumber),
      CustomerForgotten: ({ channelId, fact }) => callers.note(channelId, fact.data.customerId, null),
      MeetStarted: (told) => occupy(told, told.fact.data.startedBy),
      CustomerAwaited: ({ channelId, subject }) => void statements.freeAll.run(channelId, subject),
      CallCameIn: begin,
      CallDialled: begin,
      MeetQueued: (told) => wait(told, true),
      MeetRang(told) {
        wait(told, false);
        occupy(told, told.fact.data.callee);
      },
      ColleagueRang: (told) => occupy(told, told.fact.data.callee),
      ColleagueRingWithdrawn: (told) => free(told, told.fact.data.callee),
      RingSkipped: (told) => free(told, told.fact.data.callee),
      RingDeclined: (told) => free(told, told.fact.data.callee),
      RingUnanswered: (told) => free(told, told.fact.data.callee),
      // Whoever else was rung is free; who comes in is told next.
      MeetAccepted: ({ channelId, subject }) => void statements.freeAll.run(channelId, subject),
      ParticipantJoined: (told) => occupy(told, told.fact.data.participant),
      ParticipantLeft: (told) => free(told, told.fact.data.participant),
    },
    close: { MeetMissed: over, MeetEnded: over },
    isCall: (channelId, meetId) => statements.isCall.get(channelId, meetId) !== undefined,
    waiting: (channelId) => statements.waiting.all(channelId).map((row) => String(row['meet_id'])),
    heldBy: (line) =>
      statements.heldBy
        .all(line)
        .map((row) => ({ channelId: String(row['channel_id']), meetId: String(row['meet_id']) })),
    onDuty: (channelId) => statements.onDuty.all(channelId).map(dutyIn).toSorted(byIdleness),
    heldIn: (channelId, meetId) => statements.heldIn.all(channelId, meetId).map(dutyIn),
    callerOf: (channelId, number) => callers.find(channelId, number),
    isBusy: (channelId, managerId) => statements.isBusy.get(channelId, managerId) !== undefined,
  };
}

const dutyKeeper =
  (statements: ReturnType<typeof prepare>) =>
  ({ channelId, fact }: Told<DutyEvent>): void => {
    const row = statements.dutyOf.get(channelId, fact.data.managerId);
    const duty = dutyDecider.evolve(row ? dutyIn(row) : null, fact);
    if (duty === null) return;
    const meetId = 'meetId' in duty.engagement ? duty.engagement.meetId : null;
    statements.saveDuty.run(channelId, duty.managerId, meetId, duty.available ? 1 : 0, JSON.stringify(duty));
  };

/** Who is idle since the earliest moment comes first; who is not idle at all, last. */
const byIdleness = (one: Duty, other: Duty): number => {
  const [a, b] = [one.idleSince ?? '~', other.idleSince ?? '~'];
  return a < b ? -1 : a > b ? 1 : 0;
};

const prepare = (db: DatabaseSync) => ({
  // Behind all that are there: in the order of the log, which is finer than its clock.
  begin: db.prepare('INSERT OR REPLACE INTO phone_call SELECT ?, ?, ?, COALESCE(MAX(turn), 0) + 1, 0 FROM phone_call'),
  setWaiting: db.prepare('UPDATE phone_call SET waiting = ? WHERE channel_id = ? AND meet_id = ?'),
  forget: db.prepare('DELETE FROM phone_call WHERE channel_id = ? AND meet_id = ?'),
  isCall: db.prepare('SELECT 1 FROM phone_call WHERE channel_id = ? AND meet_id = ?'),
  waiting: db.prepare('SELECT meet_id FROM phone_call WHERE channel_id = ? AND waiting = 1 ORDER BY turn'),
  heldBy: db.prepare('SELECT channel_id, meet_id FROM phone_call WHERE line = ?'),
  dutyOf: db.prepare('SELECT state FROM duty WHERE channel_id = ? AND manager_id = ?'),
  saveDuty: db.prepare('INSERT OR REPLACE INTO duty VALUES (?, ?, ?, ?, ?)'),
  onDuty: db.prepare('SELECT state FROM duty WHERE channel_id = ? AND available = 1'),
  heldIn: db.prepare('SELECT state FROM duty WHERE channel_id = ? AND meet_id = ?'),
  occupy: db.prepare('INSERT OR REPLACE INTO busy VALUES (?, ?, ?)'),
  free: db.prepare('DELETE FROM busy WHERE channel_id = ? AND manager_id = ? AND meet_id = ?'),
  freeAll: db.prepare('DELETE FROM busy WHERE channel_id = ? AND meet_id = ?'),
  isBusy: db.prepare('SELECT 1 FROM busy WHERE channel_id = ? AND manager_id = ? LIMIT 1'),
});

/** The column holds what the books wrote, in a file of the same version. */
const dutyIn = (row: { readonly [column: string]: unknown }): Duty => JSON.parse(String(row['state'])) as Duty;
