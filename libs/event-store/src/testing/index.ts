/** The door for specs: the suites that every engine passes, and what they are built from. */
export { eventStoreContract } from './event-store-contract.ts';
export type { ContractOptions, OpenedStore, OpenStore } from './contract-setting.ts';
export { personKeysContract } from './person-keys-contract.ts';
export type { OpenedPersonKeys } from './person-keys-contract.ts';
export { collect, newEvent, newEvents, takeFollowed, until } from './event-samples.ts';
