import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY, type WireTap } from '@meets/telephony/testing';
import { freePort } from '@meets/telephony/testing/free-port';
import type { Result } from '../answers.ts';
import { type Session, sessionFor } from '../graphql-client.ts';
import { END, PUT_CHANNEL, PUT_CUSTOMER, PUT_MANAGER, PUT_USER_CHAT, SETTINGS } from '../operations.ts';
import { pause, type RunningServer, startServer, temporaryDataDir } from '../running-server.ts';
import {
  ISSUE_NUMBER,
  MY_DUTY,
  NEWEST_CALLS,
  PHONE_SETTINGS,
  type PhoneMeet,
  UPDATE_DUTY,
} from './phone-operations.ts';

/** How a carrier writes the number that it brings. */
export const NUMBER = '07012345678';
/** The telephone of `cu-1`. */
export const CUSTOMERS_NUMBER = '+821088889999';
export const CHANNEL = 'shop';
const HOST = '127.0.0.1';
/** How long something that follows from a call may take; only what hangs takes so long. */
const FOLLOWS_WITHIN_MS = 60_000;

/** What telephones can reach, and the staff of the one channel whose number they call. */
export interface PhoneService {
  readonly server: RunningServer;
  /** `ma-1`, on duty; `ma-2` is not. */
  readonly manager: Session;
  readonly secondManager: Session;
  /** `cu-1`, in whose chat `chat-1` the managers are. */
  readonly customer: Session;
  /** Where calls are taken: by UDP and TCP on 127.0.0.1; where nothing is tapped, by UDP on ::1. */
  readonly port: number;
  /** By TLS on 127.0.0.1, as {@link LOOPBACK_CERTIFICATE}. */
  readonly tlsPort: number;
  /** kill -9; then the same service on the same data and ports, with sessions of its own. */
  killed(): Promise<PhoneService>;
  /** The newest call that is so, as soon as there is one. */
  callThat(what: string, is: (meet: PhoneMeet) => boolean): Promise<PhoneMeet>;
  /** All calls, the newest first. */
  calls(): Promise<readonly PhoneMeet[]>;
  /** Resolves once the manager on duty is free for a call. */
  free(): Promise<void>;
  /** Ends the calls that managers are still in; resolves once all are over and the manager on duty is free, so that one test's call is not another's. */
  cleared(): Promise<void>;
  close(): Promise<void>;
}

/** `trunks`: of `SIP_TRUNKS`. `tap`: what its calls go through, if anything. */
export async function startPhoneService(
  trunks: readonly Record<string, unknown>[],
  tap: WireTap | null = null,
): Promise<PhoneService> {
  const dataDir = await temporaryDataDir();
  const [port, tlsPort] = [await freePort(HOST), await freePort(HOST)];
  const started = await serve({ dataDir, port, tlsPort, trunks, tap });
  const host = await sessionFor(started.server, CHANNEL, 'integrator', 'host');
  const steps: [string, Record<string, unknown>][] = [
    [PUT_CHANNEL, { name: 'Shop', paidPlan: true, businessVerified: true }],
    [PUT_MANAGER, { id: 'ma-1', name: 'Mina', operatorSeat: true }],
    [PUT_MANAGER, { id: 'ma-2', name: 'Minjun', operatorSeat: true }],
    [PUT_CUSTOMER, { id: 'cu-1', name: 'Chulsoo', phoneNumber: CUSTOMERS_NUMBER }],
    [PUT_USER_CHAT, { id: 'chat-1', customerId: 'cu-1', assigneeId: 'ma-2', managerIds: ['ma-2'] }],
    [SETTINGS, { customersMayStart: true }],
    [ISSUE_NUMBER, { number: '+827012345678' }],
    [PHONE_SETTINGS, { wrapUpMs: 0, callsPerCallerPerMinute: 60, queueSize: 1 }],
  ];
  try {
    for (const [operation, input] of steps) await settled(host, operation, input);
    await settled(started.manager, UPDATE_DUTY, { available: true });
  } catch (error) {
    await started.close();
    throw error;
  }
  return started;
}

