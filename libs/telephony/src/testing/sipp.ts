import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const SCENARIOS = fileURLToPath(new URL('./sipp/', import.meta.url));

/** How long a scenario may take before sipp gives it up, in seconds. */
export const SCENARIO_WITHIN_S = 60;

export interface SippRun {
  /** A file of `testing/sipp`. */
  readonly scenario: string;
  readonly host?: string;
  readonly transport?: 'udp' | 'tcp';
  /** Whom it calls; null for one that is called. */
  readonly callee: {
    readonly number: string;
    readonly port: number;
    /** Where it is not `host`. */ readonly host?: string;
  } | null;
  readonly calls?: number;
  /** Of a hundred packets, how many it loses, either way. */
  readonly lostPercent?: number;
  /** Whether it says again, by RTP, whatever it hears. */
  readonly echoes?: boolean;
}

export interface RunningSipp {
  readonly port: number;
  /** Resolves once all calls went as the scenario says; rejects with what went otherwise. */
  readonly done: Promise<void>;
}

export async function startSipp(program: string, run: SippRun): Promise<RunningSipp> {
  const { host = '127.0.0.1', callee, calls = 1 } = run;
  const folder = mkdtempSync(join(tmpdir(), 'meets-sipp-'));
  const errors = join(folder, 'errors.log');
  const port = await freePort(host);
  const child = spawn(
    program,
    [
      ...['-sf', join(SCENARIOS, `${run.scenario}.xml`), '-i', host, '-mi', host],
      // Who is called has to be told where; who calls finds a port alone.
      ...(callee === null ? ['-p', `${port}`] : []),
      ...['-t', run.transport === 'tcp' ? 't1' : 'u1', '-m', `${calls}`, '-r', '20'],
      ...['-nostdin', '-timeout', `${SCENARIO_WITHIN_S}`, '-timeout_error', '-trace_err', '-error_file', errors],
      ...(run.echoes ? ['-rtp_echo'] : []),
      ...(run.lostPercent === undefined ? [] : ['-lost', `${run.lostPercent}`]),
      ...(callee === null ? [] : calling(callee, host)),
    ],
    { stdio: ['ignore', 'ignore', 'ignore'], cwd: folder },
  );
  const done = once(child, 'close').then(([code]) => {
    const why = existsSync(errors) ? readFileSync(errors, 'utf8') : '';
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`sipp ended with ${String(code)} in ${run.scenario}: ${why}`);
  });
  // Whoever awaits it hears of it; until then it is no unhandled rejection.
  done.catch(() => undefined);
  if (callee === null && run.transport === 'tcp') await listening(host, port, child);
  return { port, done };
}

/** Over UDP who calls too early asks again; over TCP nobody does. */
async function listening(host: string, port: number, child: ChildProcess): Promise<void> {
  for (let stands = false; !stands && child.exitCode === null;) {
    const socket = connect(port, host);
    stands = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
  }
}

function calling({ number, port, host }: NonNullable<SippRun['callee']>, own: string): string[] {
  const address = addressOf(host ?? own, port);
  // What a digest is computed for: by itself sipp makes no URI of an IPv6 address.
  return ['-auth_uri', `${number}@${address}`, '-s', number, address];
}

const addressOf = (host: string, port: number): string => `${isIPv6(host) ? `[${host}]` : host}:${port}`;
