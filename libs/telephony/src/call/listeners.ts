import type { PhoneCallEvent } from '@meets/meet-domain';

/** Who listens to a call. */
export class Listeners {
  private readonly all = new Set<(event: PhoneCallEvent) => void>();

  /** Answers how to stop, which is safe twice. */
  add(listener: (event: PhoneCallEvent) => void): () => void {
    // A listener of its own, so that two who listen with one function are two.
    const own = (event: PhoneCallEvent): void => listener(event);
    this.all.add(own);
    return () => void this.all.delete(own);
  }

  tell(event: PhoneCallEvent): void {
    for (const listener of [...this.all]) listener(event);
  }
}
