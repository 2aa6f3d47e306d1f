import { endLeftServers } from './src/running-server.ts';

/** How long one test may take: the longest kills and restarts a server many times. */
const TEST_TIMEOUT_MS = 180_000;

import.meta.jest.setTimeout(TEST_TIMEOUT_MS);

// A test that fails does not get to the end of its own, and Jest would wait for its server for ever.
afterAll(endLeftServers);
