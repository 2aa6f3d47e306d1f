import type { DatabaseSync } from 'node:sqlite';
import type { ManagerMeetSettings, Medium, PhoneSettings, Place } from '@meets/meet-domain';
import type { DirectoryEntry } from '../log-entry.ts';
import { NotedOnce } from '../noted-once.ts';
import { scopedKey } from '../scoped-key.ts';
import {
  foldChannel,
  foldCustomer,
  foldManager,
  foldTeamRoom,
  foldUserChat,
  namedCustomer,
  namedManager,
} from './fold.ts';
import type { ChannelRow, CustomerRow, ManagerRow, UserChatRow } from './rows.ts';
import { type FindTeamRoom, TEAM_ROOMS_SCHEMA, teamRoomsOf, teamRoomWriter } from './team-rooms.ts';

/** `acquaintance`: which managers a customer knows of, because they had a visible part in one of the customer's meets. */
export const DIRECTORY_SCHEMA = `
  CREATE TABLE channel (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, paid_plan INTEGER NOT NULL, customers_may_start INTEGER NOT NULL,
    business_verified INTEGER NOT NULL, phone_settings TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE manager (
    channel_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT, operator_seat INTEGER NOT NULL, online INTEGER NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (channel_id, id)
  ) WITHOUT ROWID;
  CREATE TABLE customer (
    channel_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT, online INTEGER NOT NULL,
    PRIMARY KEY (channel_id, id)
  ) WITHOUT ROWID;
  CREATE TABLE user_chat (
    channel_id TEXT NOT NULL, id TEXT NOT NULL, customer_id TEXT NOT NULL, assignee_id TEXT, manager_ids TEXT NOT NULL,
    medium TEXT NOT NULL, input_open INTEGER NOT NULL,
    PRIMARY KEY (channel_id, id)
  ) WITHOUT ROWID;
  CREATE INDEX user_chat_by_assignee ON user_chat (channel_id, customer_id, assignee_id);
  CREATE TABLE acquaintance (
    channel_id TEXT NOT NULL, customer_id TEXT NOT NULL, manager_id TEXT NOT NULL,
    PRIMARY KEY (channel_id, customer_id, manager_id)
  ) WITHOUT ROWID;
  ${TEAM_ROOMS_SCHEMA}
`;

export interface Directory {
  channel(id: string): ChannelRow | null;
  manager(channelId: string, id: string): ManagerRow | null;
  customer(channelId: string, id: string): CustomerRow | null;
  userChat(channelId: string, id: string): UserChatRow | null;
  readonly teamRoom: FindTeamRoom;
  /** Who takes part in a place, as they are told of what is live there; nobody in one that was never put. */
  managersIn(channelId: string, place: Place): readonly string[];
  /** Is the manager the assignee of one of the customer's chats, or had they a visible part in one of their meets? */
  areAcquainted(channelId: string, customerId: string, managerId: string): boolean;
}

/** Reads the directory's rows. */
export function directoryOf(db: DatabaseSync): Directory {
  const channel = db.prepare('SELECT * FROM channel WHERE id = ?');
  const manager = db.prepare('SELECT * FROM manager WHERE channel_id = ? AND id = ?');
  const customer = db.prepare('SELECT * FROM customer WHERE channel_id = ? AND id = ?');
  const userChat = db.prepare('SELECT * FROM user_chat WHERE channel_id = ? AND id = ?');
  const acquainted = db.prepare(`
    SELECT EXISTS (SELECT 1 FROM user_chat WHERE channel_id = ?1 AND customer_id = ?2 AND assignee_id = ?3)
        OR EXISTS (SELECT 1 FROM acquaintance WHERE channel_id = ?1 AND customer_id = ?2 AND manager_id = ?3) AS yes`);
  const findUserChat = (channelId: string, id: string): UserChatRow | null =>
    mapped(userChat.get(channelId, id), userChatRowOf);
  const teamRoom = teamRoomsOf(db);
  return {
    managersIn(channelId, place) {
      if (place.type === 'team-room') return teamRoom(channelId, place.teamRoomId)?.memberIds ?? [];
      const chat = findUserChat(channelId, place.userChatId);
      return chat ? managersOf(chat) : [];
    },
    channel: (id) => mapped(channel.get(id), channelRowOf),
    manager: (channelId, id) => mapped(manager.get(channelId, id), managerRowOf),
    customer: (channelId, id) => mapped(customer.get(channelId, id), customerRowOf),
    userChat: findUserChat,
    teamRoom,
    areAcquainted: (channelId, customerId, managerId) =>
      acquainted.get(channelId, customerId, managerId)?.['yes'] === 1,
  };
}

export interface DirectoryWriter {
  apply(entry: DirectoryEntry): void;
  /** See {@link Directory}; as of what has been applied. */
  managersIn(channelId: string, place: Place): readonly string[];
  /** Somebody was named by an event: from then on they can be resolved. */
  nameManager(channelId: string, id: string): void;
  nameCustomer(channelId: string, id: string): void;
  acquaint(channelId: string, customerId: string, managerId: string): void;
  /** After a rolled-back transaction: memory must not know what the file does not. */
  forget(): void;
}

