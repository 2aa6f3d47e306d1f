import type { EventStore, PersonKeys } from '@meets/event-store';
import type { Notifier } from '@meets/meet-domain';
import type { Clock } from '../time/clock.ts';
import type { SystemCommands } from '../commands/system-commands.ts';
import type { Log } from '../logging/log.ts';
import type { Agenda } from './agenda.ts';
import type { AgendaEntry, Task, TaskOf } from './agenda-entry.ts';
import type { Books } from './books.ts';
import type { Hearing } from './told.ts';

/**
 * How a task went. `done`: it is taken off the agenda. `again`: go on at once with this task in its place, which survives a
 * restart. `retry`: the same task once more after that time; the reason has been logged or is expected.
 */
export type Outcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'again'; readonly task: Task }
  | { readonly outcome: 'retry'; readonly inMs: number };

export const DONE: Outcome = { outcome: 'done' };

/** A link that is one customer's alone and ends with the meet, or with the wait for them. */
export type CustomerLinkOf = (meet: { readonly channelId: string; readonly meetId: string }) => string;

/** What tasks are done with. */
export interface Tools {
  readonly store: EventStore;
  readonly keys: PersonKeys;
  readonly commands: SystemCommands;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: Log;
  readonly books: Books;
  /** Where the customer whom a meet waits for opens it (R18). */
  readonly linkOf: CustomerLinkOf;
  /** From 0 to below 1; spreads retries. */
  readonly random: () => number;
}

/**
 * Event → task → command. `on` says what an event brings to the agenda, in the transaction that takes the event in; every
 * event is told again when the reactions' file is made anew. `run` does the task: it may be called twice and
 * long after, so everything it does carries an id made from the causing event. A `run` that throws is tried again.
 */
export interface Reaction<Kind extends Task['kind']> {
  readonly on: Hearing<[agenda: Agenda, books: Books]>;
  run(entry: AgendaEntry<TaskOf<Kind>>, attempt: number, tools: Tools): Promise<Outcome>;
}
