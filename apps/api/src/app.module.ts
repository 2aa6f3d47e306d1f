import type { MediaBridge } from '@meets/meet-domain';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { TerminusModule } from '@nestjs/terminus';
import type { Authenticator } from './auth/authenticator.ts';
import { DevelopmentTokenController } from './auth/development-token.controller.ts';
import type { DevelopmentTokens } from './auth/development-tokens.ts';
import { ViewerGuard } from './auth/viewer.guard.ts';
import type { Commands } from './commands/commands.ts';
import type { Config } from './config/config.ts';
import { graphqlOptions } from './graphql/graphql-options.ts';
import { RESOLVERS } from './graphql/resolvers.ts';
import { SchemaDriver } from './graphql/schema-driver.ts';
import { HealthController } from './health/health.controller.ts';
import type { Readiness } from './health/readiness.ts';
import type { LinkTokens } from './links/link-tokens.ts';
import type { Log } from './logging/log.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import type { MediaSignals } from './media/media-signals.ts';
import type { MeetMedia } from './media/meet-media.ts';
import type { MeetChat } from './meet-chat/meet-chat.ts';
import type { Metrics } from './metrics/metrics.ts';
import { PlayedTelephonesController } from './phone/played-telephones.controller.ts';
import type { PlayedTelephones } from './phone/played-telephones.ts';
import type { PermissionGuides } from './permission-guides/permission-guides.ts';
import type { RateLimits } from './request-limits/rate-limits.ts';
import type { ReadModel } from './projections/read-model.ts';
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
  PLAYED_TELEPHONES,
} from './tokens.ts';

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
  readonly playedTelephones: PlayedTelephones | null;
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
      controllers: [DevelopmentTokenController, PlayedTelephonesController, HealthController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: METRICS, useValue: parts.metrics },
        { provide: READINESS, useValue: parts.readiness },
        { provide: DEVELOPMENT_TOKENS, useValue: parts.developmentTokens },
        { provide: PLAYED_TELEPHONES, useValue: parts.playedTelephones },
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
