import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '../port.ts';
import { eventStoreContract } from '../testing/index.ts';
import { SYNC_PLACES } from '../testing/sync-places.ts';
import { openSqliteEventStore } from './index.ts';

describe.each(Object.entries(SYNC_PLACES))('commits %s', (_, syncPlace) => {
  eventStoreContract(
    'sqlite',
    async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'event-store-'));
      const openIt = (): Promise<EventStore> => openSqliteEventStore({ dataDir, syncPlace: syncPlace() });
      const store = await openIt();
      const open: EventStore[] = [store];
      return {
        store,
        reopen: async () => {
          await open.at(-1)?.close();
          const again = await openIt();
          open.push(again);
          return again;
        },
        close: async () => {
          await open.at(-1)?.close();
          rmSync(dataDir, { recursive: true });
        },
      };
    },
    { gaplessPositions: true },
  );
});
