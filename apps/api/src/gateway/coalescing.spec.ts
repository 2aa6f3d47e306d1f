import { fakeClock } from '../testing/fake-clock.ts';
import { Coalescing } from './coalescing.ts';

/** Counts writes as a socket does: what is written while it is corked leaves in one. */
function countingStream() {
  let corked = false;
  let kept: string[] = [];
  const writes: string[][] = [];
  return {
    writes,
    put: (text: string) => () => void (corked ? kept.push(text) : writes.push([text])),
    cork: () => void (corked = true),
    uncork() {
      corked = false;
      if (kept.length > 0) writes.push(kept);
      kept = [];
    },
  };
}

describe('a burst of messages', () => {
  it('leaves in one write a window, the first message at once', () => {
    const clock = fakeClock();
    const coalescing = new Coalescing(clock, 5);
    const stream = countingStream();
    for (const text of ['1', '2', '3']) coalescing.write(stream, stream.put(text));
    expect(stream.writes).toEqual([['1']]);
    clock.advance(5);
    expect(stream.writes).toEqual([['1'], ['2', '3']]);
    coalescing.write(stream, stream.put('4'));
    clock.advance(5);
    expect(stream.writes.slice(2)).toEqual([['4']]);
  });

  it('delays nobody who was quiet, and keeps no timer while all are', () => {
    const clock = fakeClock();
    const coalescing = new Coalescing(clock, 5);
    const [busy, quiet] = [countingStream(), countingStream()];
    coalescing.write(busy, busy.put('1'));
    coalescing.write(busy, busy.put('2'));
    coalescing.write(quiet, quiet.put('a'));
    expect(quiet.writes).toEqual([['a']]);
    clock.advance(5);
    coalescing.write(quiet, quiet.put('b'));
    expect(quiet.writes).toEqual([['a'], ['b']]);
    clock.advance(10);
    expect(clock.timers()).toBe(0);
  });

  it('is let go of at once where somebody asks for it', () => {
    const clock = fakeClock();
    const coalescing = new Coalescing(clock, 5);
    const stream = countingStream();
    coalescing.write(stream, stream.put('1'));
    coalescing.write(stream, stream.put('2'));
    coalescing.release(stream);
    expect(stream.writes).toEqual([['1'], ['2']]);
    coalescing.write(stream, stream.put('3'));
    expect(stream.writes).toHaveLength(2);
    clock.advance(5);
    expect(stream.writes).toEqual([['1'], ['2'], ['3']]);
  });

  it('is not gathered where the window is 0', () => {
    const clock = fakeClock();
    const coalescing = new Coalescing(clock, 0);
    const stream = countingStream();
    for (const text of ['1', '2']) coalescing.write(stream, stream.put(text));
    expect([stream.writes, clock.timers()]).toEqual([[['1'], ['2']], 0]);
  });
});
