import { eventStoreContract } from '../testing/index.ts';
import { createMemoryEventStore } from './index.ts';

eventStoreContract(
  'memory',
  async () => {
    const store = createMemoryEventStore();
    return { store, close: () => store.close() };
  },
  { gaplessPositions: true },
);
