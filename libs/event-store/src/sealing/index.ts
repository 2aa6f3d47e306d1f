/** Personal data under a key per person. */
export { isSealed, seal, unseal } from './seal.ts';
export type { Sealed } from './seal.ts';
export { PersonKeysClosed } from './person-keys.ts';
export type { PersonKey, PersonKeys } from './person-keys.ts';
export { createMemoryPersonKeys } from './memory-person-keys.ts';
export { openSqlitePersonKeys, PERSON_KEY_CACHE } from './sqlite-person-keys.ts';
export type { SqlitePersonKeysOptions } from './sqlite-person-keys.ts';
