import { randomBytes, randomUUID } from 'node:crypto';
import type { PersonKey, PersonKeys } from './person-keys.ts';
import { PersonKeysClosed } from './person-keys.ts';

/** Person keys for unit tests: gone with the process. Every key is made by `newKey`, at random unless told otherwise. */
export function createMemoryPersonKeys(newKey: () => PersonKey = newPersonKey): PersonKeys {
  const byPerson = new Map<string, PersonKey>();
  const byId = new Map<string, PersonKey>();
  let closed = false;
  const checkOpen = (): void => {
    if (closed) throw new PersonKeysClosed('the person keys were closed');
  };
  return {
    async keyFor(person) {
      checkOpen();
      const known = byPerson.get(person);
      if (known) return known;
      const key = newKey();
      byPerson.set(person, key);
      byId.set(key.id, key);
      return key;
    },
    find(keyId) {
      checkOpen();
      return byId.get(keyId);
    },
    async reach() {
      checkOpen();
    },
    async forget(person, keyIds) {
      checkOpen();
      const key = byPerson.get(person);
      if (!key || keyIds?.has(key.id) === false) return false;
      byPerson.delete(person);
      byId.delete(key.id);
      key.secret.fill(0);
      return true;
    },
    async close() {
      closed = true;
    },
  };
}

export const newPersonKey = (): PersonKey => ({ id: randomUUID(), secret: new Uint8Array(randomBytes(32)) });
