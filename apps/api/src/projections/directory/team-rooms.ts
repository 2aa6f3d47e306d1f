import type { DatabaseSync } from 'node:sqlite';
import type { TeamRoomKind } from '@meets/meet-domain';
import type { TeamRoomRow } from './rows.ts';

/** `team_room_member`: whose rooms are whose, for queries that leave out what a manager may not know of. */
export const TEAM_ROOMS_SCHEMA = `
  CREATE TABLE team_room (
    channel_id TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, member_ids TEXT NOT NULL,
    PRIMARY KEY (channel_id, id)
  ) WITHOUT ROWID;
  CREATE TABLE team_room_member (
    channel_id TEXT NOT NULL, manager_id TEXT NOT NULL, team_room_id TEXT NOT NULL,
    PRIMARY KEY (channel_id, manager_id, team_room_id)
  ) WITHOUT ROWID;
  CREATE INDEX team_room_member_by_room ON team_room_member (channel_id, team_room_id);
`;

/** Reads a room; null while it was never put. */
export type FindTeamRoom = (channelId: string, id: string) => TeamRoomRow | null;

export function teamRoomsOf(db: DatabaseSync): FindTeamRoom {
  const find = db.prepare('SELECT * FROM team_room WHERE channel_id = ? AND id = ?');
  return (channelId, id) => {
    const record = find.get(channelId, id);
    return record ? rowOf(record) : null;
  };
}

/** Writes a room and whose it is. */
export function teamRoomWriter(db: DatabaseSync): (row: TeamRoomRow) => void {
  const put = db.prepare('INSERT OR REPLACE INTO team_room VALUES (?, ?, ?, ?, ?)');
  const removeMembers = db.prepare('DELETE FROM team_room_member WHERE channel_id = ? AND team_room_id = ?');
  const addMember = db.prepare('INSERT INTO team_room_member VALUES (?, ?, ?)');
  return ({ channelId, id, kind, name, memberIds }) => {
    put.run(channelId, id, kind, name, JSON.stringify(memberIds));
    removeMembers.run(channelId, id);
    for (const memberId of memberIds) addMember.run(channelId, memberId, id);
  };
}

// The casts say what the schema above says: these columns hold what the writer above wrote.
const rowOf = (record: { readonly [column: string]: unknown }): TeamRoomRow => ({
  channelId: record['channel_id'] as string,
  id: record['id'] as string,
  kind: record['kind'] as TeamRoomKind,
  name: record['name'] as string | null,
  memberIds: JSON.parse(record['member_ids'] as string) as readonly string[],
});
