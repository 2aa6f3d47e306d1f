import { type FollowOptions, Following } from './following.ts';
import { FollowMyRings, type FollowMyRingsSubscription } from './generated/operations.ts';

/** A connection begins: what rings now is told next, so what was known to ring before is forgotten. */
export interface RingsBegin {
  readonly __typename: 'RingsBegin';
}

export type RingNotice = FollowMyRingsSubscription['myRings'];
export type RingMessage = RingsBegin | RingNotice;

export interface FollowMyRingsOptions extends FollowOptions {
  /** How this device names itself; the one that answers is told apart by it. */
  readonly deviceId?: string;
}

/**
 * What rings on this person's devices, or stops. A ring that stopped while the connection was lost is not told: it is
 * simply not told again after the next {@link RingsBegin}.
 */
export function followMyRings(options: FollowMyRingsOptions): AsyncIterableIterator<RingMessage, undefined> {
  return new Following<RingMessage>(
    {
      request: () => ({ query: FollowMyRings, variables: { deviceId: options.deviceId ?? null } }),
      opening: { __typename: 'RingsBegin' },
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMyRingsSubscription).myRings,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
