import { SilenceWatch } from './silence-watch.ts';

function watched() {
  const told: string[] = [];
  const ears = { lost: () => void told.push('lost'), timedOut: () => void told.push('timed out') };
  return { told, watch: new SilenceWatch({ lostMs: 100, timeoutMs: 300 }, ears) };
}

describe('a watch for silence', () => {
  it('warns once, and then says once that it has been too long', () => {
    const { told, watch } = watched();
    watch.expect(true, 1_000);
    for (let now = 1_000; now <= 2_000; now += 20) watch.look(now);
    expect(told).toEqual(['lost', 'timed out']);
  });

  it('warns of each silence, counted from what was heard last', () => {
    const { told, watch } = watched();
    watch.expect(true, 0);
    for (const now of [99, 198]) {
      watch.look(now);
      watch.heard(now);
    }
    expect(told).toEqual([]);
    watch.look(298);
    watch.heard(299);
    watch.look(398);
    expect(told).toEqual(['lost']);
    watch.look(399);
    expect(told).toEqual(['lost', 'lost']);
  });

  it('counts nothing while nothing is expected, as on hold, and begins anew after it', () => {
    const { told, watch } = watched();
    watch.look(10_000);
    watch.expect(true, 10_000);
    watch.expect(true, 10_090);
    watch.expect(false, 10_095);
    watch.look(99_000);
    watch.expect(true, 99_000);
    watch.look(99_099);
    expect(told).toEqual([]);
  });
});
