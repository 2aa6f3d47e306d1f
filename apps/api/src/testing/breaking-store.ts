import { type AppendRequest, type EventStore, EventStoreUnavailable } from '@meets/event-store';

/**
 * The store as it is to a process that dies around an append: from the given append on (counted from 1) nothing works any
 * more. `before`: that append never reached the disk; `after`: it did, and nobody was told.
 */
export function storeDyingAt(store: EventStore, append: number, when: 'before' | 'after'): EventStore {
  let appends = 0;
  return {
    ...through(store),
    async append(request: AppendRequest) {
      appends += 1;
      if (appends < append) return store.append(request);
      if (appends === append && when === 'after') await store.append(request);
      throw new EventStoreUnavailable(`the process died ${when} append ${append}`);
    },
  };
}

/** A store that is out of order while the switch says so. */
export function storeWithSwitch(store: EventStore): EventStore & { broken: boolean } {
  const wrapped = {
    ...through(store),
    broken: false,
    async append(request: AppendRequest) {
      if (wrapped.broken) throw new EventStoreUnavailable('the store is switched off');
      return store.append(request);
    },
  };
  return wrapped;
}

/** A store that lets something else happen just before the first append of an event of this type. */
export function storeThatPausesBefore(store: EventStore, type: string, meanwhile: () => Promise<unknown>): EventStore {
  let paused = false;
  return {
    ...through(store),
    async append(request: AppendRequest) {
      if (!paused && request.events.some((event) => event.type === type)) {
        paused = true;
        await meanwhile();
      }
      return store.append(request);
    },
  };
}

/** A store that lets something else happen just before the first look at the end of a stream. */
export function storeThatPausesBeforeLastOf(store: EventStore, meanwhile: () => Promise<unknown>): EventStore {
  let paused = false;
  return {
    ...through(store),
    async lastOf(stream: string) {
      if (!paused) {
        paused = true;
        await meanwhile();
      }
      return store.lastOf(stream);
    },
  };
}

/** The store's methods, bound, so that a wrapper can replace one of them. */
export const through = (store: EventStore): EventStore => ({
  append: (request) => store.append(request),
  readStream: (stream, options) => store.readStream(stream, options),
  lastOf: (stream) => store.lastOf(stream),
  readAll: (options) => store.readAll(options),
  follow: (options) => store.follow(options),
  head: () => store.head(),
  close: () => store.close(),
});
