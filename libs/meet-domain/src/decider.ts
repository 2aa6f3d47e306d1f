/**
 * The shape every aggregate has. All of it is pure: time, ids and whatever else is not in the history arrive as data.
 */

/** RFC 3339, UTC, milliseconds, as `2026-01-31T09:00:00.000Z`; so written, comparing texts compares moments. */
export type Timestamp = string;

/** Who acts. `system` stands for timers and reactions. */
export type Role = 'manager' | 'customer' | 'integrator' | 'analyst' | 'system';

export interface Actor {
  readonly role: Role;
  /** The host product's own id of the person; for `system`, what acted, such as `ring-timer`. */
  readonly id: string;
}

/** Something that happened: a type, when, through whom, and its data. */
export interface Fact<Type extends string, Data extends object> {
  readonly type: Type;
  readonly at: Timestamp;
  readonly by: Actor;
  readonly data: Data;
}

/** What every command carries: when and by whom it was given. */
export interface Order<Type extends string> {
  readonly type: Type;
  readonly at: Timestamp;
  readonly by: Actor;
}

/** Accepted, with the events that follow (none, where it already is as ordered); or refused, with a typed reason. */
export type Decision<Event, Refusal> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly refusal: Refusal };

/**
 * `decide` says what follows from an order; `evolve` folds one event into the state. `evolve` is total and never throws:
 * history is not up for debate.
 */
export interface Decider<State, Command, Event, Refusal> {
  readonly initial: State;
  decide(command: Command, state: State): Decision<Event, Refusal>;
  evolve(state: State, event: Event): State;
}

export const accept = <Event>(...events: Event[]): { accepted: true; events: readonly Event[] } => ({
  accepted: true,
  events,
});

export const refuse = <Refusal>(refusal: Refusal): { accepted: false; refusal: Refusal } => ({
  accepted: false,
  refusal,
});

/** `at`, moved by a number of milliseconds. */
export const plusMs = (at: Timestamp, ms: number): Timestamp => new Date(Date.parse(at) + ms).toISOString();
