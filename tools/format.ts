import { Command } from 'commander';
import { runCommand } from './run-steps.ts';

new Command('npm run format').description('Formats every source.').parse();

process.exitCode = await runCommand(['prettier', '--write', '--log-level=warn', '.']);
