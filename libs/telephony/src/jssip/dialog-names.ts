import { cseqOf, listOf, type SipMessage, type SipRequest } from '../sip/message.ts';
import { tagOf } from '../sip/name-addr.ts';
import { bracketed } from './disguise.ts';

/** The highest number that a request may have (RFC 3261 §8.1.1.5): higher than any that was sent before, whichever those were. */
export const LAST_CSEQ = 2 ** 31 - 1;

/** A call as its two ends know it, on the wire. */
export class DialogNames {
  private readonly callId: string;
  private local: string | null = null;
  private remote: string | null = null;
  private target: string | null = null;
  /** The proxies that stay on the way, from us to them (§12.1). */
  private routes: readonly string[] | null = null;

  constructor(callId: string) {
    this.callId = callId;
  }

  /** Learns from a message of theirs. */
  hear(message: SipMessage): void {
    const contact = listOf(message, 'contact')[0];
    if (cseqOf(message)?.method !== 'INVITE' || contact === undefined) return;
    if (message.kind === 'response' && (message.status < 200 || message.status >= 300)) return;
    const ours = message.kind === 'request' ? 'to' : 'from';
    this.local = tagOf(message, ours) ?? this.local;
    this.remote = tagOf(message, ours === 'to' ? 'from' : 'to');
    this.target = bracketed(contact);
    const recorded = listOf(message, 'record-route');
    this.routes ??= message.kind === 'request' ? recorded : [...recorded].reverse();
  }

  /** Learns from a message of ours: the tag that we have given. */
  say(message: SipMessage): void {
    if (message.kind === 'response' && cseqOf(message)?.method === 'INVITE')
      this.local = tagOf(message, 'to') ?? this.local;
  }

  /** A BYE for who knows nothing else of the call; null before there is an answer. `local`, `remote`: the two ends, without tags. */
  lastBye({ branch, local, remote }: Readonly<Record<'branch' | 'local' | 'remote', string>>): SipRequest | null {
    if (this.local === null || this.remote === null || this.target === null) return null;
    const headers = [
      { name: 'via', value: `SIP/2.0/UDP call.invalid;branch=${branch}` },
      ...(this.routes ?? []).map((value) => ({ name: 'route', value })),
      { name: 'from', value: `${local};tag=${this.local}` },
      { name: 'to', value: `${remote};tag=${this.remote}` },
      { name: 'call-id', value: this.callId },
      { name: 'cseq', value: `${LAST_CSEQ} BYE` },
      { name: 'max-forwards', value: '70' },
    ];
    return { kind: 'request', method: 'BYE', uri: this.target, version: 'SIP/2.0', headers, body: '' };
  }

  /** Where the other end is called so that this call is replaced by the new one (RFC 3891 §3); null before there is an answer. */
  replacing(): string | null {
    if (this.local === null || this.remote === null || this.target === null) return null;
    const replaces = `${this.callId};to-tag=${this.remote};from-tag=${this.local}`;
    return `${this.target}?Replaces=${encodeURIComponent(replaces)}`;
  }
}
