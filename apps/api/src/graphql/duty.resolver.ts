import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Commands } from '../commands/commands.ts';
import type { Config } from '../config/config.ts';
import type { DutyView, ManagerView, MeetView, Page } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { COMMANDS, CONFIG, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { invalidInput, type PutPayload, putPayload } from './answer-results.ts';
import { pageOf } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { problemOf } from './input/check-input.ts';
import { CallLimitInput, callLimitOrderOf, dutyChangeOf, MyDutyInput } from './input/duty.input.ts';
import { managerView } from './person-view.ts';
import { Duty, DutyConnection } from './schema/duty.type.ts';
import { Meet } from './schema/meet.type.ts';
import { Manager } from './schema/person.type.ts';
import { DutyResult } from './schema/results.ts';
import { Position } from './schema/scalars.ts';
import { signalOf } from './signal-of.ts';

const resolve = <Value>(value: Value): Value => value;

/** Who takes calls by phone. */
@Resolver(() => Duty)
@UseFilters(errorsToTheClient)
export class DutyResolver {
  constructor(
    @Inject(COMMANDS) private readonly commands: Commands,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Query(() => Duty, { nullable: true, description: 'The viewer’s own; null for who is no manager.' })
  async myDuty(
    @Context('viewer') viewer: Viewer,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<DutyView | null> {
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return this.reads.myDuty(viewer);
  }

  @Query(() => DutyConnection, {
    description: 'Every manager who ever came on duty, by their ids. None for a customer.',
  })
  async duties(
    @Context('viewer') viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first?: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<Page<DutyView>> {
    const page = pageOf(this.config, first ?? null, after, 20);
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return this.reads.duties(viewer, page);
  }

  @ResolveField(() => Manager)
  manager(duty: DutyView, _args: unknown, { viewer }: GraphContext): ManagerView {
    return managerView(this.reads, viewer, duty.managerId);
  }

  @ResolveField(() => Meet, { nullable: true, description: 'The call that rings the manager, or that they are in.' })
  meet(duty: DutyView, _args: unknown, { viewer }: GraphContext): MeetView | null {
    return duty.meetId === null ? null : this.reads.meet(viewer, duty.meetId);
  }

  @Mutation(() => DutyResult, { description: 'R39, R42: managers only, and their own.' })
  async updateMyDuty(@Context('viewer') viewer: Viewer, @Args('input') input: MyDutyInput): Promise<PutPayload> {
    const answer = await this.commands.updateMyDuty(viewer, dutyChangeOf(input));
    return putPayload(answer, { viewer, reads: this.reads });
  }

  @Mutation(() => DutyResult, { description: 'R39: managers and integrators.' })
  async setCallLimit(@Context('viewer') viewer: Viewer, @Args('input') input: CallLimitInput): Promise<PutPayload> {
    const problem = problemOf(CallLimitInput, input);
    if (problem) return invalidInput(problem);
    const answer = await this.commands.setCallLimit(viewer, callLimitOrderOf(input));
    return putPayload(answer, { viewer, reads: this.reads });
  }

  @Subscription(() => Duty, {
    name: 'myDuty',
    resolve,
    description: 'The viewer’s own duty now, then after every change. Managers only.',
  })
  myDutyChanges(@Context() context: GraphContext): AsyncIterable<DutyView> {
    return this.reads.myDutyUpdates(context.viewer, signalOf(context));
  }

  @Subscription(() => Duty, {
    resolve,
    description: 'Every colleague’s duty now, then each that changes. For the staff.',
  })
  dutyUpdated(@Context() context: GraphContext): AsyncIterable<DutyView> {
    return this.reads.dutyUpdates(context.viewer, signalOf(context));
  }
}
