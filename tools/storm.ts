import { buildRelease } from './build.ts';
import { runCommand } from './run-steps.ts';

const args = process.argv.slice(2);
const wantsHelp = args.includes('--help') || args.includes('-h');

if (wantsHelp || (await buildRelease())) {
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=meets-source'];
  process.exitCode = await runCommand(['node', ...flags, 'apps/api-e2e/src/storm/command.ts', ...args]);
} else process.exitCode = 1;
