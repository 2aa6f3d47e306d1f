import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../run-steps.ts';

/** Calls, is answered and hangs up: the scenario of the telephone tests, in which the time until it rings is taken. */
const SCENARIO = join(root, 'libs/telephony/src/testing/sipp/uac-call.xml');
/** How much longer than the calls themselves sipp may take, in seconds. */
const LATE_S = 60;

export interface Load {
  /** Where sipp is, and where it writes. */
  readonly program: string;
  readonly folder: string;
  readonly port: number;
  readonly number: string;
  readonly callsPerSecond: number;
  readonly seconds: number;
}

export interface LoadFigures {
  readonly succeeded: number;
  readonly retransmissions: number;
  /** From INVITE to 180, of each call. */
  readonly ringMs: readonly number[];
}

/** Calls for that long. Rejects where a call went otherwise than it should. */
export async function callBySipp({
  program,
  folder,
  port,
  number,
  callsPerSecond,
  seconds,
}: Load): Promise<LoadFigures> {
  mkdirSync(folder, { recursive: true });
  const scenario = join(folder, 'calls.xml');
  writeFileSync(scenario, timed(readFileSync(SCENARIO, 'utf8')));
  const child = spawn(
    program,
    [
      ...['-sf', scenario, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-t', 'u1', '-nostdin', '-s', number],
      ...['-r', `${callsPerSecond}`, '-m', `${callsPerSecond * seconds}`, '-l', '1000'],
      ...['-timeout', `${seconds + LATE_S}`, '-timeout_error'],
      ...['-trace_stat', '-stf', join(folder, 'stat.csv'), '-fd', '1', '-trace_rtt', '-rtt_freq', '1'],
      `127.0.0.1:${port}`,
    ],
    { stdio: 'ignore', cwd: folder },
  );
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`sipp ended with ${code}: not every call went as it should`);
  return figuresIn(folder);
}

const timed = (scenario: string): string =>
  scenario
    .replace('<send retrans="500">', '<send retrans="500" start_rtd="1">')
    .replace('<recv response="180" />', '<recv response="180" rtd="1" />');

function figuresIn(folder: string): LoadFigures {
  const rows = readFileSync(join(folder, 'stat.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split(';'));
  const last = (name: string): number => Number(rows.at(-1)?.[rows[0]?.indexOf(name) ?? -1]);
  const times = readdirSync(folder).find((name) => name.endsWith('_rtt.csv'));
  if (times === undefined) throw new Error('sipp has written no times');
  const ringMs = readFileSync(join(folder, times), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => Number(row.split(';')[1]));
  return { succeeded: last('SuccessfulCall(C)'), retransmissions: last('Retransmissions(C)'), ringMs };
}
