import { CommandTraces } from './command-traces.ts';

/** Two ids with one fingerprint: found by trying. */
const [ALIKE, ALIKE_TOO] = twoAlike();

describe("what is remembered of a stream's commands", () => {
  it('is where the events of each begin', () => {
    const traces = new CommandTraces();
    for (const [index, id] of ['c-1', 'c-1', 'c-2', 'c-3', 'c-3'].entries()) traces.note(id, index + 1);
    expect(['c-1', 'c-2', 'c-3', 'c-4'].map((id) => traces.firstVersionsOf(id))).toEqual([[1], [3], [4], []]);
    expect(traces.size).toBe(3);
  });

  it('is every place that may be meant, where two ids come to one number', () => {
    const traces = new CommandTraces();
    for (const [index, id] of [ALIKE, 'c-2', ALIKE_TOO].entries()) traces.note(id, index + 1);
    expect(traces.firstVersionsOf(ALIKE)).toEqual([1, 3]);
    expect(traces.firstVersionsOf(ALIKE_TOO)).toEqual([1, 3]);
  });

  it('is bounded, and holds the newest', () => {
    const traces = new CommandTraces(4);
    for (let version = 1; version <= 50; version += 1) traces.note(`c-${version}`, version);
    expect(traces.size).toBeLessThanOrEqual(8);
    expect([47, 48, 49, 50].map((n) => traces.firstVersionsOf(`c-${n}`))).toEqual([[47], [48], [49], [50]]);
    expect(traces.firstVersionsOf('c-1')).toEqual([]);
  });
});

function twoAlike(): [string, string] {
  // One lasting look-up for all: which number an id comes to is seen by who else is found under it.
  const traces = new CommandTraces(Infinity);
  for (let n = 1; ; n += 1) {
    const id = `x-${n}`;
    const [first] = traces.firstVersionsOf(id);
    if (first !== undefined) return [`x-${first}`, id];
    traces.note(id, n);
  }
}
