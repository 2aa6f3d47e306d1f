import { type FollowOptions, Following } from './following.ts';
import { FollowMeetChat, type FollowMeetChatSubscription } from './generated/operations.ts';

/** From here on everything that is said is heard. What was said since the last connection is stored nowhere (R25). */
export interface ListeningBegins {
  readonly __typename: 'ListeningBegins';
}

export type MeetChatMessage = FollowMeetChatSubscription['meetChat'];
export type ChatMessage = ListeningBegins | MeetChatMessage;

export interface FollowMeetChatOptions extends FollowOptions {
  /** A team meet that the viewer is in. */
  readonly meetId: string;
}

/** R25: what is said in a team meet while this viewer is in and listens. */
export function followMeetChat(options: FollowMeetChatOptions): AsyncIterableIterator<ChatMessage, undefined> {
  return new Following<ChatMessage>(
    {
      request: () => ({ query: FollowMeetChat, variables: { meetId: options.meetId } }),
      opening: { __typename: 'ListeningBegins' },
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMeetChatSubscription).meetChat,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
