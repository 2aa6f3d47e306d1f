/** The door of the memory engine. */
export { createMemoryEventStore } from './memory-event-store.ts';
export type { MemoryEventStoreOptions } from './memory-event-store.ts';
