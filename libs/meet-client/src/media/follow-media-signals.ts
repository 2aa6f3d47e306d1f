import { type FollowOptions, Following } from '../following.ts';
import { FollowMediaSignals, type FollowMediaSignalsSubscription } from '../generated/operations.ts';

/** A connection begins: what there is to receive is told next. What ended since the last connection is not told. */
export interface SignalsBegin {
  readonly __typename: 'SignalsBegin';
}

export type MediaSignal = FollowMediaSignalsSubscription['mediaSignals'];
export type MediaSignalMessage = SignalsBegin | MediaSignal;

export interface FollowMediaSignalsOptions extends FollowOptions {
  /** A meet that the viewer is in. */
  readonly meetId: string;
  /** As in `openMedia`. */
  readonly deviceId: string;
}

/** What changes in a meet's media, until the viewer is in no more (`MediaEnded`). */
export function followMediaSignals(
  options: FollowMediaSignalsOptions,
): AsyncIterableIterator<MediaSignalMessage, undefined> {
  const { meetId, deviceId } = options;
  return new Following<MediaSignalMessage>(
    {
      request: () => ({ query: FollowMediaSignals, variables: { meetId, deviceId } }),
      opening: { __typename: 'SignalsBegin' },
      // The shape that the document asks for.
      messageOf: (data) => (data as FollowMediaSignalsSubscription).mediaSignals,
      note: ({ __typename }) => __typename !== 'MediaEnded',
      lifeSign: 'message-or-pong',
    },
    options,
  );
}
