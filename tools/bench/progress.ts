import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** One of `steps` is done. */
  readonly tick: () => void;
  /** What runs now, and of how many steps. */
  readonly begin: (what: string, steps: number) => void;
  readonly end: () => void;
}

/** A bar on stderr, so that stdout holds the report alone; plain lines where stderr is no terminal. */
export function openProgress(): Progress {
  if (!process.stderr.isTTY) {
    return { tick: () => undefined, begin: (what) => console.error(`… ${what}`), end: () => undefined };
  }
  const bar = new SingleBar(
    { format: '{what} {bar} {percentage} %  {duration_formatted}', stream: process.stderr, clearOnComplete: true },
    Presets.shades_grey,
  );
  return {
    tick: () => bar.increment(),
    begin: (what, steps) => {
      bar.stop();
      bar.start(steps, 0, { what: what.padEnd(40) });
    },
    end: () => bar.stop(),
  };
}
