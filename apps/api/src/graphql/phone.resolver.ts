import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PhoneNumberAnswer, PutAnswer } from '../commands/answers.ts';
import type { Commands } from '../commands/commands.ts';
import type { Config } from '../config/config.ts';
import type { ChannelView, Page, PhoneNumberView, PhoneSettingsView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { COMMANDS, CONFIG, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import {
  invalidInput,
  type PhoneNumberPayload,
  phoneNumberPayload,
  type PutPayload,
  putPayload,
} from './answer-results.ts';
import { pageOf } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { problemOf } from './input/check-input.ts';
import { ChannelPhoneSettingsInput, PhoneNumberInput, phoneSettingsChangeOf } from './input/phone.input.ts';
import { PhoneNumberConnection, PhoneSettings } from './schema/phone.type.ts';
import { ChannelPhoneSettingsResult, PhoneNumberResult } from './schema/results.ts';
import { Channel } from './schema/viewer.type.ts';

/** A channel's own numbers, and how it takes calls. */
@Resolver(() => Channel)
@UseFilters(errorsToTheClient)
export class PhoneResolver {
  constructor(
    @Inject(COMMANDS) private readonly commands: Commands,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ResolveField(() => PhoneSettings, {
    nullable: true,
    description: 'Null for a customer, and where the channel was not put yet.',
  })
  phoneSettings(_channel: ChannelView, _args: unknown, { viewer }: GraphContext): PhoneSettingsView | null {
    return this.reads.phoneSettings(viewer);
  }

  @ResolveField(() => PhoneNumberConnection, { description: 'The channel’s own numbers. None for a customer.' })
  phoneNumbers(
    @Parent() _channel: ChannelView,
    @Context('viewer') viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first?: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Page<PhoneNumberView> {
    return this.reads.phoneNumbers(viewer, pageOf(this.config, first ?? null, after, 20));
  }

  @Mutation(() => ChannelPhoneSettingsResult, {
    description: 'R37: managers and integrators. What is left out stays as it is; null goes back to the default.',
  })
  async updateChannelPhoneSettings(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: ChannelPhoneSettingsInput,
  ): Promise<PutPayload> {
    const problem = problemOf(ChannelPhoneSettingsInput, input);
    if (problem) return invalidInput(problem);
    const answer: PutAnswer = await this.commands.updateChannelPhoneSettings(viewer, phoneSettingsChangeOf(input));
    return putPayload(answer, { viewer, reads: this.reads });
  }

  @Mutation(() => PhoneNumberResult, {
    description:
      'R2, R3: the channel, a verified business, has this number from now on. Conflict: another channel has it.',
  })
  issuePhoneNumber(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: PhoneNumberInput,
  ): Promise<PhoneNumberPayload> {
    return this.about(viewer, input, (number) => this.commands.issuePhoneNumber(viewer, number));
  }

  @Mutation(() => PhoneNumberResult, { description: 'The channel has this number no longer; calls that run go on.' })
  giveBackPhoneNumber(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: PhoneNumberInput,
  ): Promise<PhoneNumberPayload> {
    return this.about(viewer, input, (number) => this.commands.giveBackPhoneNumber(viewer, number));
  }

  private async about(
    viewer: Viewer,
    input: PhoneNumberInput,
    command: (input: { readonly number: string }) => Promise<PhoneNumberAnswer>,
  ): Promise<PhoneNumberPayload> {
    const problem = problemOf(PhoneNumberInput, input);
    if (problem) return invalidInput(problem);
    return phoneNumberPayload(await command({ number: input.number }), { viewer, reads: this.reads });
  }
}
