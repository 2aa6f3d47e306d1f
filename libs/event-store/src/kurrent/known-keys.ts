import type { PersonKey } from '../sealing/person-keys.ts';
import type { KeyNews } from './person-key-record.ts';

/** What is known of one person's newest key. `key` is undefined once that one was destroyed. */
export interface KnownPerson {
  readonly generation: number;
  readonly key: PersonKey | undefined;
}

/** All keys that exist, by id and by person, told by the log in order and by this process's own writes before that. */
export class KnownKeys {
  readonly #byId = new Map<string, PersonKey>();
  readonly #byPerson = new Map<string, KnownPerson>();

  find(keyId: string): PersonKey | undefined {
    return this.#byId.get(keyId);
  }

  person(person: string): KnownPerson | undefined {
    return this.#byPerson.get(person);
  }

  learn({ place, key }: KeyNews): void {
    const known = this.#byPerson.get(place.person);
    if (known && known.generation > place.generation) return;
    // A destroyed key stays destroyed, whatever the log, read later, tells of its making.
    if (known?.generation === place.generation && known.key === undefined) return;
    if (known?.key && known.key.id !== key?.id) this.#byId.delete(known.key.id);
    this.#byPerson.set(place.person, { generation: place.generation, key });
    if (key) this.#byId.set(key.id, key);
  }
}
