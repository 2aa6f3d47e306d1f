import type { DatabaseSync } from 'node:sqlite';
import type { PhoneNumberEvent } from '@meets/meet-domain';

/** Whose numbers are whose now. */
export const PHONE_NUMBERS_SCHEMA = `
  CREATE TABLE phone_number (
    number TEXT PRIMARY KEY, channel_id TEXT NOT NULL, issued_at TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX phone_number_by_channel ON phone_number (channel_id, number);
`;

export interface PhoneNumberRow {
  readonly number: string;
  readonly issuedAt: string;
}

/** Reads a channel's numbers in their own order: those behind `after`, at most `limit`. */
export type PhoneNumbers = (channelId: string, after: string | null, limit: number) => readonly PhoneNumberRow[];

export function phoneNumbersOf(db: DatabaseSync): PhoneNumbers {
  const page = db.prepare(
    'SELECT number, issued_at FROM phone_number WHERE channel_id = ? AND number > ? ORDER BY number LIMIT ?',
  );
  return (channelId, after, limit) =>
    page
      .all(channelId, after ?? '', limit)
      .map((record) => ({ number: String(record['number']), issuedAt: String(record['issued_at']) }));
}

/** Takes in what happens to numbers. */
export function phoneNumberWriter(db: DatabaseSync): (event: PhoneNumberEvent) => void {
  const issue = db.prepare('INSERT OR REPLACE INTO phone_number VALUES (?, ?, ?)');
  const giveBack = db.prepare('DELETE FROM phone_number WHERE number = ? AND channel_id = ?');
  return ({ type, at, data: { number, channelId } }) => {
    switch (type) {
      case 'PhoneNumberIssued':
        return void issue.run(number, channelId, at);
      case 'PhoneNumberGivenBack':
        return void giveBack.run(number, channelId);
    }
  };
}
