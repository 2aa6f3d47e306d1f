import type { RecordedEvent } from '@meets/event-store';
import {
  type DomainEvent,
  type DomainEventOf,
  type DomainEventType,
  isDomainEventType,
  parseStream,
} from '@meets/meet-domain';
import type { Cause } from '../commands/system-commands.ts';
import type { Decode } from '../stored-events/domain-codec.ts';

/** An event as reactions look at it. */
export interface Told<Fact extends DomainEvent = DomainEvent> {
  readonly channelId: string;
  /** What follows the channel in the stream's name: for a meet its id. */
  readonly subject: string;
  readonly version: number;
  readonly fact: Fact;
  readonly cause: Cause;
}

/** What is done about events, by type; about others nothing is. */
export type Hearing<Context extends readonly unknown[]> = {
  readonly [Type in DomainEventType]?: (told: Told<DomainEventOf<Type>>, ...context: Context) => void;
};

/** Does what is to be done about this event. */
export function tell<Context extends readonly unknown[]>(
  hearing: Hearing<Context>,
  told: Told,
  ...context: Context
): void {
  // A type's hearing takes that type's events, which the compiler does not see across two look-ups.
  const hear = hearing[told.fact.type] as ((told: Told, ...context: Context) => void) | undefined;
  hear?.(told, ...context);
}

/** The types of event about which something is done. */
export const typesHeard = (...hearings: readonly Hearing<never>[]): readonly DomainEventType[] => [
  ...new Set(hearings.flatMap((hearing) => Object.keys(hearing).filter(isDomainEventType))),
];

/** Null for an event of a stream that is none of the domain's. */
export function toTold(recorded: RecordedEvent, decode: Decode): Told | null {
  const stream = parseStream(recorded.stream);
  if (!stream) return null;
  return {
    channelId: stream.channelId,
    subject: stream.rest,
    version: recorded.version,
    fact: decode(recorded),
    cause: { eventId: recorded.id, correlationId: recorded.metadata.correlationId },
  };
}
