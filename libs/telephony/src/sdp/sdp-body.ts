import type { Flow } from '../sip/flow.ts';
import { headerOf, type SipMessage, type SipRequest, type SipResponse } from '../sip/message.ts';
import type { Refusal } from '../sip/request-check.ts';
import { readSdp, type SoundDescription, type SoundTerms } from './sound-description.ts';

const NO_SDP: Refusal = { status: 415, phrase: 'Unsupported Media Type', headers: { accept: 'application/sdp' } };

const isSdp = (message: SipMessage): boolean =>
  message.body !== '' && /^application\/sdp\s*(;|$)/i.test(headerOf(message, 'content-type') ?? '');

/** What a response describes; null where that is nothing that we could talk over. */
export function descriptionIn(response: SipResponse, terms: SoundTerms): SoundDescription | null {
  const read = isSdp(response) ? readSdp(response.body, terms) : null;
  return read?.ok ? read.description : null;
}

const KEY_IN_CLEAR: Refusal = {
  status: 488,
  phrase: 'Not Acceptable Here',
  headers: { warning: '399 meets "sound has to be encrypted, and its key told by TLS"' },
};

/** Whether a message, or what is answered to it, would tell a key to whoever reads it on its way. */
export const tellsKey = (message: SipRequest, { encryption }: SoundTerms, { transport }: Flow): boolean =>
  encryption === 'required' && transport !== 'TLS' && (message.method === 'INVITE' || isSdp(message));

/** What a request offers or answers, or why it is refused. */
export function offerIn(
  request: SipRequest,
  terms: SoundTerms,
  flow: Flow,
): Refusal | { readonly description: SoundDescription | null } {
  const carries = request.method === 'INVITE' || request.method === 'UPDATE' || request.method === 'ACK';
  if (tellsKey(request, terms, flow)) return KEY_IN_CLEAR;
  if (!carries || request.body === '') return { description: null };
  if (!isSdp(request)) return NO_SDP;
  const read = readSdp(request.body, terms);
  if (read.ok) return { description: read.description };
  // Before anybody rings: what cannot be talked over is no call.
  return { status: 488, phrase: 'Not Acceptable Here', headers: { warning: `399 meets "${read.why}"` } };
}
