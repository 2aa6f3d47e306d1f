import { fakeTimers } from '../testing/fake-timers.ts';
import { done, failed, type MediaOutcome } from './media-outcome.ts';
import { MEND_RETRY_MS, Mending } from './mending.ts';

const UNREACHED = failed({ by: 'api', failure: { by: 'network', error: new Error('cut') } });
const GONE = failed({ by: 'product', name: 'MediaGone', message: '' });
const UNABLE = failed({ by: 'browser', error: new Error('') });

function scripted(answers: MediaOutcome<string>[], applying: MediaOutcome = done(null)) {
  const timers = fakeTimers();
  const told: string[] = [];
  let closed = false;
  const mending = new Mending<string>(
    {
      ask: async () => {
        told.push('asked');
        return answers.shift() ?? GONE;
      },
      apply: async (terms) => {
        told.push(`applied ${terms}`);
        return applying;
      },
      isClosed: () => closed,
      onBroken: () => void told.push('broken'),
    },
    (inMs, run) => timers.setTimer(inMs, run),
  );
  return { mending, timers, told, close: () => void (closed = true) };
}

/** Until all has been done that needs no timer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('mending a connection', () => {
  it('connects anew by what the API says', async () => {
    const { mending, told } = scripted([done('new')]);
    await mending.mend();
    expect(told).toEqual(['asked', 'applied new']);
  });

  it('asks again while the API is not reached, as where the whole network is gone', async () => {
    const { mending, told, timers } = scripted([UNREACHED, UNREACHED, done('new')]);
    const mended = mending.mend();
    for (const _lost of [1, 2]) {
      await settle();
      expect(timers.pendingMs()).toEqual([MEND_RETRY_MS]);
      timers.advance(MEND_RETRY_MS);
    }
    await mended;
    expect(told).toEqual(['asked', 'asked', 'asked', 'applied new']);
  });

  it('goes on once at a time, and may be needed again later', async () => {
    const { mending, told } = scripted([done('new'), done('newer')]);
    await Promise.all([mending.mend(), mending.mend()]);
    expect(told).toEqual(['asked', 'applied new']);
    await mending.mend();
    expect(told.slice(2)).toEqual(['asked', 'applied newer']);
  });

  it('is given up where there is nothing to mend any more, or the browser cannot', async () => {
    const gone = scripted([GONE]);
    await gone.mending.mend();
    expect(gone.told).toEqual(['asked', 'broken']);
    const unable = scripted([done('new')], UNABLE);
    await unable.mending.mend();
    expect(unable.told).toEqual(['asked', 'applied new', 'broken']);
  });

  it('stops where nobody needs it any more', async () => {
    const { mending, told, timers, close } = scripted([UNREACHED]);
    const mended = mending.mend();
    await settle();
    close();
    timers.advance(MEND_RETRY_MS);
    await mended;
    expect(told).toEqual(['asked']);
    const closed = scripted([GONE]);
    const asking = closed.mending.mend();
    closed.close();
    await asking;
    expect(closed.told).toEqual(['asked']);
  });
});
