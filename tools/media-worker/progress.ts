/** How often a line is written where there is no terminal. */
const PLAIN_LINE_EVERY_MS = 15_000;

export interface Progress {
  show(state: string): void;
  /** Safe to call twice. Without a mark the line is only taken away. */
  stop(mark?: '✓' | '✗'): void;
}

/** A line that says how far something is, and since when; nothing before the first state. */
export function startProgress(text: string): Progress {
  const began = Date.now();
  const live = process.stderr.isTTY;
  let written = 0;
  const line = (state: string): string =>
    `${text}: ${state}${state ? ', ' : ''}${Math.round((Date.now() - began) / 1000)} s`;
  return {
    show(state) {
      if (!live && Date.now() - written < PLAIN_LINE_EVERY_MS) return;
      written = Date.now();
      process.stderr.write(live ? `\r\x1b[K… ${line(state)}` : `… ${line(state)}\n`);
    },
    stop(mark) {
      if (live && written > 0) process.stderr.write('\r\x1b[K');
      if (mark) process.stderr.write(`${mark} ${line('')}\n`);
    },
  };
}
