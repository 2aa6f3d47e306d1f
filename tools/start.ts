import { buildRelease } from './build.ts';
import { RELEASE_ENTRY } from './bundle.ts';
import { workerInBackground } from './media-worker/provide.ts';

if (!(await buildRelease())) process.exit(1);
// Nobody waits for it: the server takes the worker up as soon as it is there.
workerInBackground();

// This process becomes the server: one process fewer to pass signals and exit codes through.
process.execve?.(
  process.execPath,
  [process.execPath, '--disable-warning=ExperimentalWarning', RELEASE_ENTRY, ...process.argv.slice(2)],
  process.env,
);
