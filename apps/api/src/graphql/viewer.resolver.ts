import { clientCapabilities, type ClientCapabilities as Capabilities } from '@meets/meet-domain';
import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ManagerMeetSettings as Settings, MeetKind as Kind } from '@meets/meet-domain';
import type { Commands } from '../commands/commands.ts';
import type { ChannelView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { COMMANDS, READ_MODEL } from '../tokens.ts';
import type { Viewer as Asking } from '../viewer.ts';
import { checkQueryInput } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { ClientInput, clientOf } from './input/client.input.ts';
import { MeetPlaceInput, startPlaceOf } from './input/place.input.ts';
import { MeetKind } from './schema/enums.ts';
import { Position } from './schema/scalars.ts';
import { ClientCapabilities, MeetPermission } from './schema/meet.type.ts';
import { Channel, MyMeetSettings, Viewer } from './schema/viewer.type.ts';
import { userError } from './user-error.ts';

/** How a channel is that was not put yet. */
const NOTHING_ON = { paidPlan: false, customersMayStart: false, businessVerified: false } as const;

/** Who is asking, and what they and their client may do. */
@Resolver(() => Viewer)
@UseFilters(errorsToTheClient)
export class ViewerResolver {
  constructor(
    @Inject(COMMANDS) private readonly commands: Commands,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
  ) {}

  @Query(() => Viewer)
  async viewer(
    @Context('viewer') viewer: Asking,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<Asking> {
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return viewer;
  }

  @ResolveField(() => MyMeetSettings, { nullable: true, description: 'R34: null for who is no manager.' })
  settings(viewer: Asking, _args: unknown, _context: GraphContext): Settings | null {
    return this.reads.mySettings(viewer);
  }

  @ResolveField(() => Channel, { description: 'With nothing switched on where the channel was not put yet.' })
  channel(viewer: Asking, _args: unknown, _context: GraphContext): ChannelView {
    return this.reads.channel(viewer) ?? { id: viewer.channelId, name: '', ...NOTHING_ON };
  }

  @Query(() => MeetPermission, { description: 'R9: the same guard as startMeet, asked beforehand.' })
  async meetPermission(
    @Context('viewer') viewer: Asking,
    @Args('place') place: MeetPlaceInput,
    @Args('kind', { type: () => MeetKind }) kind: Kind,
  ): Promise<{ allowed: boolean; reasons: readonly string[] }> {
    checkQueryInput(MeetPlaceInput, place);
    const answer = await this.commands.meetPermission(viewer, startPlaceOf(place), kind);
    if (answer.outcome === 'not-found') throw userError('NOT_FOUND', `there is no such ${answer.what}`);
    return { allowed: answer.allowed, reasons: answer.reasons };
  }

  @Query(() => ClientCapabilities, { description: 'R24: what this client can do; commands enforce the same.' })
  clientCapabilities(@Args('client') client: ClientInput): Capabilities {
    checkQueryInput(ClientInput, client);
    return clientCapabilities(clientOf(client));
  }
}
