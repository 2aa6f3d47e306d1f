import type { EventFilter } from '../projections/filters.ts';
import type { MeetEventMessageView, PositionToken } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import type { Viewer } from '../viewer.ts';
import { type Passing, Shareable, type Told } from './shareable.ts';

/** A member of `MeetEventMessage`, as graphql-js resolves it. */
export type EventMessage = { readonly __typename: string; readonly position: PositionToken; readonly reason?: string };

export interface MeetEventsAsked {
  readonly viewer: Viewer;
  readonly filter: EventFilter;
  /** Null: from the start. */
  readonly after: PositionToken | null;
  readonly signal: AbortSignal;
}

/** `meetEvents` for one viewer, in such a way that the gateway can let others follow the same reading. */
export function meetEventSubscription(reads: ReadModel, asked: MeetEventsAsked): Shareable<EventMessage> {
  const { viewer, filter, signal } = asked;
  return new Shareable<EventMessage>({
    signal,
    alone: (after = asked.after ?? undefined, until) => told(reads.meetEvents(viewer, filter, after ?? null, until)),
    together: (after, until) => passing(reads, { viewer, filter, after, signal: until }),
    mark: (position) => messageOf({ message: 'caught-up', position }),
  });
}

async function* told(messages: AsyncIterable<MeetEventMessageView>): AsyncGenerator<Told<EventMessage>, void> {
  for await (const message of messages) {
    const payload = messageOf(message);
    yield { payload, position: payload.position, caughtUp: message.message === 'caught-up' };
  }
}

async function* passing(
  reads: ReadModel,
  { viewer, filter, after, signal }: MeetEventsAsked & { readonly after: PositionToken },
): AsyncGenerator<Passing<EventMessage>, void> {
  for await (const event of reads.passingMeetEvents(viewer, filter, after, signal)) {
    if (event.passing !== 'event') yield event;
    else
      yield {
        passing: 'event',
        position: event.position,
        seenBy(reader) {
          const seen = event.seenBy(reader);
          return typeof seen === 'string' ? seen : messageOf({ message: 'event', event: seen });
        },
      };
  }
}

const messageOf = (message: MeetEventMessageView): EventMessage => {
  switch (message.message) {
    case 'event':
      return { __typename: 'MeetEvent', ...message.event };
    case 'caught-up':
      return { __typename: 'CaughtUp', position: message.position };
    case 'resync-required':
      return { __typename: 'ResyncRequired', reason: message.reason, position: message.position };
  }
};
