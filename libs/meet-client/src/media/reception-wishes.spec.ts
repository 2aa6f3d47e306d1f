import type { ReceptionWish } from './media-link.ts';
import type { MediaOutcome } from './media-outcome.ts';
import { ReceptionWishes } from './reception-wishes.ts';

const DONE: MediaOutcome = { ok: true, value: null };
const REFUSED: MediaOutcome = { ok: false, problem: { by: 'closed' } };
const HIDDEN: ReceptionWish = { paused: true };
const size = (of: number): ReceptionWish => ({ paused: false, layers: { size: of } });

/** An API that answers when it is told to. */
function open(...outcomes: readonly MediaOutcome[]) {
  const asked: ReceptionWish[] = [];
  const answers: (() => void)[] = [];
  const wishes = new ReceptionWishes((_trackId, wish) => {
    const outcome = outcomes[asked.push(wish) - 1] ?? DONE;
    return new Promise((resolve) => answers.push(() => resolve(outcome)));
  });
  const settled = () => new Promise(setImmediate);
  const answer = async (): Promise<void> => {
    await settled();
    answers.shift()?.();
    await settled();
  };
  return { wishes, asked, answer, settled };
}

describe('wishes for a received track', () => {
  it('are asked for one after the other, and of those that come meanwhile only the newest', async () => {
    const { wishes, asked, answer, settled } = open();
    void wishes.want('t', size(1));
    await settled();
    void wishes.want('t', HIDDEN);
    void wishes.want('t', size(0));
    await answer();
    await answer();
    expect(asked).toEqual([size(1), size(0)]);
  });

  it('are not asked for where nothing changes, as of a picture that is hidden to be shown elsewhere at once', async () => {
    const { wishes, asked, answer, settled } = open();
    void wishes.want('t', size(1));
    await answer();
    void wishes.want('t', HIDDEN);
    void wishes.want('t', size(1));
    await settled();
    expect(asked).toEqual([size(1)]);
  });

  it('are not asked for where they are for what comes anyhow: all of it, as large as it gets', async () => {
    const { wishes, asked, settled } = open();
    void wishes.want('camera', size(2));
    void wishes.want('screen', { paused: false });
    await settled();
    expect(asked).toEqual([]);
  });

  it('are asked for anew where the API did not take them, with the next wish', async () => {
    const { wishes, asked, answer } = open(REFUSED);
    void wishes.want('t', HIDDEN);
    await answer();
    void wishes.want('t', HIDDEN);
    await answer();
    expect(asked).toEqual([HIDDEN, HIDDEN]);
  });

  it('are forgotten with their track, whose like may be received anew', async () => {
    const { wishes, asked, answer } = open();
    void wishes.want('t', HIDDEN);
    await answer();
    wishes.keep(['another']);
    void wishes.want('t', HIDDEN);
    await answer();
    expect(asked).toEqual([HIDDEN, HIDDEN]);
  });
});
