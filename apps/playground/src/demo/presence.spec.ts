import { joinWindows, type WindowsLine } from './presence.ts';

/** Every line hears what the others say, as the lines of a `BroadcastChannel` do. */
function lines(): () => WindowsLine {
  const all = new Set<WindowsLine>();
  return () => {
    const line: WindowsLine = {
      onmessage: null,
      postMessage: (data) => all.forEach((each) => each !== line && each.onmessage?.({ data } as MessageEvent)),
      close: () => void all.delete(line),
    };
    all.add(line);
    return line;
  };
}

describe('the windows of one person', () => {
  it('know which of them is the last', () => {
    const line = lines();
    const first = joinWindows(line(), 'w-1');
    expect(first.isLast()).toBe(true);
    const second = joinWindows(line(), 'w-2');
    const third = joinWindows(line(), 'w-3');
    expect([first, second, third].map((each) => each.isLast())).toEqual([false, false, false]);
    first.close();
    first.close();
    third.close();
    expect(second.isLast()).toBe(true);
  });
});