interface Ground {
  readonly dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  readonly port: number;
  readonly tlsPort: number;
  readonly trunks: readonly Record<string, unknown>[];
  readonly tap: WireTap | null;
}

async function serve(ground: Ground): Promise<PhoneService> {
  const { dataDir, port, tlsPort, trunks, tap } = ground;
  const [certificate, key] = [join(dataDir.path, 'certificate.pem'), join(dataDir.path, 'key.pem')];
  await writeFile(certificate, LOOPBACK_CERTIFICATE);
  await writeFile(key, LOOPBACK_KEY);
  const listen = [`udp://127.0.0.1:${port}`, `tcp://127.0.0.1:${port}`, `tls://127.0.0.1:${tlsPort}`];
  const tapped = tap && [`udp://${tap.address}:${port}`, `tls://${tap.address}:${tlsPort}`];
  const server = await startServer(dataDir.path, {
    SIP_LISTEN: [...listen, ...(tapped ?? [`udp://[::1]:${port}`])].join(),
    SIP_SOUND_PORTS: tap ? `${tap.ports.from}-${tap.ports.to}` : '0-0',
    ...(tap && { SIP_ADVERTISED_ADDRESS: tap.address }),
    SIP_TLS_CERTIFICATE: certificate,
    SIP_TLS_KEY: key,
    SIP_TLS_TRUSTED: certificate,
    SIP_TRUNKS: JSON.stringify(trunks.map((trunk) => ({ numbers: [NUMBER], ...trunk }))),
  });
  const [manager, secondManager, customer] = await Promise.all([
    sessionFor(server, CHANNEL, 'manager', 'ma-1'),
    sessionFor(server, CHANNEL, 'manager', 'ma-2'),
    sessionFor(server, CHANNEL, 'customer', 'cu-1'),
  ]);
  const calls = async (): Promise<readonly PhoneMeet[]> => {
    const { meets } = await manager.run<{ meets: { edges: readonly { node: PhoneMeet }[] } }>(NEWEST_CALLS);
    return meets.edges.map(({ node }) => node).filter(({ kind }) => kind === 'PHONE');
  };
  const free = async (): Promise<void> => {
    await eventually('the manager to be free', async () => {
      const { myDuty } = await manager.run<{ myDuty: { state: string } }>(MY_DUTY);
      return myDuty.state === 'AVAILABLE' || undefined;
    });
  };
  return {
    ...{ server, manager, secondManager, customer, port, tlsPort, calls, free },
    callThat: (what, is) => eventually(what, async () => (await calls()).find(is)),
    async cleared() {
      const input = async () =>
        (await calls()).filter(({ state }) => state === 'LIVE').map(({ id }) => ({ meetId: id }));
      // Whoever of them is in.
      for (const one of await input()) for (const { run } of [manager, secondManager]) await run(END, { input: one });
      await eventually('all calls to be over', async () => (await calls()).every(isOver) || undefined);
      await free();
    },
    async killed() {
      await server.kill();
      return serve(ground);
    },
    async close() {
      await server.stop();
      await dataDir.remove();
    },
  };
}

export const isOver = ({ state }: PhoneMeet): boolean => state === 'ENDED' || state === 'MISSED';

/** Rejects where it is not put: then there is no scene. */
export async function settled(who: Session, operation: string, input: Record<string, unknown>): Promise<void> {
  const { result } = await who.run<Result>(operation, { input });
  if (result.__typename !== 'Put') {
    throw new Error(`the scene could not be set: ${JSON.stringify({ input, result })}`);
  }
}

/** What the look finds, as soon as it finds something; says what was waited for where it never does. */
export async function eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const giveUpAt = performance.now() + FOLLOWS_WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > giveUpAt) throw new Error(`waited ${FOLLOWS_WITHIN_MS} ms for ${what}`);
    await pause(10);
  }
}
