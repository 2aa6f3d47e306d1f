import { type FollowOptions, Following } from './following.ts';
import { type EventFilter, FollowMeetEvents, type FollowMeetEventsSubscription } from './generated/operations.ts';

/**
 * An event, a mark (`CaughtUp`: everything up to its position has been told; sent as a heartbeat too), or
 * `ResyncRequired`: the position asked for was never given to this viewer; it is the last message, follow anew after its
 * position.
 */
export type MeetEventMessage = FollowMeetEventsSubscription['meetEvents'];
/** `position` is where to go on after this event: opaque, and this viewer's own. */
export type MeetEvent = Extract<MeetEventMessage, { __typename: 'MeetEvent' }>;
export type CaughtUp = Extract<MeetEventMessage, { __typename: 'CaughtUp' }>;
export type ResyncRequired = Extract<MeetEventMessage, { __typename: 'ResyncRequired' }>;

export interface FollowMeetEventsOptions extends FollowOptions {
  /** The position of the last message that was dealt with; null for the start. */
  readonly after?: string | null;
  readonly where?: EventFilter;
}

/**
 * `meetEvents` without a gap or a duplicate, whatever happens to the connection: after every loss it is asked for again
 * behind the last message that came. Whoever keeps the position of the last message they dealt with, heartbeats included,
 * can go on there after a restart.
 */
export function followMeetEvents(options: FollowMeetEventsOptions): AsyncIterableIterator<MeetEventMessage, undefined> {
  let after = options.after ?? null;
  const where = options.where ?? null;
  return new Following<MeetEventMessage>(
    {
      request: () => ({ query: FollowMeetEvents, variables: { after, where } }),
      opening: null,
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMeetEventsSubscription).meetEvents,
      note(message) {
        after = message.position;
        return message.__typename !== 'ResyncRequired';
      },
      lifeSign: 'message',
    },
    options,
  );
}
