/** What following needs from where it runs. Tests pass their own; browsers and Node 22 on have all of it. */
export interface Platform {
  /** Calls `run` once, when `inMs` have passed. Answers how to cancel it, which is safe twice and after it ran. */
  setTimer(inMs: number, run: () => void): () => void;
  /** From 0 (included) to 1 (not). */
  random(): number;
  readonly WebSocket: typeof globalThis.WebSocket;
}

export const thisPlatform: Platform = {
  setTimer(inMs, run) {
    const timer = setTimeout(run, inMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  get WebSocket() {
    return globalThis.WebSocket;
  },
};
