import { isDigit } from '@meets/meet-domain';
import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MeetAnswer } from '../commands/answers.ts';
import type { Commands } from '../commands/commands.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { COMMANDS, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { invalidInput, type MeetPayload, meetPayload, type StartPayload, startPayload } from './answer-results.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import { problemOf } from './input/check-input.ts';
import { clientOf } from './input/client.input.ts';
import {
  ColleagueInput,
  colleagueOrderOf,
  DialInput,
  RingColleagueInput,
  SendDigitsInput,
} from './input/phone.input.ts';
import {
  deviceOrderOf,
  leaveOrderOf,
  LeaveMeetInput,
  meetOrderOf,
  MeetInput,
  SetDeviceInput,
  startOrderOf,
  StartMeetInput,
} from './input/meet.input.ts';
import { MeetResult, StartMeetResult } from './schema/results.ts';

type Class<Input> = new () => Input;
type Command = () => Promise<MeetAnswer>;
type Started = Promise<StartPayload>;
type Answered = Promise<MeetPayload>;

/** What people do with a meet. */
@Resolver()
@UseFilters(errorsToTheClient)
export class MeetMutationResolver {
  constructor(
    @Inject(COMMANDS) private readonly commands: Commands,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
  ) {}

  @Mutation(() => StartMeetResult, { description: 'R7: where a meet is live already, the answer is that meet.' })
  startMeet(@Context('viewer') viewer: Viewer, @Args('input') input: StartMeetInput): Started {
    return this.start(viewer, StartMeetInput, input, () => this.commands.startMeet(viewer, startOrderOf(input)));
  }

  @Mutation(() => StartMeetResult, { description: 'R13: call a missed customer back, in a new meet.' })
  reopenMeet(@Context('viewer') viewer: Viewer, @Args('input') input: MeetInput): Started {
    return this.start(viewer, MeetInput, input, () => this.commands.reopenMeet(viewer, meetOrderOf(input)));
  }

  @Mutation(() => StartMeetResult, {
    description: 'R38: managers; by phone, in a new chat. It rings until the customer picks up.',
  })
  dialCustomer(@Context('viewer') viewer: Viewer, @Args('input') input: DialInput): Started {
    return this.start(viewer, DialInput, input, () => {
      const { customerId, from, client, idempotencyKey } = input;
      const [first] = this.reads.phoneNumbers(viewer, { first: 1, after: null }).edges;
      return this.commands.dialCustomer(viewer, {
        ...{ customerId, from: from ?? first?.node.number ?? null },
        ...{ client: clientOf(client), idempotencyKey: idempotencyKey ?? null },
      });
    });
  }

  @Mutation(() => MeetResult, { description: 'R11: the first accept wins.' })
  acceptMeet(@Context('viewer') viewer: Viewer, @Args('input') input: MeetInput): Answered {
    return this.answer(viewer, MeetInput, input, () => this.commands.acceptMeet(viewer, meetOrderOf(input)));
  }

  @Mutation(() => MeetResult)
  declineMeet(@Context('viewer') viewer: Viewer, @Args('input') input: MeetInput): Answered {
    return this.answer(viewer, MeetInput, input, () => this.commands.declineMeet(viewer, meetOrderOf(input)));
  }

  @Mutation(() => MeetResult, { description: 'The caller gives up before anybody answered.' })
  cancelMeet(@Context('viewer') viewer: Viewer, @Args('input') input: MeetInput): Answered {
    return this.answer(viewer, MeetInput, input, () => this.commands.cancelMeet(viewer, meetOrderOf(input)));
  }

  @Mutation(() => MeetResult, { description: 'R5: ten persons fit in.' })
  joinMeet(@Context('viewer') viewer: Viewer, @Args('input') input: MeetInput): Answered {
    return this.answer(viewer, MeetInput, input, () => this.commands.joinMeet(viewer, meetOrderOf(input)));
  }

