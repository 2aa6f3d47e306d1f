import { createHash } from 'node:crypto';

/** Everything that happened, line by line: hashed as it comes, the last of it kept to be shown. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #kept: string[] = [];
  readonly #keep: number;
  #digest: string | null = null;

  /** Keeps so many lines, or a few more. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  note(line: string): void {
    if (this.#digest !== null) return;
    this.#hash.update(`${line}\n`);
    this.#kept.push(line);
    if (this.#kept.length > this.#keep * 2) this.#kept.splice(0, this.#kept.length - this.#keep);
  }

  get lines(): readonly string[] {
    return this.#kept.slice(-this.#keep);
  }

  /** The same for the same seed, always. Nothing is noted any more. */
  digest(): string {
    return (this.#digest ??= this.#hash.digest('hex'));
  }
}
