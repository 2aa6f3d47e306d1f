import type { EventStore } from '../port.ts';

/** A store of its own for one test: empty, and with nobody else on it. */
export interface OpenedStore {
  readonly store: EventStore;
  /** Closes the store and opens the same log again; left out where an engine keeps nothing. */
  readonly reopen?: () => Promise<EventStore>;
  /** Closes whatever is open and removes what it left behind. */
  close(): Promise<void>;
}

export type OpenStore = () => Promise<OpenedStore>;

export interface ContractOptions {
  /** The engine numbers positions 1, 2, 3 …, so the suite asserts exactly that. Default: they only have to grow. */
  readonly gaplessPositions?: boolean;
}

/** What a part of the suite works with: the store of the test that is running. */
export interface ContractSetting {
  readonly options: ContractOptions;
  /** The running test's store. */
  store(): EventStore;
  opened(): OpenedStore;
}

/** Opens a store before each test of the describe block that it is called in, and closes it afterwards. */
export function useStore(openStore: OpenStore, options: ContractOptions): ContractSetting {
  let opened: OpenedStore | undefined;
  beforeEach(async () => {
    opened = await openStore();
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  const current = (): OpenedStore => {
    if (!opened) throw new Error('the store of a test was used outside of it');
    return opened;
  };
  return { options, opened: current, store: () => current().store };
}