  @Mutation(() => MeetResult, { description: 'R32: only me.' })
  leaveMeet(@Context('viewer') viewer: Viewer, @Args('input') input: LeaveMeetInput): Answered {
    return this.answer(viewer, LeaveMeetInput, input, () => this.commands.leaveMeet(viewer, leaveOrderOf(input)));
  }

  @Mutation(() => MeetResult, { description: 'R32: for everyone; managers only.' })
  endMeet(@Context('viewer') viewer: Viewer, @Args('input') input: MeetInput): Answered {
    return this.answer(viewer, MeetInput, input, () => this.commands.endMeet(viewer, meetOrderOf(input)));
  }

  @Mutation(() => MeetResult, {
    description: 'Of a call by phone: puts its customer on hold, or back. For managers who are in it.',
  })
  holdCall(@Context('viewer') viewer: Viewer, @Args('input') input: SetDeviceInput): Answered {
    return this.answer(viewer, SetDeviceInput, input, () => this.commands.holdCall(viewer, deviceOrderOf(input)));
  }

  @Mutation(() => MeetResult, {
    description:
      'R39: of a live call by phone, by a manager who is in it: rings a colleague who may be rung, for 30 s at most. They accept or decline as any ring.',
  })
  ringColleague(@Context('viewer') viewer: Viewer, @Args('input') input: RingColleagueInput): Answered {
    const order = { ...colleagueOrderOf(input), handOver: input.handOver ?? false };
    return this.answer(viewer, RingColleagueInput, input, () => this.commands.ringColleague(viewer, order));
  }

  @Mutation(() => MeetResult, { description: 'The colleague who is rung need not come any more.' })
  stopRingingColleague(@Context('viewer') viewer: Viewer, @Args('input') input: ColleagueInput): Answered {
    const order = colleagueOrderOf(input);
    return this.answer(viewer, ColleagueInput, input, () => this.commands.stopRingingColleague(viewer, order));
  }

  @Mutation(() => MeetResult, {
    description:
      'Of a call by phone: presses digits, which the telephone hears. For managers who are in it. Answers once the last is on its way.',
  })
  sendDigits(@Context('viewer') viewer: Viewer, @Args('input') input: SendDigitsInput): Answered {
    return this.answer(viewer, SendDigitsInput, input, () => {
      const { meetId, digits, idempotencyKey } = input;
      return this.commands.sendDigits(viewer, {
        ...{ meetId, digits: [...digits].filter(isDigit), idempotencyKey: idempotencyKey ?? null },
      });
    });
  }

  @Mutation(() => MeetResult, { description: 'R21: turning it on makes a voice meet a video meet, for ever.' })
  setCamera(@Context('viewer') viewer: Viewer, @Args('input') input: SetDeviceInput): Answered {
    return this.answer(viewer, SetDeviceInput, input, () => this.commands.setCamera(viewer, deviceOrderOf(input)));
  }

  @Mutation(() => MeetResult)
  setMicrophone(@Context('viewer') viewer: Viewer, @Args('input') input: SetDeviceInput): Answered {
    return this.answer(viewer, SetDeviceInput, input, () => this.commands.setMicrophone(viewer, deviceOrderOf(input)));
  }

  @Mutation(() => MeetResult, { description: 'R21: starting it makes a voice meet a video meet, for ever.' })
  setScreenShare(@Context('viewer') viewer: Viewer, @Args('input') input: SetDeviceInput): Answered {
    return this.answer(viewer, SetDeviceInput, input, () => this.commands.setScreenShare(viewer, deviceOrderOf(input)));
  }

  private async start<Input extends object>(
    viewer: Viewer,
    type: Class<Input>,
    input: Input,
    command: Command,
  ): Started {
    const problem = problemOf(type, input);
    return problem ? invalidInput(problem) : startPayload(await command(), { viewer, reads: this.reads });
  }

  private async answer<Input extends object>(
    viewer: Viewer,
    type: Class<Input>,
    input: Input,
    command: Command,
  ): Answered {
    const problem = problemOf(type, input);
    return problem ? invalidInput(problem) : meetPayload(await command(), { viewer, reads: this.reads });
  }
}
