import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { EventStore } from '@meets/event-store';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { CUSTOMER_WAIT_MS, type PhoneLine, RING_TIMEOUT_MS } from '@meets/meet-domain';
import type { Logger } from 'pino';
import type { AppParts } from './app.module.ts';
import { notingIssues } from './auth/noted-issues.ts';
import { openAuth } from './auth/open-auth.ts';
import { refusingRevoked } from './auth/revocation.ts';
import type { Clock } from './time/clock.ts';
import type { Commands } from './commands/commands.ts';
import { createCommands } from './commands/create-commands.ts';
import type { SystemCommands } from './commands/system-commands.ts';
import type { Config } from './config/config.ts';
import { openGateway } from './gateway/gateway.ts';
import { createReadiness, type Readiness } from './health/readiness.ts';
import { createHttpApp, drain } from './http-app.ts';
import { keptSecret } from './auth/kept-secret.ts';
import { linkTokens, type LinkTokens } from './links/link-tokens.ts';
import { iceServers } from './media/ice-servers.ts';
import { createMediaSignals } from './media/media-signals.ts';
import { createMeetMedia } from './media/meet-media.ts';
import { openRoomKeeper, type RoomKeeper } from './media/room-keeper.ts';
import { measuredEventStore } from './metrics/measured-event-store.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { createMeetChat } from './meet-chat/meet-chat.ts';
import type { Adapters } from './open-adapters.ts';
import { loadPermissionGuides } from './permission-guides/permission-guides.ts';
import { openReadModel } from './projections/open-read-model.ts';
import type { ReadModel } from './projections/read-model.ts';
import { createRateLimits } from './request-limits/rate-limits.ts';
import { createCallSounds } from './phone/call-sounds.ts';
import { CallsOnLine } from './phone/calls-on-line.ts';
import { type LineKeeper, openLineKeeper } from './phone/line-keeper.ts';
import { numberPlan } from './phone/number-plan.ts';
import { type Reactions, startReactions } from './reactions/start-reactions.ts';
import type { SteadyClock } from './time/steady-clock.ts';
import { type ClosingStack, createClosingStack } from './lifetime/closing-stack.ts';

/** So long after the service listens its media start: loading mediasoup keeps the thread for a while, and whoever waits for the service is answered first. */
export const MEDIA_START_DELAY_MS = 100;

export interface ServeOptions {
  readonly config: Config;
  readonly log: Logger;
  /** The store, the keys and the media are closed with the service, and where it cannot be started. */
  readonly adapters: Adapters;
  /** The one that the adapters record by. */
  readonly clock: SteadyClock;
}

/** A service that answers. */
export interface Service {
  /** Where it listens, as a URL without a path. */
  readonly url: string;
  /**
   * Says that it is not ready any more, closes sockets with 1001 and their last position, lets requests end, then closes
   * reactions, read model, media, store and keys. Safe to call twice.
   */
  close(): Promise<void>;
}

