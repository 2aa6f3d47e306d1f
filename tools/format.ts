import { runCommand } from './run-steps.ts';

process.exitCode = await runCommand(['prettier', '--write', '--log-level=warn', '.']);
