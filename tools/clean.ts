import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { root } from './run-steps.ts';

new Command('npm run clean').description('Deletes what was built. Data and node_modules stay.').parse();

const built = globSync(['{apps,libs}/*/{dist,dist-spec}', 'tools/dist-spec', 'coverage', '.nx'], { cwd: root });
for (const path of built) rmSync(join(root, path), { recursive: true });
console.log(built.length > 0 ? `Deleted ${built.join(', ')}.` : 'Nothing to delete.');
