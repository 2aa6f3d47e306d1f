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
export function followMyDuty(options: FollowOptions): AsyncIterableIterator<Duty, undefined> {
  return new Following<Duty>(
    {
      request: () => ({ query: FollowMyDuty, variables: {} }),
      opening: null,
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMyDutySubscription).myDuty,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}

/**
 * For the staff: the duty of every manager who ever came on duty, one message each, then each that changes; after a loss all
 * of them again. Nobody is ever taken off that list.
 */
export function followDuties(options: FollowOptions): AsyncIterableIterator<Duty, undefined> {
  return new Following<Duty>(
    {
      request: () => ({ query: FollowDuties, variables: {} }),
      opening: null,
      messageOf: (data) => (data as FollowDutiesSubscription).dutyUpdated,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
