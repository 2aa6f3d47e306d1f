import type { Held } from './inspect-process.ts';
import type { Failure } from './tally.ts';

/** How much more than before the storm a process may hold after it, as a part of it. */
export const MEMORY_TOLERANCE = 0.1;

/** Something that holds for malformed input, and whether it did. */
export interface Promised {
  readonly name: string;
  readonly kept: boolean;
  readonly found: string;
}

export interface Evidence {
  readonly failures: readonly Failure[];
  /** What the service could not do for ordinary clients. */
  readonly trouble: readonly string[];
  readonly before: Held;
  readonly after: Held;
  /** What it exited with when it was asked to stop. */
  readonly code: number | null;
  readonly output: string;
}

export function promisesOf({ failures, trouble, before, after, code, output }: Evidence): Promised[] {
  const errors = errorsIn(output);
  return [
    {
      name: 'every input is answered, and none as if the service had broken',
      kept: failures.length === 0,
      found: `${failures.length} were not`,
    },
    { name: 'the service does not crash', kept: code === 0, found: `exit code ${code}` },
    {
      name: 'everybody else is served meanwhile, and nothing is stored',
      kept: trouble.length === 0,
      found: trouble.join('; ') || 'so it was',
    },
    {
      name: 'the log says nothing of an error',
      kept: errors.length === 0,
      found: errors.length === 0 ? 'so it was' : errors.slice(0, 5).join('\n    '),
    },
    {
      name: 'no connection is left',
      kept: after.connections <= before.connections,
      found: `${before.connections} before, ${after.connections} after`,
    },
    memory('live memory', before.heapBytes + before.externalBytes, after.heapBytes + after.externalBytes),
    memory('resident memory', before.rssBytes, after.rssBytes),
  ];
}

function memory(what: string, before: number, after: number): Promised {
  const growth = after / before - 1;
  const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  return {
    name: `${what} is back within ${MEMORY_TOLERANCE * 100} %`,
    kept: growth <= MEMORY_TOLERANCE,
    found: `${mib(before)} before, ${mib(after)} after: ${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)} %`,
  };
}

/** What the inspector says for itself. */
const OF_THE_INSPECTOR = /^(Debugger |For help, see: )/;

/** Lines at the levels error and fatal, and whatever is no log line at all. */
function errorsIn(output: string): string[] {
  const lines = output.split('\n').filter((line) => line !== '' && !OF_THE_INSPECTOR.test(line));
  return lines.filter((line) => !line.startsWith('{') || /"level":"(error|fatal)"/.test(line));
}
