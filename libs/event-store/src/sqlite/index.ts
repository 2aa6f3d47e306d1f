/** The door of the embedded engine. */
export { openSqliteEventStore } from './open-sqlite-event-store.ts';
export type { SqliteEventStoreOptions } from './open-sqlite-event-store.ts';
export { LOG_FILE_NAME } from './log-file.ts';
export { MAX_QUEUED_APPENDS, MAX_QUEUED_CHARACTERS } from './append-queue.ts';
export { READ_PAGE_EVENTS, SCAN_PAGE_POSITIONS } from './log-reader.ts';
