import { type FollowOptions, Following } from './following.ts';
import { FollowMeet, type FollowMeetSubscription } from './generated/operations.ts';

/** A meet, as every operation of the client tells it. */
export type Meet = FollowMeetSubscription['meetUpdated'];

export interface FollowMeetOptions extends FollowOptions {
  readonly meetId: string;
}

/**
 * The meet now, then after every change that this viewer can see. After a loss it begins with the meet as it then is, so
 * states in between may be missing; whoever needs each of them follows the events.
 */
export function followMeet(options: FollowMeetOptions): AsyncIterableIterator<Meet, undefined> {
  return new Following<Meet>(
    {
      request: () => ({ query: FollowMeet, variables: { id: options.meetId } }),
      opening: null,
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMeetSubscription).meetUpdated,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
