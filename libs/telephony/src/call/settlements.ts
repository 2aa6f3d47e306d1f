import type { PhoneFailure, PhoneResult } from '@meets/meet-domain';
import { done } from './results.ts';

/** What has been asked of the other end, and who waits for its answer. */
export class Settlements {
  private readonly waiting = new Set<(result: PhoneResult<null>) => void>();

  /** Begins something, and resolves once it is settled: by `settle`, or with everything else. */
  settled<Failure = PhoneFailure>(
    begin: (settle: (result: PhoneResult<null, Failure>) => void) => void,
  ): Promise<PhoneResult<null, Failure | PhoneFailure>> {
    return new Promise((resolve) => {
      const settle = (result: PhoneResult<null, Failure | PhoneFailure>): void => {
        this.waiting.delete(settle);
        resolve(result);
      };
      this.waiting.add(settle);
      begin(settle);
    });
  }

  settleAll(result: PhoneResult<null> = done): void {
    for (const settle of [...this.waiting]) settle(result);
  }
}
