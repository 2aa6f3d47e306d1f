import { type FollowOptions, Following } from './following.ts';
import {
  FollowDuties,
  type FollowDutiesSubscription,
  FollowMyDuty,
  type FollowMyDutySubscription,
} from './generated/operations.ts';

/** R39, R42: whether a manager takes calls by phone, and what holds them. */
export type Duty = FollowMyDutySubscription['myDuty'];

/** A manager's own duty now, then after every change; after a loss, as it then is. Customers are refused. */
export const followMyDuty = (options: FollowOptions): AsyncIterableIterator<Duty, undefined> =>
  // The shape that the document asks for.
  followDuty(FollowMyDuty, (data) => (data as FollowMyDutySubscription).myDuty, options);

/**
 * For the staff: the duty of every manager who ever came on duty, one message each, then each that changes; after a loss all
 * of them again. Nobody is ever taken off that list.
 */
export const followDuties = (options: FollowOptions): AsyncIterableIterator<Duty, undefined> =>
  followDuty(FollowDuties, (data) => (data as FollowDutiesSubscription).dutyUpdated, options);

const followDuty = (
  query: string,
  messageOf: (data: unknown) => Duty,
  options: FollowOptions,
): AsyncIterableIterator<Duty, undefined> =>
  new Following<Duty>(
    {
      ...{ request: () => ({ query, variables: {} }), opening: null, messageOf },
      ...{ note: () => true, lifeSign: 'message-or-pong' },
    },
    options,
  );
