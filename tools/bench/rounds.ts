/** One contender, run once: answers with its figures by name, such as `{ perSecond, p99Ms }`. */
export type Contender<Figures> = (round: number) => Promise<Figures>;

/**
 * Runs the two contenders in turns, each going first every other round, so that whatever the machine does meanwhile hits
 * both alike; answers with each figure's median. A round before them, whose figures are thrown away, warms both up.
 */
export async function interleave<Figures extends Record<string, number>>(
  rounds: number,
  store: Contender<Figures>,
  raw: Contender<Figures>,
  tick: () => void,
): Promise<{ store: Figures; raw: Figures }> {
  const figures: { store: Figures[]; raw: Figures[] } = { store: [], raw: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? (['store', 'raw'] as const) : (['raw', 'store'] as const);
    for (const name of order) {
      const measured = await (name === 'store' ? store : raw)(round);
      if (round > 0) figures[name].push(measured);
      tick();
    }
  }
  return { store: medians(figures.store), raw: medians(figures.raw) };
}

function medians<Figures extends Record<string, number>>(measured: readonly Figures[]): Figures {
  const names = Object.keys(measured[0] ?? {});
  // Same names as every measurement has.
  return Object.fromEntries(
    names.map((name) => [
      name,
      quantile(
        measured.map((one) => one[name] ?? 0),
        0.5,
      ),
    ]),
  ) as Figures;
}

/** The value below which that share of the values lies; 0 where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
