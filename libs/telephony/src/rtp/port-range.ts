/** How long a port rests after its call: what is still on the way to it belongs to nobody. */
export const PORT_DRAIN_MS = 5_000;

/** UDP ports for sound: one a call, the even ones of a range, since the odd ones are RTCP’s (RFC 3550 §11). */
export class PortRange {
  private readonly any: boolean;
  private readonly free: number[] = [];
  private readonly resting = new Map<number, ReturnType<typeof setTimeout>>();

  /** `to` included. 0 to 0: any port that the system has. */
  constructor(from: number, to: number) {
    for (let port = from + (from % 2); port <= to && port > 0; port += 2) this.free.push(port);
    this.any = from === 0 && to === 0;
  }

  /** The one that has rested longest; null where all are taken. */
  take(): number | null {
    return this.any ? 0 : (this.free.shift() ?? null);
  }

  /** Gives it back after a rest. */
  release(port: number): void {
    if (this.any || this.resting.has(port)) return;
    const timer = setTimeout(() => {
      this.resting.delete(port);
      this.free.push(port);
    }, PORT_DRAIN_MS);
    this.resting.set(port, timer);
  }

  get left(): number {
    return this.free.length;
  }

  close(): void {
    for (const timer of this.resting.values()) clearTimeout(timer);
    this.resting.clear();
  }
}
