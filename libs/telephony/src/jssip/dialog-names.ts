import { cseqOf, listOf, type SipMessage } from '../sip/message.ts';
import { tagOf } from '../sip/name-addr.ts';
import { bracketed } from './disguise.ts';

/** A call as its two ends know it, on the wire. */
export class DialogNames {
  private readonly callId: string;
  private local: string | null = null;
  private remote: string | null = null;
  private target: string | null = null;

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
  }

  /** Learns from a message of ours: the tag that we have given. */
  say(message: SipMessage): void {
    if (message.kind === 'response' && cseqOf(message)?.method === 'INVITE')
      this.local = tagOf(message, 'to') ?? this.local;
  }

  /** Where the other end is called so that this call is replaced by the new one (RFC 3891 §3); null before there is an answer. */
  replacing(): string | null {
    if (this.local === null || this.remote === null || this.target === null) return null;
    const replaces = `${this.callId};to-tag=${this.remote};from-tag=${this.local}`;
    return `${this.target}?Replaces=${encodeURIComponent(replaces)}`;
  }
}