/** Folds events into the directory's rows. */
export function directoryWriter(db: DatabaseSync): DirectoryWriter {
  const directory = directoryOf(db);
  const managers = new NotedOnce();
  const customers = new NotedOnce();
  const acquaintances = new NotedOnce();
  const putRoom = teamRoomWriter(db);
  const putChannel = db.prepare('INSERT OR REPLACE INTO channel VALUES (?, ?, ?, ?, ?, ?)');
  const putManager = db.prepare('INSERT OR REPLACE INTO manager VALUES (?, ?, ?, ?, ?, ?)');
  const nameManager = db.prepare('INSERT OR IGNORE INTO manager VALUES (?, ?, ?, ?, ?, ?)');
  const putCustomer = db.prepare('INSERT OR REPLACE INTO customer VALUES (?, ?, ?, ?)');
  const nameCustomer = db.prepare('INSERT OR IGNORE INTO customer VALUES (?, ?, ?, ?)');
  const putUserChat = db.prepare('INSERT OR REPLACE INTO user_chat VALUES (?, ?, ?, ?, ?, ?, ?)');
  const acquaint = db.prepare('INSERT OR IGNORE INTO acquaintance VALUES (?, ?, ?)');

  const writer: DirectoryWriter = {
    managersIn: (channelId, place) => directory.managersIn(channelId, place),
    apply(entry) {
      const { channelId } = entry;
      switch (entry.category) {
        case 'channel': {
          const row = foldChannel(directory.channel(channelId), channelId, entry.fact);
          if (row) putChannel.run(...channelValues(row));
          return;
        }
        case 'manager':
          putManager.run(
            ...managerValues(
              foldManager(directory.manager(channelId, entry.fact.data.managerId), channelId, entry.fact),
            ),
          );
          return;
        case 'customer':
          putCustomer.run(
            ...customerValues(
              foldCustomer(directory.customer(channelId, entry.fact.data.customerId), channelId, entry.fact),
            ),
          );
          return;
        case 'userchat': {
          const row = foldUserChat(channelId, entry.fact);
          putUserChat.run(...userChatValues(row));
          writer.nameCustomer(channelId, row.customerId);
          for (const id of managersOf(row)) writer.nameManager(channelId, id);
          return;
        }
        case 'teamroom': {
          const row = foldTeamRoom(directory.teamRoom(channelId, entry.fact.data.teamRoomId), channelId, entry.fact);
          if (!row) return;
          putRoom(row);
          for (const id of row.memberIds) writer.nameManager(channelId, id);
        }
      }
    },
    nameManager(channelId, id) {
      if (managers.isNew(scopedKey(channelId, id))) nameManager.run(...managerValues(namedManager(channelId, id)));
    },
    nameCustomer(channelId, id) {
      if (customers.isNew(scopedKey(channelId, id))) nameCustomer.run(...customerValues(namedCustomer(channelId, id)));
    },
    acquaint(channelId, customerId, managerId) {
      const key = scopedKey(scopedKey(channelId, customerId), managerId);
      if (acquaintances.isNew(key)) acquaint.run(channelId, customerId, managerId);
    },
    forget() {
      managers.forget();
      customers.forget();
      acquaintances.forget();
    },
  };
  return writer;
}

type Record = { readonly [column: string]: unknown };

const mapped = <Row>(record: Record | undefined, rowOf: (record: Record) => Row): Row | null =>
  record ? rowOf(record) : null;
const flag = (value: boolean): number => (value ? 1 : 0);
const managersOf = ({ assigneeId, managerIds }: UserChatRow): readonly string[] =>
  assigneeId === null ? managerIds : [assigneeId, ...managerIds];

// The casts below say what the schema above says: these columns hold what the `…Values` beside them wrote.
const channelRowOf = (record: Record): ChannelRow => ({
  channelId: record['id'] as string,
  name: record['name'] as string,
  paidPlan: record['paid_plan'] === 1,
  customersMayStart: record['customers_may_start'] === 1,
  businessVerified: record['business_verified'] === 1,
  phoneSettings: JSON.parse(record['phone_settings'] as string) as PhoneSettings,
});
const channelValues = (row: ChannelRow) =>
  [
    row.channelId,
    row.name,
    flag(row.paidPlan),
    flag(row.customersMayStart),
    flag(row.businessVerified),
    JSON.stringify(row.phoneSettings),
  ] as const;

const managerRowOf = (record: Record): ManagerRow => ({
  channelId: record['channel_id'] as string,
  id: record['id'] as string,
  name: record['name'] as string | null,
  operatorSeat: record['operator_seat'] === 1,
  online: record['online'] === 1,
  settings: JSON.parse(record['settings'] as string) as ManagerMeetSettings,
});
const managerValues = (row: ManagerRow) =>
  [row.channelId, row.id, row.name, flag(row.operatorSeat), flag(row.online), JSON.stringify(row.settings)] as const;

const customerRowOf = (record: Record): CustomerRow => ({
  channelId: record['channel_id'] as string,
  id: record['id'] as string,
  name: record['name'] as string | null,
  online: record['online'] === 1,
});
const customerValues = (row: CustomerRow) => [row.channelId, row.id, row.name, flag(row.online)] as const;

const userChatRowOf = (record: Record): UserChatRow => ({
  channelId: record['channel_id'] as string,
  id: record['id'] as string,
  customerId: record['customer_id'] as string,
  assigneeId: record['assignee_id'] as string | null,
  managerIds: JSON.parse(record['manager_ids'] as string) as readonly string[],
  medium: record['medium'] as Medium,
  inputOpen: record['input_open'] === 1,
});
const userChatValues = (row: UserChatRow) =>
  [
    row.channelId,
    row.id,
    row.customerId,
    row.assigneeId,
    JSON.stringify(row.managerIds),
    row.medium,
    flag(row.inputOpen),
  ] as const;
