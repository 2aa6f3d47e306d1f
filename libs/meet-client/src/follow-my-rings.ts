import { type FollowOptions, Following } from './following.ts';

/** A connection begins: what rings now is told next, so what was known to ring before is forgotten. */
export interface RingsBegin {
  readonly __typename: 'RingsBegin';
}

export interface RingNotice {
  readonly __typename: 'RingNotice';
  readonly ringing: boolean;
  readonly outcome: string;
  readonly deadline: string;
  readonly meet: { readonly id: string; readonly kind: string; readonly state: string };
}

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
      request: () => ({ query: MY_RINGS, variables: { deviceId: options.deviceId ?? null } }),
      opening: { __typename: 'RingsBegin' },
      // The shape that the document asks for.
      messageOf: ({ myRings }) => myRings as RingNotice,
      note: () => true,
      lifeSign: 'message-or-pong',
    },
    options,
  );
}

const MY_RINGS = /* GraphQL */ `
  subscription FollowMyRings($deviceId: ID) {
    myRings(deviceId: $deviceId) {
      __typename
      ringing
      outcome
      deadline
      meet {
        id
        kind
        state
      }
    }
  }
`;
