import { provideWorker, workerInBackground } from './media-worker/provide.ts';

const HELP = `npm run setup (after installing), or: node tools/setup.mjs tools/media-worker.ts [--background]

Puts mediasoup's worker where mediasoup looks for it: from the cache, else the prebuilt one from the network, else built from
the npm package's own source against Debian's libraries (some minutes, once per version and machine).
  --background   start that and return at once; whoever needs the worker waits for it
The cache is $XDG_CACHE_HOME/meets or ~/.cache/meets. MEETS_MEDIA_WORKER=skip leaves it out: meets then have no media.`;

if (process.argv.includes('--help')) console.log(HELP);
else if (process.argv.includes('--background')) workerInBackground();
// Media is one part of the service: nothing else fails for the want of it, so the exit code stays 0.
else await provideWorker();
