import type { ContractOptions, OpenStore } from './contract-setting.ts';
import { useStore } from './contract-setting.ts';
import { appendingContract } from './appending-contract.ts';
import { closingContract } from './closing-contract.ts';
import { followingContract } from './following-contract.ts';
import { modelContract } from './model-contract.ts';
import { racingContract } from './racing-contract.ts';
import { readingContract } from './reading-contract.ts';
import { repeatingContract } from './repeating-contract.ts';

/**
 * What every event store has to do, whatever engine is behind it. Call it in a spec; each test gets a store of its own
 * from `openStore`.
 */
export function eventStoreContract(name: string, openStore: OpenStore, options: ContractOptions = {}): void {
  describe(`${name}: an event store`, () => {
    const setting = useStore(openStore, options);
    appendingContract(setting);
    racingContract(setting);
    repeatingContract(setting);
    readingContract(setting);
    followingContract(setting);
    modelContract(setting);
    closingContract(setting);
  });
}
