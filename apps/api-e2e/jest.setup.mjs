/** How long one test may take: the longest kills and restarts a server many times. */
const TEST_TIMEOUT_MS = 180_000;

import.meta.jest.setTimeout(TEST_TIMEOUT_MS);
