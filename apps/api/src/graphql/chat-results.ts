import type { ChatMessage, SendAnswer } from '../meet-chat/meet-chat.ts';
import { invalidInput, type Result } from './answer-results.ts';

/** Members of `MeetChatResult`, as graphql-js resolves them. */
export type ChatPayload = { readonly __typename: 'MeetChatSent'; readonly sent: ChatMessage } | ChatProblem;
export type ChatProblem = Extract<
  Result,
  { readonly __typename: 'NotAllowed' | 'NotFound' | 'Conflict' | 'AlreadyOver' | 'InvalidInput' }
>;

/** What `sendMeetChat` answered. */
export const chatPayload = (answer: SendAnswer): ChatPayload =>
  answer.outcome === 'sent' ? { __typename: 'MeetChatSent', sent: answer.message } : chatProblem(answer);

/** Why somebody may not chat in a meet (R25). */
export function chatProblem(answer: Exclude<SendAnswer, { readonly outcome: 'sent' }>): ChatProblem {
  switch (answer.outcome) {
    case 'not-allowed':
      return {
        __typename: 'NotAllowed',
        message: `not allowed: ${answer.reasons.join(', ')}`,
        reasons: answer.reasons,
      };
    case 'not-found':
      return { __typename: 'NotFound', message: `there is no such ${answer.what}` };
    case 'already-over':
      return { __typename: 'AlreadyOver', message: 'the meet is over' };
    case 'conflict':
      return { __typename: 'Conflict', message: answer.message, winner: null };
    case 'invalid-input':
      return invalidInput(answer);
  }
}
