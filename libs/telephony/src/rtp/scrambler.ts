import { type SrtpCounts, SrtpReceiver, SrtpSender } from './srtp.ts';
import type { SrtpKey } from './srtp-keys.ts';

/** What was agreed on of a call's encryption, both ways; until then, and where it is none, packets go as they are. */
export class Scrambler {
  /** Of all keys so far. */
  readonly counts: SrtpCounts = { forged: 0, replayed: 0 };
  private ours: { readonly key: SrtpKey; readonly sender: SrtpSender } | null = null;
  private theirs: { readonly key: SrtpKey; readonly receiver: SrtpReceiver } | null = null;

  /** By which keys from now on. The same key goes on where it was: what came by it before is still not taken again. */
  agree(ours: SrtpKey | null, theirs: SrtpKey | null): void {
    if (!ours) this.ours = null;
    else if (!this.ours || !same(this.ours.key, ours)) this.ours = { key: ours, sender: new SrtpSender(ours) };
    if (!theirs) this.theirs = null;
    else if (!this.theirs || !same(this.theirs.key, theirs)) {
      this.theirs = { key: theirs, receiver: new SrtpReceiver(theirs, this.counts) };
    }
  }

  protect(packet: Buffer): Buffer {
    return this.ours ? this.ours.sender.protect(packet) : packet;
  }

  /** Null for what is not to be believed. */
  unprotect(bytes: Buffer): Buffer | null {
    return this.theirs ? this.theirs.receiver.unprotect(bytes) : bytes;
  }
}

const same = (one: SrtpKey, other: SrtpKey): boolean => one.suite === other.suite && one.secret === other.secret;
