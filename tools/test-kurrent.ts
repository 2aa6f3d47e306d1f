import { Command } from 'commander';
import { EventStoreUnavailable } from '@meets/event-store';
import { openKurrentEventStore } from '@meets/event-store/kurrent';
import { runCommand } from './run-steps.ts';

/** How long the server may take to answer a first question, before any test asks it. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * The EventStoreDB adapter against a real server, at KURRENTDB_URL. Its specs look at that variable; without it they use a
 * protocol server of their own, which `npm test` does anyway, so here it has to be set.
 */
async function main(url: string | undefined, args: readonly string[]): Promise<number> {
  const problem = url ? await problemOf(url) : 'KURRENTDB_URL is not set.';
  if (problem !== null) {
    console.error(`✗ ${problem}

What to do: start an EventStoreDB or KurrentDB and name it, for instance
  docker run --rm -p 2113:2113 docker.eventstore.com/eventstore/eventstore:24.10 --insecure --mem-db
  KURRENTDB_URL='esdb://localhost:2113?tls=false' npm run test:kurrent`);
    return 1;
  }
  const jest = ['node_modules/jest/bin/jest.js', '--config=libs/event-store/jest.config.mjs', '--runInBand', 'kurrent'];
  return runCommand(['node', ...jest, ...args], {
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  });
}

/** Why no event store answers there; null: one does. The address may hold a password, so it is not repeated. */
async function problemOf(connectionString: string): Promise<string | null> {
  try {
    const store = openKurrentEventStore({ connectionString, retryForMs: ANSWER_WITHIN_MS });
    await store.head().finally(() => store.close());
    return null;
  } catch (error) {
    if (error instanceof EventStoreUnavailable) return `No event store answers at KURRENTDB_URL: ${error.message}.`;
    return `KURRENTDB_URL cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  }
}

await new Command('npm run test:kurrent --')
  .description(
    "Runs the event store's contract against a real EventStoreDB or KurrentDB, at KURRENTDB_URL (esdb://…). What is told besides is Jest's.",
  )
  .argument('[arguments-of-jest...]')
  .allowUnknownOption()
  .action(async (args: readonly string[]) => {
    process.exitCode = await main(process.env['KURRENTDB_URL'], args);
  })
  .parseAsync();
