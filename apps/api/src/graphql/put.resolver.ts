import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { PutAnswer } from '../commands/answers.ts';
import type { Commands } from '../commands/commands.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { COMMANDS, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { invalidInput, type PutPayload, putPayload } from './answer-results.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import { problemOf } from './input/check-input.ts';
import {
  ChannelInput,
  ChannelMeetSettingsInput,
  channelOrderOf,
  CustomerInput,
  customerOrderOf,
  ForgetPersonInput,
  holderIn,
  ManagerInput,
  managerOrderOf,
  personIn,
  PresenceInput,
  RevokeTokensInput,
  TeamRoomInput,
  teamRoomOrderOf,
  UserChatInput,
  userChatOrderOf,
} from './input/put.input.ts';
import { MyMeetSettingsInput, settingsChangeOf } from './input/my-meet-settings.input.ts';
import { ChannelMeetSettingsResult, MyMeetSettingsResult, PutResult } from './schema/results.ts';

type Answered = Promise<PutPayload>;

/** What the host product tells. */
@Resolver()
@UseFilters(errorsToTheClient)
export class PutResolver {
  constructor(
    @Inject(COMMANDS) private readonly commands: Commands,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
  ) {}

  @Mutation(() => ChannelMeetSettingsResult, { description: 'R8.' })
  updateChannelMeetSettings(
    @Context('viewer') viewer: Viewer,
    @Args('input') input: ChannelMeetSettingsInput,
  ): Answered {
    const { customersMayStart } = input;
    return this.answer(viewer, ChannelMeetSettingsInput, input, () =>
      this.commands.updateChannelMeetSettings(viewer, { customersMayStart }),
    );
  }

  @Mutation(() => MyMeetSettingsResult, {
    description: 'R34: managers only. What is left out stays as it is; null clears it.',
  })
  updateMyMeetSettings(@Context('viewer') viewer: Viewer, @Args('input') input: MyMeetSettingsInput): Answered {
    return this.answer(viewer, MyMeetSettingsInput, input, () =>
      this.commands.updateMyMeetSettings(viewer, settingsChangeOf(input)),
    );
  }

  @Mutation(() => PutResult)
  putChannel(@Context('viewer') viewer: Viewer, @Args('input') input: ChannelInput): Answered {
    return this.answer(viewer, ChannelInput, input, () => this.commands.putChannel(viewer, channelOrderOf(input)));
  }

  @Mutation(() => PutResult)
  putManager(@Context('viewer') viewer: Viewer, @Args('input') input: ManagerInput): Answered {
    return this.answer(viewer, ManagerInput, input, () => this.commands.putManager(viewer, managerOrderOf(input)));
  }

  @Mutation(() => PutResult)
  putCustomer(@Context('viewer') viewer: Viewer, @Args('input') input: CustomerInput): Answered {
    return this.answer(viewer, CustomerInput, input, () => this.commands.putCustomer(viewer, customerOrderOf(input)));
  }

  @Mutation(() => PutResult)
  putUserChat(@Context('viewer') viewer: Viewer, @Args('input') input: UserChatInput): Answered {
    return this.answer(viewer, UserChatInput, input, () => this.commands.putUserChat(viewer, userChatOrderOf(input)));
  }

  @Mutation(() => PutResult, { description: 'R20: a managers’ room.' })
  putTeamRoom(@Context('viewer') viewer: Viewer, @Args('input') input: TeamRoomInput): Answered {
    return this.answer(viewer, TeamRoomInput, input, () => this.commands.putTeamRoom(viewer, teamRoomOrderOf(input)));
  }

  @Mutation(() => PutResult, { description: 'R33: who is offline for longer than the grace has left.' })
  setPresence(@Context('viewer') viewer: Viewer, @Args('input') input: PresenceInput): Answered {
    return this.answer(viewer, PresenceInput, input, () =>
      this.commands.setPresence(viewer, { person: personIn(input), online: input.online }),
    );
  }

  @Mutation(() => PutResult, {
    description: "Destroys the key to a person's names and numbers, for good. What happened stands.",
  })
  forgetPerson(@Context('viewer') viewer: Viewer, @Args('input') input: ForgetPersonInput): Answered {
    return this.answer(viewer, ForgetPersonInput, input, () =>
      this.commands.forgetPerson(viewer, { person: personIn(input) }),
    );
  }

  @Mutation(() => PutResult, {
    description:
      'Refuses every token of a manager, a customer, an integrator or an analyst that was issued before now, and closes their sockets: for whoever is no longer what it says, or lost it. A token must be issued in a later second to be taken again.',
  })
  revokeTokens(@Context('viewer') viewer: Viewer, @Args('input') input: RevokeTokensInput): Answered {
    return this.answer(viewer, RevokeTokensInput, input, () =>
      this.commands.revokeTokens(viewer, { holder: holderIn(input) }),
    );
  }

  private async answer<Input extends object>(
    viewer: Viewer,
    type: new () => Input,
    input: Input,
    command: () => Promise<PutAnswer>,
  ): Answered {
    const problem = problemOf(type, input);
    return problem ? invalidInput(problem) : putPayload(await command(), { viewer, reads: this.reads });
  }
}
