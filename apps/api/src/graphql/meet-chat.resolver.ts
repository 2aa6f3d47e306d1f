import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, Mutation, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { ChatMessage, ListenAnswer, MeetChat } from '../meet-chat/meet-chat.ts';
import type { CustomerView, ManagerView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { MEET_CHAT, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { invalidInput } from './answer-results.ts';
import { type ChatPayload, chatPayload, chatProblem } from './chat-results.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { problemOf } from './input/check-input.ts';
import { MeetChatInput } from './input/meet-chat.input.ts';
import { personView } from './person-view.ts';
import { MeetChatMessage, MeetChatResult } from './schema/meet-chat.type.ts';
import { Person } from './schema/person.type.ts';
import { signalOf } from './signal-of.ts';
import { userError } from './user-error.ts';

/** R25. No text that passes through here is to be logged or kept, on no path. */
@Resolver(() => MeetChatMessage)
@UseFilters(errorsToTheClient)
export class MeetChatResolver {
  constructor(
    @Inject(MEET_CHAT) private readonly chat: MeetChat,
    @Inject(READ_MODEL) private readonly reads: ReadModel,
  ) {}

  @Mutation(() => MeetChatResult, { description: 'R25: says something to who is in the team meet now.' })
  async sendMeetChat(@Context('viewer') viewer: Viewer, @Args('input') input: MeetChatInput): Promise<ChatPayload> {
    const problem = problemOf(MeetChatInput, input);
    return problem ? invalidInput(problem) : chatPayload(await this.chat.send(viewer, input.meetId, input.text));
  }

  @Subscription(() => MeetChatMessage, {
    resolve: (message: ChatMessage) => message,
    description:
      'R25: what is said from now on, while the viewer is in. It is stored nowhere, so it cannot be resumed.',
  })
  async meetChat(
    @Context() context: GraphContext,
    @Args('meetId', { type: () => ID }) meetId: string,
  ): Promise<AsyncIterable<ChatMessage>> {
    const answer = await this.chat.listen(context.viewer, meetId, signalOf(context));
    if (answer.outcome === 'listening') return answer.messages;
    throw refusalError(answer);
  }

  @ResolveField(() => Person)
  from(message: ChatMessage, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView {
    return personView(this.reads, viewer, message.from);
  }
}

/** A subscription has no union to answer with: the same refusals, as an error. */
function refusalError(answer: Exclude<ListenAnswer, { readonly outcome: 'listening' }>): Error {
  const problem = chatProblem(answer);
  switch (problem.__typename) {
    case 'NotFound':
      return userError('NOT_FOUND', problem.message);
    case 'NotAllowed':
      return userError('NOT_ALLOWED', problem.message, { reasons: problem.reasons });
    case 'Conflict':
    case 'AlreadyOver':
    case 'InvalidInput':
      return userError('CONFLICT', problem.message);
  }
}
