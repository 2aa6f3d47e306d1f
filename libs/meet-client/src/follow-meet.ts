import { type FollowOptions, Following } from './following.ts';

export interface FollowMeetOptions extends FollowOptions {
  readonly meetId: string;
  /** What to read of the meet, as a GraphQL selection of `Meet`: `{ id state participants { … } }`. */
  readonly selection: string;
}

/**
 * The meet now, then after every change that this viewer can see. After a loss it begins with the meet as it then is, so
 * states in between may be missing; whoever needs each of them follows the events.
 */
export function followMeet<Meet>(options: FollowMeetOptions): AsyncIterableIterator<Meet, undefined> {
  const query = `subscription FollowMeet($id: ID!) { meetUpdated(id: $id) ${options.selection} }`;
  return new Following<Meet>(
    {
      request: () => ({ query, variables: { id: options.meetId } }),
      opening: null,
      // The shape that the selection asks for, which the caller names.
      messageOf: ({ meetUpdated }) => meetUpdated as Meet,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
