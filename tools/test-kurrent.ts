import { runCommand } from './run-steps.ts';

/**
 * The EventStoreDB adapter against a real server. Its specs look at KURRENTDB_URL; without it they use the protocol
 * server of their own, which `npm test` does anyway.
 */
if (!process.env['KURRENTDB_URL']) {
  console.error(`✗ KURRENTDB_URL is not set.

What to do: start an EventStoreDB or KurrentDB and name it, for instance
  docker run --rm -p 2113:2113 docker.eventstore.com/eventstore/eventstore:24.10 --insecure --mem-db
  KURRENTDB_URL='esdb://localhost:2113?tls=false' npm run test:kurrent`);
  process.exit(1);
}
process.exitCode = await runCommand(
  [
    'node',
    'node_modules/jest/bin/jest.js',
    '--config=libs/event-store/jest.config.mjs',
    '--runInBand',
    'kurrent',
    ...process.argv.slice(2),
  ],
  { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
);
