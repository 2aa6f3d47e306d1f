/**
 * How many of a stream's newest commands are recognised at the least; up to twice as many are remembered, in some 40 bytes
 * each. A client that turns its microphone off and on ten times a second gets there after 14 hours.
 */
export const TRACED_COMMANDS = 500_000;

/** Where commands with one fingerprint stand: nearly always one place. */
type Places = number | readonly number[];

/**
 * Which commands a stream has seen, as far as that is known without reading it: for a command's id, the versions at which
 * its events may begin. The log itself says whether they do, so that a number instead of the id is enough to keep.
 */
export class CommandTraces {
  readonly #capacity: number;
  #young = new Map<number, Places>();
  #old = new Map<number, Places>();
  #newest: string | null = null;

  /** `capacity`: see {@link TRACED_COMMANDS}. */
  constructor(capacity: number = TRACED_COMMANDS) {
    this.#capacity = capacity;
  }

  /** To be told of each event, in order. */
  note(commandId: string, version: number): void {
    // A command's events stand in one append, so the first one tells where all of them are.
    if (commandId === this.#newest) return;
    this.#newest = commandId;
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    const fingerprint = fingerprintOf(commandId);
    const others = this.#young.get(fingerprint);
    this.#young.set(fingerprint, others === undefined ? version : [...placesIn(others), version]);
  }

  /** Empty for nearly every command that the stream has not seen, and for every one that was forgotten. */
  firstVersionsOf(commandId: string): readonly number[] {
    const fingerprint = fingerprintOf(commandId);
    return [this.#old, this.#young].flatMap((generation) => placesIn(generation.get(fingerprint) ?? []));
  }

  /** How many fingerprints are remembered. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}

const placesIn = (places: Places): readonly number[] => (typeof places === 'number' ? [places] : places);

/**
 * 32 bits of the id (FNV-1a), which V8 keeps in the map itself. Ids are UUIDs or digests, so nobody chooses which ones meet;
 * of 100,000 commands some two do.
 */
function fingerprintOf(commandId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < commandId.length; at += 1) hash = Math.imul(hash ^ commandId.charCodeAt(at), 0x01000193);
  return hash;
}