/** Puts the service together and listens. Resolves when it answers; what was opened is closed again where it rejects. */
export async function serve(options: ServeOptions): Promise<Service> {
  const closing = createClosingStack();
  try {
    return await open(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function open({ config, log, adapters, clock }: ServeOptions, closing: ClosingStack): Promise<Service> {
  closing.push(() => adapters.keys.close());
  closing.push(() => adapters.store.close());
  closing.push(async () => adapters.media?.close());
  closing.push(async () => adapters.phone?.close());
  closing.push(async () => adapters.playedTelephones?.close());
  const metrics = metricsOf(adapters);
  const store = measuredEventStore(adapters.store, metrics);
  const { reads, readiness } = await openReads({ config, log, adapters, clock }, store);
  closing.push(() => reads.close());
  metrics.measureLag(() => lagOf(store, reads));
  const links = linkTokens(config.LINK_SECRETS ?? [await keptSecret(config.DATA_DIR, 'link-secret')]);
  const { authenticator: verifier, developmentTokens } = await openAuth(config, clock.wall);
  const taken = notingIssues(verifier);
  const lineId = await lineIdOf(config, adapters.phone);
  const callsOnLine = new CallsOnLine(clock);
  const commands = createCommands({
    ...{ store, keys: adapters.keys, clock, newId: randomUUID, links, lineId },
    telephones: adapters.phone && callsOnLine,
    limits: {
      ringTimeoutMs: config.RING_TIMEOUT_MS ?? RING_TIMEOUT_MS,
      customerWaitMs: config.CUSTOMER_WAIT_MS ?? CUSTOMER_WAIT_MS,
    },
    presenceGraceMs: config.PRESENCE_GRACE_MS,
    issuedUntilMs: () => taken.issuedUntilMs(),
  });
  const reactions = await react({ config, log, adapters, clock }, store, { commands, links });
  closing.push(() => reactions.close());
  await reactions.ready;
  const keeper = await keepRooms({ log, adapters, clock }, store, commands);
  closing.push(async () => keeper?.close());
  const phone = await keepLine({ config, log, adapters, clock }, store, { commands, reactions, lineId, callsOnLine });
  closing.push(async () => phone?.close());
  const authenticator = refusingRevoked(taken.authenticator, (viewer) => reads.tokensRevokedAt(viewer));
  const guides = await loadPermissionGuides();
  const rates = createRateLimits(config, clock);
  const app = await createHttpApp({
    ...{
      config,
      log,
      metrics,
      readiness,
      authenticator,
      developmentTokens,
      commands,
      reads,
      guides,
      links,
      rates,
      playedTelephones: adapters.playedTelephones,
    },
    ...openMedia({ config, adapters, clock }, { commands, reads }, closing),
    chat: createMeetChat({ commands, reads, clock }),
    clock: clock.wall,
  });
  closing.push(() => drain(app, config.SHUTDOWN_TIMEOUT_MS / 2, clock));
  const { schema } = app.get(GraphQLSchemaHost);
  const gateway = openGateway({
    server: app.getHttpServer(),
    ...{ schema, authenticator, reads, rates, config },
    clock: clock.wall,
    log,
    metrics,
  });
  closing.push(() => gateway.close());
  closing.push(async () => readiness.stop());
  // Not through Nest, which would log a failure of its own before we can say in one line what to do.
  await app.getHttpAdapter().getInstance().listen({ port: config.PORT, host: config.HOST });
  closing.push(startMediaLater(adapters.media, clock));
  return { url: urlOf(app.getHttpServer().address() as AddressInfo), close: () => closing.close() };
}

/** With those of the phone line, where there is one. */
function metricsOf({ phoneFigures }: Adapters): Metrics {
  const metrics = createMetrics();
  if (phoneFigures) metrics.measurePhone(phoneFigures);
  return metrics;
}

/** Nobody waits for sound and picture before they can ring. Resolves, when called, to having called it off. */
function startMediaLater(media: Adapters['media'], clock: Clock): () => Promise<void> {
  const cancel = clock.setTimer(MEDIA_START_DELAY_MS, () => void media?.start());
  return async () => cancel();
}

/** The rows, and what says whether they can be asked; each knows of the other. */
async function openReads(
  { config, log, adapters: { keys }, clock }: ServeOptions,
  store: EventStore,
): Promise<{ readonly reads: ReadModel; readonly readiness: Readiness }> {
  const readiness = createReadiness({
    head: () => store.head(),
    applied: () => reads.applied(),
    maxLag: config.READY_MAX_LAG,
  });
  const reads = await openReadModel({
    ...{ store, keys, log, clock },
    file: join(config.DATA_DIR, 'read-model.sqlite'),
    readWaitMs: config.READ_WAIT_MS,
    heartbeatMs: config.HEARTBEAT_MS,
    maxPageSize: config.MAX_PAGE_SIZE,
    onRecorded: (at) => clock.reach(Date.parse(at)),
    onFailure: (error) => {
      log.fatal({ err: error }, 'the read model cannot follow the log any more');
      readiness.fail('the read model cannot follow the log any more: restart the service');
    },
  });
  return { reads, readiness };
}

/** Begun: see `Reactions.ready`. */
async function react(
  { config, log, adapters: { keys, notifier }, clock }: ServeOptions,
  store: EventStore,
  { commands, links }: { readonly commands: SystemCommands; readonly links: LinkTokens },
): Promise<Reactions> {
  return startReactions({
    ...{ store, keys, notifier, commands, clock, log },
    file: join(config.DATA_DIR, 'reactions.sqlite'),
    callersSecret: await keptSecret(config.DATA_DIR, 'callers-secret'),
    linkOf: (meet) => `${config.LINK_URL}/m/${links.tokenFor({ kind: 'CUSTOMER', ...meet })}`,
  });
}

/** Null where this process has no rooms to keep. */
async function keepRooms(
  { log, adapters: { keys, media: bridge }, clock }: Omit<ServeOptions, 'config'>,
  store: EventStore,
  commands: SystemCommands,
): Promise<RoomKeeper | null> {
  return bridge && openRoomKeeper({ store, keys, bridge, commands, clock, log });
}

interface KeeperParts {
  readonly commands: SystemCommands;
  readonly reactions: Reactions;
  readonly lineId: string | null;
  readonly callsOnLine: CallsOnLine;
}

/** Null where this process has no phone line. */
async function keepLine(
  { config, log, adapters: { keys, phone: line, media: bridge }, clock }: ServeOptions,
  store: EventStore,
  { commands, reactions, lineId, callsOnLine }: KeeperParts,
): Promise<LineKeeper | null> {
  if (line === null || lineId === null) return null;
  const { countryCode = '', trunks = [] } = config.phone ?? {};
  const own = trunks.flatMap(({ numbers }) => numbers);
  const plan = numberPlan(countryCode, own);
  const sounds = bridge && createCallSounds({ line, bridge, clock, log });
  const parts = { store, keys, line, lineId, callsOnLine, plan, sounds, commands, clock, log };
  const keeper = await openLineKeeper({ ...parts, calls: reactions.calls });
  return {
    async close() {
      await keeper.close();
      sounds?.close();
    },
  };
}

/** What the log calls this installation's phone line; null where it has none. */
async function lineIdOf({ DATA_DIR }: Config, line: PhoneLine | null): Promise<string | null> {
  if (line === null) return null;
  const secret = await keptSecret(DATA_DIR, 'line-id');
  return Buffer.from(secret).toString('hex').slice(0, LINE_ID_LENGTH);
}

/** Enough that no two installations' lines have one name. */
const LINE_ID_LENGTH = 16;

/** What people are given of the media, and what they are told. */
function openMedia(
  { config, adapters: { media: bridge }, clock }: Omit<ServeOptions, 'log'>,
  { commands, reads }: { readonly commands: Commands; readonly reads: ReadModel },
  closing: ClosingStack,
): Pick<AppParts, 'media' | 'meetMedia' | 'mediaSignals'> {
  const { ICE_SERVERS: urls, TURN_SECRET: turnSecret, TURN_CREDENTIALS_S: credentialsForS } = config;
  const servers = iceServers({ urls, turnSecret, credentialsForS }, () => clock.now());
  const mediaSignals = createMediaSignals({ bridge, commands, reads });
  closing.push(async () => mediaSignals.close());
  return { media: bridge, meetMedia: createMeetMedia({ bridge, commands, iceServers: servers }), mediaSignals };
}

/** NaN where the log's head cannot be told: that must not take all other metrics along. */
async function lagOf(store: EventStore, reads: ReadModel): Promise<number> {
  const head = await store.head().catch(() => Number.NaN);
  return Math.max(0, head - reads.applied());
}

function urlOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
