import { createHmac } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/**
 * R37: whose number calls. Kept by a digest under a secret of this node's own and made from the log, so that no digest stands in
 * the log for anybody to try numbers against.
 */
export interface CallerIndex {
  /** The customer has this number (E.164) from now on; null: none. */
  note(channelId: string, customerId: string, number: string | null): void;
  /** Null where nobody has it; of several who have it, always the same one. */
  find(channelId: string, number: string): string | null;
}

/** The columns of its table. */
export const CALLER_TABLE = `
    channel_id TEXT NOT NULL, customer_id TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (channel_id, customer_id)`;

/** In the reactions' file. Writes join the transaction that is open, if one is. */
export function openCallerIndex(db: DatabaseSync, secret: Uint8Array): CallerIndex {
  const save = db.prepare('INSERT OR REPLACE INTO caller VALUES (?, ?, ?)');
  const forget = db.prepare('DELETE FROM caller WHERE channel_id = ? AND customer_id = ?');
  const find = db.prepare(
    'SELECT customer_id FROM caller WHERE channel_id = ? AND digest = ? ORDER BY customer_id LIMIT 1',
  );
  const digestOf = (number: string): string => createHmac('sha256', secret).update(number).digest('base64');
  return {
    note(channelId, customerId, number) {
      if (number === null) forget.run(channelId, customerId);
      else save.run(channelId, customerId, digestOf(number));
    },
    find(channelId, number) {
      const row = find.get(channelId, digestOf(number));
      return row ? String(row['customer_id']) : null;
    },
  };
}
