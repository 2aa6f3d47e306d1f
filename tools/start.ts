import { buildRelease } from './build.ts';
import { RELEASE_START, releaseEnv } from './bundle.ts';
import { workerInBackground } from './media-worker/provide.ts';

if (!(await buildRelease())) process.exit(1);
// Nobody waits for it: the server takes the worker up as soon as it is there.
workerInBackground();

// This process becomes the server: one process fewer to pass signals and exit codes through.
process.execve?.(RELEASE_START, [RELEASE_START, ...process.argv.slice(2)], releaseEnv());
