/** The parts of `now` that say something else than `before`: what says the same stays the object that it was, for whoever compares objects. */
export function changed<State extends object>(before: State, now: Partial<State>): Partial<State> {
  const parts = Object.entries(now) as [keyof State, State[keyof State]][];
  // A JSON text tells apart all that came as JSON.
  const others = parts.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]));
  return Object.fromEntries(others) as Partial<State>;
}
