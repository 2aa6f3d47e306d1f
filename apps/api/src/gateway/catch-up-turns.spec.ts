import { CATCH_UP_MESSAGES_A_TURN, CatchUpTurns } from './catch-up-turns.ts';

/** Takes so many turns, one after another, and notes each. */
async function reading(turns: CatchUpTurns, who: string, messages: number, noted: string[]): Promise<void> {
  for (let nth = 0; nth < messages; nth += 1) {
    await turns.take();
    noted.push(who);
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns of those who catch up', () => {
  it('are at most so many in one turn of the event loop, whoever takes them', async () => {
    const turns = new CatchUpTurns();
    const noted: string[] = [];
    const all = Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((who) => reading(turns, who, CATCH_UP_MESSAGES_A_TURN, noted)),
    );
    const counts: number[] = [];
    while (noted.length < 6 * CATCH_UP_MESSAGES_A_TURN) {
      const before = noted.length;
      await nextTurn();
      counts.push(noted.length - before);
    }
    await all;
    // The first turn's are taken before the loop goes round, and the second's in it.
    expect(Math.max(...counts.slice(1))).toBeLessThanOrEqual(CATCH_UP_MESSAGES_A_TURN);
    expect(counts.length).toBeGreaterThan(2);
  });

  it('go round: who has much to read does not keep another waiting', async () => {
    const turns = new CatchUpTurns();
    const noted: string[] = [];
    const long = reading(turns, 'long', 10 * CATCH_UP_MESSAGES_A_TURN, noted);
    await reading(turns, 'short', 5, noted);
    expect(noted.length).toBeLessThan(3 * CATCH_UP_MESSAGES_A_TURN);
    await long;
  });

  it('are had at once while few want any', async () => {
    const turns = new CatchUpTurns();
    let had = false;
    void turns.take().then(() => (had = true));
    await Promise.resolve();
    expect(had).toBe(true);
  });
});
