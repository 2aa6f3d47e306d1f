import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, RELEASE_PROJECTS } from './build.ts';
import { root } from './run-steps.ts';

const entry = join(root, 'apps/api/dist/main.js');

if (!(await build(RELEASE_PROJECTS))) process.exit(1);
if (!existsSync(entry)) throw new Error(`the build left no ${entry}: run npm run clean, then try again`);

// This process becomes the server: one process fewer to pass signals and exit codes through.
process.execve?.(
  process.execPath,
  [process.execPath, '--disable-warning=ExperimentalWarning', '--enable-source-maps', entry, ...process.argv.slice(2)],
  process.env,
);
