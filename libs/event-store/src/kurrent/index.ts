/** EventStoreDB and KurrentDB: the event store for many machines. See the README beside this file. */
export { openKurrentEventStore } from './connect.ts';
export type { OpenKurrentOptions } from './connect.ts';
export { CLOSE_WAIT_MS, createKurrentEventStore, RETRY_FOR_MS } from './kurrent-event-store.ts';
export type { KurrentEventStoreOptions } from './kurrent-event-store.ts';
export { openKurrentPersonKeys } from './kurrent-person-keys.ts';
export type { OpenKurrentPersonKeysOptions } from './kurrent-person-keys.ts';
export type { KurrentClient, KurrentCredentials } from './kurrent-client.ts';
export { APPENDS_IN_FLIGHT, APPENDS_WAITING } from './appending.ts';
export { APPEND_TRY_MS } from './in-time.ts';
export { BACKOFF_FIRST_MS, BACKOFF_LONGEST_MS } from './backoff.ts';
export { HEAD_SEARCH_EVENTS } from './log-head.ts';
export { CATCH_UP_SEARCH_WINDOW, LIVE_SEARCH_WINDOW } from './log-scan.ts';
export { READ_BUFFER_EVENTS } from './ordered-reader.ts';
export { REMEMBERED_EVENT_IDS } from './stream-memory.ts';
