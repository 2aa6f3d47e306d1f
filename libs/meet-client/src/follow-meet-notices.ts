import { type FollowOptions, Following } from './following.ts';
import { FollowMeetNotices, type FollowMeetNoticesSubscription } from './generated/operations.ts';

/** A connection begins: what is live now is told next, so what was known to be live before is forgotten. */
export interface NoticesBegin {
  readonly __typename: 'NoticesBegin';
}

export type MeetNotice = FollowMeetNoticesSubscription['meetNotices'];
export type NoticeMessage = NoticesBegin | MeetNotice;

/**
 * R19, R20: what is live in this manager's internal chats and team rooms, then what goes live or is over. What was over
 * while the connection was lost is simply not told again after the next {@link NoticesBegin}.
 */
export function followMeetNotices(options: FollowOptions): AsyncIterableIterator<NoticeMessage, undefined> {
  return new Following<NoticeMessage>(
    {
      request: () => ({ query: FollowMeetNotices, variables: {} }),
      opening: { __typename: 'NoticesBegin' },
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMeetNoticesSubscription).meetNotices,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
