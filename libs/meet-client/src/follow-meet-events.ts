import { type FollowOptions, Following } from './following.ts';

/** The filter of `meetEvents`, as the API takes it. */
export interface EventFilter {
  readonly meetId?: string;
  readonly userChatId?: string;
  readonly types?: readonly string[];
  readonly occurredAfter?: string;
  readonly occurredBefore?: string;
}

export interface MeetEvent {
  readonly __typename: 'MeetEvent';
  readonly id: string;
  /** Where to go on after this event: opaque, and this viewer's own. */
  readonly position: string;
  readonly meetId: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: { readonly __typename: 'Manager' | 'Customer'; readonly id: string } | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly data: unknown;
}

/** Everything up to this position has been told; sent as a heartbeat too. */
export interface CaughtUp {
  readonly __typename: 'CaughtUp';
  readonly position: string;
}

/** The position asked for was never given to this viewer. It is the last message; follow anew after `position`. */
export interface ResyncRequired {
  readonly __typename: 'ResyncRequired';
  readonly reason: string;
  readonly position: string;
}

export type MeetEventMessage = MeetEvent | CaughtUp | ResyncRequired;

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
      request: () => ({ query: MEET_EVENTS, variables: { after, where } }),
      opening: null,
      // The shape that the document asks for.
      messageOf: ({ meetEvents }) => meetEvents as MeetEventMessage,
      note(message) {
        after = message.position;
        return message.__typename !== 'ResyncRequired';
      },
      lifeSign: 'message',
    },
    options,
  );
}

const MEET_EVENTS = /* GraphQL */ `
  subscription FollowMeetEvents($after: Position, $where: EventFilter) {
    meetEvents(after: $after, where: $where) {
      __typename
      ... on MeetEvent {
        id
        position
        meetId
        version
        type
        schemaVersion
        occurredAt
        recordedAt
        actor {
          __typename
          ... on Manager {
            id
          }
          ... on Customer {
            id
          }
        }
        correlationId
        causationId
        data
      }
      ... on CaughtUp {
        position
      }
      ... on ResyncRequired {
        reason
        position
      }
    }
  }
`;
