import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Commands } from '../commands/commands.ts';
import type { Config } from '../config/config.ts';
import type { LinkTokens } from '../links/link-tokens.ts';
import { guideLocale } from '../permission-guides/permission-guides.ts';
import type { LinkPreviewView, MeetView, TeamRoomView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { COMMANDS, CONFIG, LINK_TOKENS, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { invalidInput, type LinkPayload, linkPayload, type MeetPayload, meetPayload } from './answer-results.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import { problemOf } from './input/check-input.ts';
import { CreateMeetLinkInput, JoinByLinkInput, joinOrderOf, linkWishOf } from './input/link.input.ts';
import { messageOfLink } from './link-messages.ts';
import { MeetLinkPreview } from './schema/link.type.ts';
import { Meet } from './schema/meet.type.ts';
import { MeetLinkResult, MeetResult } from './schema/results.ts';
import { Position } from './schema/scalars.ts';
import { TeamRoom } from './schema/team-room.type.ts';
import { userError } from './user-error.ts';

type Preview = LinkPreviewView & { readonly message: string | null };

/** Links into team meets (R26–R31), and the one of a waiting meet's customer (R18). */
@Resolver(() => MeetLinkPreview)
@UseFilters(errorsToTheClient)
export class LinkResolver {
  constructor(
    @Inject(COMMANDS) private readonly commands: Commands,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
    @Inject(LINK_TOKENS) private readonly links: LinkTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Query(() => MeetLinkPreview, { description: 'R30, R31. Opening a link makes nobody a member (R29).' })
  async meetLink(
    @Context('viewer') viewer: Viewer,
    @Args('token', { type: () => String }) token: string,
    @Args('locale', { type: () => String, nullable: true, defaultValue: 'ko' }) locale?: string | null,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<Preview> {
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    const target = this.links.open(token);
    const preview = target && this.reads.linkPreview(viewer, target);
    if (!preview) throw userError('NOT_FOUND', 'there is no such link');
    return { ...preview, message: messageOfLink(preview, guideLocale(locale ?? null)) };
  }

  @ResolveField(() => Meet, {
    nullable: true,
    description: 'The live meet, where the viewer may know of it without joining.',
  })
  meet(@Parent() preview: Preview): MeetView | null {
    return preview.meet;
  }

  @ResolveField(() => TeamRoom, {
    nullable: true,
    description: 'The room, where the viewer may know of it without the link: to start a meet in where none is live.',
  })
  teamRoom(@Parent() preview: Preview, @Context('viewer') viewer: Viewer): TeamRoomView | null {
    return preview.teamRoomId === null ? null : this.reads.teamRoom(viewer, preview.teamRoomId);
  }

  @ResolveField(() => String, { nullable: true, description: 'What to say where the link leads to no live meet.' })
  message(@Parent() preview: Preview): string | null {
    return preview.message;
  }

  @Mutation(() => MeetLinkResult, {
    description: 'R27: by who is in the meet. R28: a room’s link is always the same. Team rooms only (R26).',
  })
  async createMeetLink(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: CreateMeetLinkInput,
  ): Promise<LinkPayload> {
    const problem = problemOf(CreateMeetLinkInput, input);
    if (problem) return invalidInput(problem);
    const wish = linkWishOf(input);
    if (!wish) return invalidInput({ message: 'kind: BOX goes with meetId, ROOM with teamRoomId', fields: ['kind'] });
    const answer = await this.commands.createMeetLink(viewer, wish);
    return linkPayload(answer, { viewer, reads: this.reads }, this.config.LINK_URL);
  }

  @Mutation(() => MeetResult, {
    description:
      'R29: who joins through a room’s link is a member from then on; through a box link, only in the meet. R31: a room’s link with a `kind` starts a meet where none is live, and answers with the one that is, however many open it at once.',
  })
  async joinByLink(@Context('viewer') viewer: Viewer, @Args('input') input: JoinByLinkInput): Promise<MeetPayload> {
    const problem = problemOf(JoinByLinkInput, input);
    if (problem) return invalidInput(problem);
    return meetPayload(await this.commands.joinByLink(viewer, joinOrderOf(input)), { viewer, reads: this.reads });
  }
}
