import type { Position } from '../port.ts';

/** A secret that seals one person's data. */
export interface PersonKey {
  /** Stands in the clear beside what the key sealed. A UUID. */
  readonly id: string;
  /** 256 bits. */
  readonly secret: Uint8Array;
}

/**
 * The keys under which personal data is sealed, one per person, kept apart from the log: the log is never rewritten, so
 * forgetting a person is destroying the only thing that opens what it holds of them.
 */
export interface PersonKeys {
  /**
   * The person's key, made where there is none and then on disk, fsynced, before this resolves: nothing is ever sealed
   * under a key that a power cut could take. `person` is the host's own id in any form that is unique, and no personal
   * data itself. Rejects after `close()`.
   */
  keyFor(person: string): Promise<PersonKey>;
  /** The key of that id; undefined where the person was forgotten, and for an id that never was. Throws after `close()`. */
  find(keyId: string): PersonKey | undefined;
  /**
   * Resolves when every key made before that position of the log is known here. Wait for an event's position before its
   * sealed data is opened for good, as a projection does: until then a key that another node has just made looks like one
   * that was destroyed. Where nobody else makes keys it resolves at once. Rejects after `close()`.
   */
  reach(position: Position): Promise<void>;
  /**
   * Destroys all keys of the person beyond recovery; resolves when that is on disk, with whether there were any. What the
   * person is given afterwards gets a new key; what the old ones sealed stays closed. With `keyIds` only those of the
   * person's keys, so that whoever comes late does not destroy a newer one. Rejects after `close()`.
   */
  forget(person: string, keyIds?: ReadonlySet<string>): Promise<boolean>;
  /** Releases the file. Safe to call twice. */
  close(): Promise<void>;
}

/** Person keys were used after `close()`. */
export class PersonKeysClosed extends Error {
  override readonly name = 'PersonKeysClosed';
}
