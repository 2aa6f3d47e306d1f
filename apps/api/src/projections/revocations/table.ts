import type { DatabaseSync } from 'node:sqlite';
import type { Viewer } from '../../viewer.ts';
import type { Revocation } from '../read-model.ts';

export const REVOCATIONS_SCHEMA = `
  CREATE TABLE token_revocation (
    channel_id TEXT NOT NULL, role TEXT NOT NULL, id TEXT NOT NULL, revoked_at TEXT NOT NULL,
    PRIMARY KEY (channel_id, role, id)
  ) WITHOUT ROWID;
`;

/** Answers since when somebody's tokens are refused; null where none ever were. */
export function revocationsOf(db: DatabaseSync): (viewer: Viewer) => string | null {
  const find = db.prepare('SELECT revoked_at FROM token_revocation WHERE channel_id = ? AND role = ? AND id = ?');
  return ({ channelId, role, id }) => {
    const record = find.get(channelId, role, id);
    // What the writer below wrote.
    return record ? (record['revoked_at'] as string) : null;
  };
}

/** Writes that somebody's tokens are refused from then on, and no earlier moment any more. */
export function revocationWriter(db: DatabaseSync): (revocation: Revocation) => void {
  const put = db.prepare('INSERT OR REPLACE INTO token_revocation VALUES (?, ?, ?, ?)');
  return ({ channelId, role, id, revokedAt }) => void put.run(channelId, role, id, revokedAt);
}
