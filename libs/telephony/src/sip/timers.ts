/** Round-trip time, as SIP takes it to be until it knows better: the first repetition over UDP comes after it (RFC 3261 §17). */
export const T1_MS = 500;
/** The longest pause between two repetitions. */
export const T2_MS = 4_000;
/** How long a message may be on its way: a UDP transaction that is over is remembered for so long. */
export const T4_MS = 5_000;
/** How long anything is repeated, and how long what was answered is remembered, so that a repetition is known as one. */
export const TRANSACTION_MS = 64 * T1_MS;

/** Says something again and again: after `firstMs`, then in ever longer pauses, until it is stopped or `TRANSACTION_MS` are over. */
export class Repetition {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private stopped = false;

  constructor(firstMs: number, longestMs: number, again: () => void) {
    let spentMs = 0;
    const next = (pauseMs: number): void => {
      spentMs += pauseMs;
      if (this.stopped || spentMs >= TRANSACTION_MS) return;
      this.timer = setTimeout(() => {
        again();
        next(Math.min(2 * pauseMs, longestMs));
      }, pauseMs);
    };
    next(firstMs);
  }

  /** Safe to call twice. */
  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }
}

/** What is owed, and who waits until nothing is. */
export class Debts {
  private readonly owed = new Set<string>();
  private readonly waiting: (() => void)[] = [];

  owe(key: string): void {
    this.owed.add(key);
  }

  pay(key: string): void {
    this.owed.delete(key);
    if (this.owed.size === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Resolves once nothing is owed. */
  async paid(): Promise<void> {
    if (this.owed.size > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  forgive(): void {
    for (const key of [...this.owed]) this.pay(key);
  }
}

/** Remembers things for a while after they were last put in, each by its key. */
export class Memory<Value> {
  private readonly values = new Map<string, { value: Value; timer: ReturnType<typeof setTimeout> | null }>();

  get(key: string): Value | undefined {
    return this.values.get(key)?.value;
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  get size(): number {
    return this.values.size;
  }

  /** Kept for so long; where no time is given, until it is forgotten. */
  keep(key: string, value: Value, forMs: number | null): void {
    this.forget(key);
    const timer = forMs === null ? null : setTimeout(() => void this.values.delete(key), forMs);
    this.values.set(key, { value, timer });
  }

  forget(key: string): void {
    const kept = this.values.get(key);
    if (kept?.timer) clearTimeout(kept.timer);
    this.values.delete(key);
  }

  all(): Value[] {
    return [...this.values.values()].map(({ value }) => value);
  }

  clear(): void {
    for (const key of [...this.values.keys()]) this.forget(key);
  }
}
