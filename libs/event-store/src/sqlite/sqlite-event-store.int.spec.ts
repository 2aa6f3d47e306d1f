import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '../port.ts';
import { eventStoreContract } from '../testing/index.ts';
import { openSqliteEventStore } from './index.ts';

eventStoreContract(
  'sqlite',
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'event-store-'));
    const store = await openSqliteEventStore({ dataDir });
    const open: EventStore[] = [store];
    return {
      store,
      reopen: async () => {
        await open.at(-1)?.close();
        const again = await openSqliteEventStore({ dataDir });
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
