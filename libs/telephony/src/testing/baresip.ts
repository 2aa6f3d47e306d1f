import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Control, controlOver } from './baresip-control.ts';
import { freePort } from './free-port.ts';
import { betweenLooks } from './until.ts';

/** How often other ports are tried, where somebody took ours before baresip did. */
const STARTS = 5;
/** How long baresip may take until it listens to us. */
const READY_WITHIN_MS = 60_000;
const HOST = '127.0.0.1';
/** What it writes ten times a second while it is in a call. */
const METER = /\[\d+:\d\d:\d\d\] audio=[^\r]*\r/g;

export interface BaresipOptions {
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** Its own number. */
  readonly number: string;
  /** Its address, of this machine's; 127.0.0.1 where none is said. Over TCP and TLS it calls from 127.0.0.1 nevertheless. */
  readonly host?: string;
  /** Whether it answers by itself when it is called. */
  readonly answers?: boolean;
  /** A WAV file (16 bits, 8 kHz, mono) that it speaks; at its end it hangs up. */
  readonly says?: string;
  /** Where it leaves what it heard (`*-dec.wav`) and said (`*-enc.wav`), of each call. */
  readonly keepsSoundIn?: string;
  /** Where TLS is spoken: a PEM file of certificate and key, and one of whom it trusts. */
  readonly certificateFile?: string;
  readonly trustedFile?: string;
  /** Encryption of sound as baresip calls it, such as `srtp-mand`. */
  readonly mediaEncryption?: string;
}

/** A telephone of somebody else's that runs. */
export interface Baresip extends Control {
  /** Where it takes calls, by its transport. */
  readonly port: number;
  /** Ends it; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts baresip, with settings and ports of its own, and resolves once it takes orders. It is spoken to by its control socket, which tells each thing that
 * happens as it does: its standard output is buffered where it is no terminal, and its console reads from nothing but one.
 */
export async function startBaresip(program: string, options: BaresipOptions): Promise<Baresip> {
  for (let attempts = 1; ; attempts += 1) {
    const started = await tryBaresip(program, options);
    if (typeof started !== 'string') return started;
    if (attempts === STARTS) throw new Error(`baresip does not start:\n${started}`);
  }
}

/** What it wrote where it ended instead. */
async function tryBaresip(program: string, options: BaresipOptions): Promise<Baresip | string> {
  const folder = mkdtempSync(join(tmpdir(), 'meets-baresip-'));
  const [sipPort, controlPort] = [await freePort(options.host ?? HOST), await freePort(HOST)];
  for (const [file, text] of Object.entries(files(program, options, sipPort, controlPort))) {
    writeFileSync(join(folder, file), text);
  }
  const child = spawn(program, ['-f', folder], { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (written += String(chunk).replace(METER, '')));
  const gone = once(child, 'close');
  const socket = await connected(child, controlPort);
  if (!socket) {
    child.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true });
    return written;
  }
  const control = controlOver(socket, () => written);
  return {
    // It speaks TLS one port above.
    port: options.transport === 'tls' ? sipPort + 1 : sipPort,
    ...control,
    async close() {
      socket.destroy();
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function files(program: string, options: BaresipOptions, sipPort: number, controlPort: number): Record<string, string> {
  const {
    host = HOST,
    transport,
    number,
    answers,
    says,
    keepsSoundIn,
    certificateFile,
    trustedFile,
    mediaEncryption,
  } = options;
  const account = [
    `<sip:${number}@${host};transport=${transport}>`,
    ...['regint=0', `answermode=${answers ? 'auto' : 'manual'}`],
    ...(mediaEncryption ? [`mediaenc=${mediaEncryption}`] : []),
  ];
  const settings = [
    ...[`sip_listen ${host}:${sipPort}`, `net_interface ${host}`],
    ...(certificateFile ? [`sip_certificate ${certificateFile}`] : []),
    ...(trustedFile ? [`sip_cafile ${trustedFile}`] : []),
    `module_path ${join(dirname(realpathSync(program)), '../lib/baresip/modules')}`,
    ...['g711', 'aufile', 'aubridge'].map((name) => `module ${name}.so`),
    ...(keepsSoundIn ? ['module sndfile.so', `snd_path ${keepsSoundIn}`] : []),
    ...(mediaEncryption ? ['module srtp.so'] : []),
    ...['module_tmp account.so', 'module_app menu.so', 'module_app ctrl_tcp.so'],
    `ctrl_tcp_listen ${HOST}:${controlPort}`,
    // Nobody listens at the other end of the bridge; without one it would ask for a sound card.
    ...[`audio_source ${says ? `aufile,${says}` : 'aubridge,mouth'}`, 'audio_player aubridge,ear'],
  ];
  return { accounts: `${account.join(';')}\n`, config: `${settings.join('\n')}\n`, contacts: '' };
}

/** Null where it ended, or where what it was told to listen on is somebody else's. */
async function connected(child: ChildProcess, port: number): Promise<Socket | null> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null && performance.now() < giveUpAt) {
    const socket = connect(port, HOST);
    const stands = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (stands) return socket;
    await betweenLooks();
  }
  return null;
}
