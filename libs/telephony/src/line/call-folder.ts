import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A call's name, as we make it: nothing else is read or removed. */
const CALL_ID = /^[0-9a-f]{24}$/;

/**
 * A file a call, for its owner alone: it has the numbers of both ends. Written at once and not synced: what is lost with the machine's power, telephones
 * find out by themselves. Where it cannot be written, calls go on without it.
 */
export class CallFolder {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes it where there is none. */
  open(): void {
    this.tryTo(() => mkdirSync(this.path, { recursive: true, mode: 0o700 }));
  }

  /** Writes it, or writes it anew. */
  put(callId: string, text: string): void {
    this.tryTo(() => writeFileSync(join(this.path, callId), text, { mode: 0o600 }));
  }

  /** Safe to call twice. */
  remove(callId: string): void {
    this.tryTo(() => rmSync(join(this.path, callId), { force: true }));
  }

  /** What there is. */
  left(): readonly { readonly callId: string; readonly text: string }[] {
    const found: { readonly callId: string; readonly text: string }[] = [];
    this.tryTo(() => {
      for (const callId of readdirSync(this.path).filter((name) => CALL_ID.test(name))) {
        found.push({ callId, text: readFileSync(join(this.path, callId), 'utf8') });
      }
    });
    return found;
  }

  private tryTo(act: () => void): void {
    try {
      act();
    } catch {
      return; // A disk that is full or gone: no call is to fail for what is only wanted after a crash.
    }
  }
}
