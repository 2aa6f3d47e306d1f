import { buildRelease } from './build.ts';
import { provideWorker } from './media-worker/provide.ts';
import { runCommand } from './run-steps.ts';

const args = process.argv.slice(2);
const wantsHelp = args.includes('--help') || args.includes('-h');

if (wantsHelp || (await buildRelease())) {
  // With it, hostile terms get as far as WebRTC itself; without, only as far as the service.
  if (!wantsHelp) await provideWorker();
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=meets-source'];
  process.exitCode = await runCommand(['node', ...flags, 'apps/api-e2e/src/storm/command.ts', ...args]);
} else process.exitCode = 1;
