import type { Decider, Decision } from '../index.ts';

export interface Race<Event, Refusal> {
  /** The history with everything that the racers added. */
  readonly log: readonly Event[];
  /** What each racer was answered in the end, in the order in which they were given. */
  readonly answers: readonly Decision<Event, Refusal>[];
  /** How often an append found that the log had moved on. */
  readonly conflicts: number;
}

/**
 * Lets orders race through one optimistic append, as they do on any store: each racer reads, decides, and appends if the
 * log has not moved on since, or else reads again. The schedule says who takes the next step; where it runs out, the first
 * racer still under way does. Every interleaving of reads and appends is some schedule.
 */
export function race<State, Command, Event, Refusal>(
  { initial, evolve, decide }: Decider<State, Command, Event, Refusal>,
  history: readonly Event[],
  commands: readonly Command[],
  schedule: readonly number[],
): Race<Event, Refusal> {
  const log = [...history];
  const answers: Decision<Event, Refusal>[] = [];
  let conflicts = 0;
  const racers = commands.map((command, index) => {
    let decided: { version: number; decision: Decision<Event, Refusal> } | null = null;
    /** Takes one step; true when this racer is through. */
    return (): boolean => {
      if (decided === null) {
        decided = { version: log.length, decision: decide(command, log.reduce(evolve, initial)) };
        return false;
      }
      const { version, decision } = decided;
      const events = decision.accepted ? decision.events : [];
      if (events.length > 0 && version !== log.length) {
        conflicts += 1;
        decided = null;
        return false;
      }
      log.push(...events);
      answers[index] = decision;
      return true;
    };
  });
  const steps = schedule.values();
  while (racers.length > 0) {
    const turn = (steps.next().value ?? 0) % racers.length;
    if (racers[turn]?.()) racers.splice(turn, 1);
  }
  return { log, answers, conflicts };
}
