import type { DatabaseSync } from 'node:sqlite';
import { type Duty, dutyDecider, type DutyEvent } from '@meets/meet-domain';

/** Every manager's duty, as the domain folds it. */
export const DUTIES_SCHEMA = `
  CREATE TABLE duty (
    channel_id TEXT NOT NULL, manager_id TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (channel_id, manager_id)
  ) WITHOUT ROWID;
`;

export interface Duties {
  /** Null for who never had anything to do with duty. */
  byId(channelId: string, managerId: string): Duty | null;
  /** Those behind `after`, by the managers' ids, at most `limit`. */
  page(channelId: string, after: string | null, limit: number): readonly Duty[];
}

export function dutiesOf(db: DatabaseSync): Duties {
  const byId = db.prepare('SELECT state FROM duty WHERE channel_id = ? AND manager_id = ?');
  const page = db.prepare('SELECT state FROM duty WHERE channel_id = ? AND manager_id > ? ORDER BY manager_id LIMIT ?');
  return {
    byId(channelId, managerId) {
      const record = byId.get(channelId, managerId);
      return record ? dutyIn(record) : null;
    },
    page: (channelId, after, limit) => page.all(channelId, after ?? '', limit).map(dutyIn),
  };
}

/** Takes in what happens to a duty. */
export function dutyWriter(db: DatabaseSync): (channelId: string, event: DutyEvent) => void {
  const duties = dutiesOf(db);
  const save = db.prepare('INSERT OR REPLACE INTO duty VALUES (?, ?, ?)');
  return (channelId, event) => {
    const duty = dutyDecider.evolve(duties.byId(channelId, event.data.managerId), event);
    if (duty !== null) save.run(channelId, duty.managerId, JSON.stringify(duty));
  };
}

/** The column holds what the writer above wrote, under the same projection version. */
const dutyIn = (record: { readonly [column: string]: unknown }): Duty => JSON.parse(String(record['state'])) as Duty;
