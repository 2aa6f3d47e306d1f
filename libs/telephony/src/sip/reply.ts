import { randomBytes } from 'node:crypto';
import { headerOf, headersOf, listOf, type SipHeader, type SipRequest, type SipResponse } from './message.ts';
import type { Refusal } from './request-check.ts';

/** A response of our own to a request, as RFC 3261 §8.2.6 has it. Null where the request names nobody to answer. */
export function replyTo(request: SipRequest, { status, phrase, headers = {} }: Refusal): SipResponse | null {
  const vias = listOf(request, 'via');
  if (request.method === 'ACK' || vias.length === 0) return null;
  const copied = (name: string): SipHeader[] =>
    headersOf(request, name)
      .slice(0, 1)
      .map((value) => ({ name, value }));
  const all: SipHeader[] = [
    ...vias.map((value) => ({ name: 'via', value })),
    ...copied('from'),
    ...taggedTo(request, status),
    ...copied('call-id'),
    ...copied('cseq'),
    ...Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => ({ name, value: each }))),
  ];
  return { kind: 'response', status, phrase, headers: all, body: '' };
}

function taggedTo(request: SipRequest, status: number): SipHeader[] {
  const to = headerOf(request, 'to');
  if (to === null) return [];
  const tagged = status === 100 || /;\s*tag\s*=/i.test(to) ? to : `${to};tag=${randomBytes(6).toString('hex')}`;
  return [{ name: 'to', value: tagged }];
}
