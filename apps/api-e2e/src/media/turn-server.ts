import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../running-server.ts';
import { providedProgram } from '../provided-program.ts';

const LOOPBACK = '127.0.0.1';
/** How long coturn may take until it answers; it opens its sockets in less than a second. */
const ANSWERS_WITHIN_MS = 60_000;
/** How often it is asked meanwhile. */
const ASKED_EVERY_MS = 50;
/** A binding request (RFC 8489, 5): its type, no attributes, the magic cookie; a transaction's id follows. */
const BINDING_REQUEST = Buffer.from('000100002112a442', 'hex');

/** A real coturn, which relays for whoever has credentials made with its secret. */
export interface TurnServer {
  readonly url: string;
  readonly secret: string;
  close(): Promise<void>;
}

/** What a browser is given for a relay. */
export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

/** Credentials of coturn's `use-auth-secret`, written down here a second time so that the service's own are not measured by themselves. */
export function credentialsUntil(endsAtMs: number, secret: string): TurnCredentials {
  const username = `${Math.floor(endsAtMs / 1_000)}:test`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** Starts coturn on loopback and waits until it answers. Rejects where there is none; what to do has been printed. */
export async function openTurnServer(): Promise<TurnServer> {
  const program = await providedProgram('turnserver.ts');
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'meets-turn-')), await freeUdpPort()];
  const secret = randomBytes(16).toString('hex');
  const written: string[] = [];
  const coturn = spawn(program, argumentsOf(port, secret, folder), { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [coturn.stdout, coturn.stderr])
    stream.on('data', (chunk: Buffer) => written.push(String(chunk)));
  const close = async (): Promise<void> => {
    await end(coturn);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswering(port, coturn, written);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `turn:${LOOPBACK}:${port}?transport=udp`, secret, close };
}

const argumentsOf = (port: number, secret: string, folder: string): readonly string[] => [
  // No configuration file of the machine's, and nothing of it written outside of this folder.
  ...['-n', '--log-file', 'stdout', '--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'turndb')],
  ...['--listening-ip', LOOPBACK, '--relay-ip', LOOPBACK, '--listening-port', `${port}`],
  ...['--use-auth-secret', '--static-auth-secret', secret, '--realm', 'meets'],
  ...['--no-tcp', '--no-tls', '--no-dtls', '--no-cli'],
  // For tests alone: a relay that carries to its own machine's addresses leads strangers behind its firewall.
  '--allow-loopback-peers',
];

async function untilAnswering(port: number, coturn: ChildProcess, written: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  let answered = false;
  socket.on('message', () => (answered = true));
  const giveUpAt = performance.now() + ANSWERS_WITHIN_MS;
  try {
    while (!answered) {
      if (coturn.exitCode !== null) throw new Error(`coturn ended with ${coturn.exitCode}:\n${written.join('')}`);
      if (performance.now() > giveUpAt)
        throw new Error(`coturn did not answer within ${ANSWERS_WITHIN_MS} ms:\n${written.join('')}`);
      socket.send(Buffer.concat([BINDING_REQUEST, randomBytes(12)]), port, LOOPBACK);
      await pause(ASKED_EVERY_MS);
    }
  } finally {
    socket.close();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** One that was free a moment ago. */
async function freeUdpPort(): Promise<number> {
  const probe = createSocket('udp4');
  probe.bind(0, LOOPBACK);
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
