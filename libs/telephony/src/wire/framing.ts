import { MAX_MESSAGE_BYTES } from '../sip/message.ts';

/** How many bytes of headers a stream may send before there is a message: more is no SIP. */
export const MAX_HEAD_BYTES = 32_768;

export interface Framed {
  /** Whole messages, and `\r\n\r\n` for each keep-alive that wants an answer (RFC 5626 §3.5.1). */
  readonly messages: readonly string[];
  /** Why the stream cannot be read on: nobody knows where the next message begins. Null while it can. */
  readonly broken: string | null;
}

export const KEEP_ALIVE = '\r\n\r\n';

/** Cuts a stream into messages by their Content-Length (RFC 3261 §18.3), however its bytes arrive. */
export class Framing {
  private rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): Framed {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const messages: string[] = [];
    for (;;) {
      const next = this.next();
      if (next === null) return { messages, broken: null };
      if ('broken' in next) return { messages, broken: next.broken };
      messages.push(next.message);
    }
  }

  private next(): { readonly message: string } | { readonly broken: string } | null {
    if (this.rest.subarray(0, 4).equals(Buffer.from(KEEP_ALIVE))) return { message: this.take(4) };
    // A lone line break between messages is an answer to a keep-alive, or nothing at all. Half of a longer one may follow.
    if (this.rest.length > 2 && this.rest[0] === 13 && this.rest[1] === 10 && this.rest[2] !== 13) {
      this.take(2);
      return this.next();
    }
    const end = this.rest.indexOf(KEEP_ALIVE);
    if (end < 0) return this.rest.length > MAX_HEAD_BYTES ? { broken: 'the headers have no end' } : null;
    const length = contentLength(this.rest.subarray(0, end).toString('latin1'));
    if (length === null) return { broken: 'no Content-Length' };
    const size = end + 4 + length;
    if (size > MAX_MESSAGE_BYTES) return { broken: 'too long a message' };
    return this.rest.length < size ? null : { message: this.take(size) };
  }

  private take(bytes: number): string {
    const taken = this.rest.subarray(0, bytes).toString('utf8');
    this.rest = this.rest.subarray(bytes);
    return taken;
  }
}

/** Null where there is none, several, or no number: then nothing that follows can be trusted. */
function contentLength(head: string): number | null {
  const found = [...head.matchAll(/^(?:content-length|l)[ \t]*:[ \t]*(.*)$/gim)].map((match) => match[1]?.trim() ?? '');
  return found.length === 1 && /^\d{1,7}$/.test(found[0] ?? '') ? Number(found[0]) : null;
}
