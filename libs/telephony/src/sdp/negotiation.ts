import { randomBytes, randomInt } from 'node:crypto';
import { familyOf, type IpFamily } from '../sip/flow.ts';
import { SECRET, type SrtpKey, type SrtpSuite } from '../rtp/srtp-keys.ts';
import type { CallSound } from '../sound/sound-desk.ts';
import type { TaggedKey } from './crypto-attribute.ts';
import { answerSdp, answeringDirection, type Direction, offerSdp, type SoundDescription } from './sound-description.ts';

/** No port for sound is left. */
export class NoSoundPort extends Error {}

export interface NegotiationParts {
  /** Opens where the call's sound ends, at an address of that family; null where no port is left. Asked once, when the first description of ours is needed. */
  readonly open: (family: IpFamily) => Promise<CallSound | null>;
  /** Of the address by which the call is signalled: that of its sound, where the other end names no other. */
  readonly family: IpFamily;
  /** Called when the other end does not want to hear us, or does again. */
  readonly held: (held: boolean) => void;
  /** Whether our first offer is encrypted; later ones are what the other end's last one is. */
  readonly encrypts: boolean;
}

/** What we offer: the one that whoever encrypts has to know (RFC 4568 §6.2.1), by this number. */
const OFFERED = { tag: 1, suite: 'AES_CM_128_HMAC_SHA1_80' } as const;

/** What both ends of a call have said of their sound, and what follows from it for the endpoint (RFC 3264). */
export class Negotiation {
  private readonly parts: NegotiationParts;
  private readonly sessionId = String(randomInt(2 ** 32));
  private readonly heard: SoundDescription[] = [];
  private version = 0;
  private endpoint: CallSound | null = null;
  private portless = false;
  private chosenFamily: IpFamily | null = null;
  private theirs: SoundDescription | null = null;
  private theyHold = false;
  private key: SrtpKey | null = null;
  private encrypted: boolean;
  private closed = false;
  private weHold = false;

  constructor(parts: NegotiationParts) {
    this.parts = parts;
    this.encrypted = parts.encrypts;
  }

  get sound(): CallSound | null {
    return this.endpoint;
  }

  /** True once no port was left where one was needed. */
  get lacksPort(): boolean {
    return this.portless;
  }

  /** Of the call's own address for sound, which it keeps; null while it has none. */
  get family(): IpFamily | null {
    return this.chosenFamily;
  }

  /** Have we put the other end on hold, or are we about to? */
  get holding(): boolean {
    return this.weHold;
  }

  /** Nobody hears the other from now on, or both do again, whatever the other end still has to agree to. */
  hold(holding: boolean): void {
    this.weHold = holding;
    if (this.theirs) this.agree(this.theirs);
  }

  /** Keeps a description that came in, and gives a name by which {@link hear} is told of it. */
  keep(description: SoundDescription): string {
    this.heard.push(description);
    return `${this.heard.length - 1}`;
  }

  /** The offer of ours: it says what we want, whether or not the other end holds. */
  async offer(): Promise<string> {
    const crypto = this.encrypted ? { ...OFFERED, ...this.keyOf(OFFERED.suite) } : null;
    return offerSdp(await this.own(this.holding ? 'sendonly' : 'sendrecv', crypto));
  }

  async answer(): Promise<string> {
    const theirs = this.theirs;
    if (!theirs) throw new Error('an answer without an offer');
    const crypto = theirs.crypto && { tag: theirs.crypto.tag, ...this.keyOf(theirs.crypto.suite) };
    return answerSdp(await this.own(this.direction(theirs), crypto), theirs);
  }

  /**
   * Takes over what the other end offers or answers: `sdp` names a kept description in its o= line. Throws where it answers what was not
   * offered.
   */
  hear(type: 'offer' | 'answer', sdp: string): void {
    const description = this.heard[Number(/^o=- (\d+) /m.exec(sdp)?.[1])];
    if (!description) throw new Error('a description that nobody kept');
    if (type === 'answer' && !this.isOffered(description.crypto)) throw new Error('an answer by a key not offered');
    this.theirs = description;
    this.encrypted = description.crypto !== null;
    this.settle(description, type);
  }

  close(): void {
    this.closed = true;
    this.endpoint?.close();
  }

  private settle(theirs: SoundDescription, type: 'offer' | 'answer'): void {
    this.agree(theirs);
    // Who answers a hold with recvonly has not held anybody.
    if (type === 'answer' && this.holding) return;
    const held = theirs.address === null || theirs.direction === 'sendonly' || theirs.direction === 'inactive';
    if (held !== this.theyHold) this.parts.held(held);
    this.theyHold = held;
  }

  private agree(theirs: SoundDescription): void {
    const ours = this.direction(theirs);
    this.endpoint?.agree(theirs, {
      speaks: ours === 'sendrecv' || ours === 'sendonly',
      hears: ours === 'sendrecv' || ours === 'recvonly',
      quiet: this.holding,
      key: theirs.crypto && this.keyOf(theirs.crypto.suite),
    });
  }

  private direction({ address, direction }: SoundDescription): Direction {
    return answeringDirection(address === null ? 'inactive' : direction, this.holding);
  }

  private isOffered(crypto: TaggedKey | null): boolean {
    if (!crypto) return !this.encrypted;
    return this.encrypted && crypto.tag === OFFERED.tag && crypto.suite === OFFERED.suite;
  }

  /** One key for the whole call, so that its stream goes on where descriptions are made anew; for another suite another one. */
  private keyOf(suite: SrtpSuite): SrtpKey {
    if (this.key?.suite !== suite) {
      this.key = { suite, secret: randomBytes(SECRET.keyBytes + SECRET.saltBytes).toString('base64') };
    }
    return this.key;
  }

  private async own(direction: Direction, crypto: TaggedKey | null): Promise<Parameters<typeof offerSdp>[0]> {
    if (!this.endpoint) {
      const address = this.theirs?.address ?? null;
      this.chosenFamily ??= address === null ? this.parts.family : familyOf(address);
      const opened = await this.parts.open(this.chosenFamily);
      this.portless = opened === null;
      if (!opened) throw new NoSoundPort('no port for sound is left');
      this.endpoint = opened;
      // The call may have ended while the port was being opened.
      if (this.closed) opened.close();
      else if (this.theirs) this.settle(this.theirs, 'offer');
    }
    this.version += 1;
    const { address, port } = this.endpoint;
    return { address, port, sessionId: this.sessionId, version: this.version, direction, crypto };
  }
}
