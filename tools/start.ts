import { buildRelease } from './build.ts';
import { RELEASE_START, releaseEnv } from './bundle.ts';
import { workerInBackground } from './media-worker/provide.ts';

const HELP = `npm start

Installs, builds, and serves Meets on PORT (3000) with its data in DATA_DIR (./data). It takes no arguments: settings are
variables of the environment, and docs/configuration.md lists them.`;

const [unwanted] = process.argv.slice(2);
if (unwanted === '--help') {
  console.log(HELP);
  process.exit(0);
}
if (unwanted !== undefined) {
  console.error(
    `✗ npm start takes no arguments, such as ${unwanted}: a port is told by PORT=4000 npm start.\n\n${HELP}`,
  );
  process.exit(1);
}
if (!(await buildRelease())) process.exit(1);
// Nobody waits for it: the server takes the worker up as soon as it is there.
workerInBackground();

// This process becomes the server: one process fewer to pass signals and exit codes through.
process.execve?.(RELEASE_START, [RELEASE_START], releaseEnv());
