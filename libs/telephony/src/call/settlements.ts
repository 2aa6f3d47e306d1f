import type { PhoneResult } from '@meets/meet-domain';
import { done, NOT_NOW } from './results.ts';

/** What has been asked of the other end, and who waits for its answer. */
export class Settlements {
  private readonly waiting = new Set<(result: PhoneResult<null>) => void>();

  /** Begins something, and resolves once it is settled. `begin`: whether it could; it calls `settle` when the other end has answered. */
  settled(begin: (settle: (result: PhoneResult<null>) => void) => boolean): Promise<PhoneResult<null>> {
    return new Promise((resolve) => {
      const settle = (result: PhoneResult<null>): void => {
        this.waiting.delete(settle);
        resolve(result);
      };
      this.waiting.add(settle);
      if (!begin(settle)) settle(NOT_NOW);
    });
  }

  settleAll(result: PhoneResult<null> = done): void {
    for (const settle of [...this.waiting]) settle(result);
  }
}
