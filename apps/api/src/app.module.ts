import { join } from 'node:path';
import { type EventStore, LOG_START, openSqlitePersonKeys, type PersonKeys } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import type { MediaBridge, Notifier } from '@meets/meet-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { TerminusModule } from '@nestjs/terminus';
import { httpNotifier } from './adapters/http-notifier.ts';
import { logNotifier } from './adapters/log-notifier.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { DevelopmentTokenController } from './auth/development-token.controller.ts';
import type { DevelopmentTokens } from './auth/development-tokens.ts';
import { ViewerGuard } from './auth/viewer.guard.ts';
import type { Commands } from './commands/commands.ts';
import type { Config } from './config/config.ts';
import { openDataDir } from './data-dir.ts';
import { graphqlOptions } from './graphql/graphql-options.ts';
import { RESOLVERS } from './graphql/resolvers.ts';
import { SchemaDriver } from './graphql/schema-driver.ts';
import { HealthController } from './health/health.controller.ts';
import type { Readiness } from './health/readiness.ts';
import type { LinkTokens } from './links/link-tokens.ts';
import type { Log } from './log.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import type { MediaSignals } from './media/media-signals.ts';
import type { MeetMedia } from './media/meet-media.ts';
import type { MeetChat } from './meet-chat/meet-chat.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { PermissionGuides } from './permission-guides/permission-guides.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ReadModel } from './projections/read-model.ts';
import type { SteadyClock } from './steady-clock.ts';
import {
  COMMANDS,
  CONFIG,
  DEVELOPMENT_TOKENS,
  MEET_CHAT,
  LINK_TOKENS,
  MEDIA_BRIDGE,
  MEDIA_SIGNALS,
  MEET_MEDIA,
  METRICS,
  PERMISSION_GUIDES,
  READ_MODEL,
  READINESS,
} from './tokens.ts';

/** What the service stands on. Whoever opens them closes the store, the keys and the media. */
export interface Adapters {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly notifier: Notifier;
  /** Null: this process carries no sound and picture. */
  readonly media: MediaBridge | null;
}

/** What Nest's part of the service is made of; none of it is closed by Nest. */
export interface AppParts {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly authenticator: Authenticator;
  readonly rates: RateLimits;
  readonly developmentTokens: DevelopmentTokens | null;
  readonly commands: Commands;
  readonly reads: ReadModel;
  readonly chat: MeetChat;
  readonly guides: PermissionGuides;
  readonly links: LinkTokens;
  readonly media: MediaBridge | null;
  readonly meetMedia: MeetMedia;
  readonly mediaSignals: MediaSignals;
}

/** HTTP and GraphQL around the parts, which are bound to their tokens here and nowhere else. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    const { config, authenticator, log } = parts;
    return {
      module: AppModule,
      imports: [
        GraphQLModule.forRoot<ApolloDriverConfig>({
          driver: SchemaDriver,
          ...graphqlOptions(config, authenticator, parts.rates, log),
        }),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [DevelopmentTokenController, HealthController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: METRICS, useValue: parts.metrics },
        { provide: READINESS, useValue: parts.readiness },
        { provide: DEVELOPMENT_TOKENS, useValue: parts.developmentTokens },
        { provide: COMMANDS, useValue: parts.commands },
        { provide: READ_MODEL, useValue: parts.reads },
        { provide: MEET_CHAT, useValue: parts.chat },
        { provide: LINK_TOKENS, useValue: parts.links },
        { provide: MEDIA_BRIDGE, useValue: parts.media },
        { provide: MEET_MEDIA, useValue: parts.meetMedia },
        { provide: MEDIA_SIGNALS, useValue: parts.mediaSignals },
        { provide: PERMISSION_GUIDES, useValue: parts.guides },
        { provide: APP_GUARD, useClass: ViewerGuard },
        ...RESOLVERS,
      ],
    };
  }
}

/**
 * Opens what the configuration names; the clock says when events are recorded. Rejects where the directory, its files or
 * the address cannot be used.
 */
export async function openAdapters(config: Config, log: Log, clock: SteadyClock): Promise<Adapters> {
  await openDataDir(config.DATA_DIR);
  const keys = await openKeys(config);
  try {
    const store = await openStore(config, clock);
    return { store, keys, notifier: openNotifier(config, log), media: await openMedia(config, log) };
  } catch (error) {
    await keys.close();
    throw error;
  }
}

/** Its workers do not run yet: see `start`. */
async function openMedia({ media, NODE_ENV }: Config, log: Log): Promise<MediaBridge | null> {
  if (media === null) {
    if (NODE_ENV === 'production')
      log.warn({}, 'meets have no sound and picture: MEDIA_ANNOUNCED_ADDRESS is not set, or MEDIA is off');
    return null;
  }
  // Whoever carries none need not load it.
  const { openMediasoupBridge } = await import('@meets/media');
  return openMediasoupBridge({ ...media, log });
}

/** To the host's messaging gateway where there is one; else a developer finds the link in the log. */
function openNotifier(
  { NOTIFIER_URL: url, NOTIFIER_SECRETS: secrets, NOTIFIER_TIMEOUT_MS: timeoutMs }: Config,
  log: Log,
): Notifier {
  return url !== null && secrets !== null ? httpNotifier({ url, secrets, timeoutMs }) : logNotifier(log);
}

/** Next to the log: what one node seals, the others must be able to open. */
async function openKeys({ EVENT_STORE, DATA_DIR, PERSON_KEYS_SECRET }: Config): Promise<PersonKeys> {
  switch (EVENT_STORE.engine) {
    case 'sqlite':
      return openSqlitePersonKeys({ file: join(DATA_DIR, 'person-keys.sqlite') });
    case 'kurrent': {
      const { openKurrentPersonKeys } = await import('@meets/event-store/kurrent');
      const masterSecret = PERSON_KEYS_SECRET ? { masterSecret: PERSON_KEYS_SECRET } : {};
      return openKurrentPersonKeys({ connectionString: EVENT_STORE.address, ...masterSecret });
    }
  }
}

async function openStore({ EVENT_STORE, DATA_DIR }: Config, clock: SteadyClock): Promise<EventStore> {
  const now = (): number => clock.now();
  switch (EVENT_STORE.engine) {
    case 'sqlite': {
      const store = await openSqliteEventStore({ dataDir: DATA_DIR, now });
      await reachNewest(store, clock);
      return store;
    }
    case 'kurrent': {
      // Its client is large: whoever runs the embedded store need not load it.
      const { openKurrentEventStore } = await import('@meets/event-store/kurrent');
      return openKurrentEventStore({ connectionString: EVENT_STORE.address, now });
    }
  }
}

/** It is no earlier than the newest event says, though somebody has set the wall clock back since. */
async function reachNewest(store: EventStore, clock: SteadyClock): Promise<void> {
  const head = await store.head();
  if (head === LOG_START) return;
  for await (const { recordedAt } of store.readAll({ after: head - 1, limit: 1 })) clock.reach(Date.parse(recordedAt));
}
