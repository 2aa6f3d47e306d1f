import { randomBytes } from 'node:crypto';
import {
  cseqOf,
  headerOf,
  listOf,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  withHeaders,
} from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import type { SoundDescription } from '../sdp/sound-description.ts';
import { fragmentIn } from '../sip/sipfrag.ts';
import { BRANCH_COOKIE, branchOf, parseVia } from '../sip/via.ts';

/** Who a call is between, as JsSIP knows them, and the host that all of its addresses are at. */
export const US = 'us';
export const THEM = 'them';
export const NOWHERE = 'call.invalid';

export interface DisguiseParts {
  /** In branches and in Contact; what comes in with it belongs to this call. */
  readonly agentId: string;
  /** From and To as they are on the wire, without tags: ours, and theirs. */
  readonly local: string;
  readonly remote: string;
  readonly callId: string;
  /** Where an outgoing call goes; unused for one that came in. */
  readonly target: string;
  /** Keeps a session description and gives a name for it. */
  readonly keep: (description: SoundDescription) => string;
}

/**
 * Between the wire and JsSIP. JsSIP sees messages of our own making: names in the place of everything that a stranger wrote (addresses,
 * routes, descriptions, Via), so that nothing in them can upset its parser, and its numbers for branches need not be unique in
 * the world. On the way out each name becomes what it stands for.
 */
export class Disguise {
  private readonly parts: DisguiseParts;
  private readonly innerCallId = randomBytes(12).toString('hex');
  /** Contacts and lists of routes, by the number in their name. */
  private readonly places: (readonly string[])[] = [];
  /** Requests that came in, by the number in the branch that JsSIP knows them by. */
  private readonly requests: { readonly key: string; readonly byMethod: Map<string, SipRequest> }[] = [];

  constructor(parts: DisguiseParts) {
    this.parts = parts;
  }

  /** What JsSIP gets to see of a request. `description`: of its body, where that is one. */
  inwardRequest(request: SipRequest, description: SoundDescription | null): SipRequest {
    const number = this.remember(request);
    const headers: SipHeader[] = [
      { name: 'via', value: `SIP/2.0/UDP ${NOWHERE};branch=${BRANCH_COOKIE}${number}` },
      { name: 'from', value: this.named(THEM, headerOf(request, 'from')) },
      { name: 'to', value: this.named(US, headerOf(request, 'to')) },
      ...this.common(request),
      ...this.record(request, listOf(request, 'record-route')),
      { name: 'max-forwards', value: '70' },
    ];
    return { ...request, uri: `sip:${US}@${NOWHERE}`, ...this.body(request, headers, description) };
  }

  inwardResponse(response: SipResponse, description: SoundDescription | null): SipResponse {
    const branch = parseVia(listOf(response, 'via')[0] ?? '')?.params.get('branch') ?? '';
    const headers: SipHeader[] = [
      { name: 'via', value: `SIP/2.0/UDP ${NOWHERE};branch=${BRANCH_COOKIE}${branch.split('.')[2] ?? ''}` },
      { name: 'from', value: this.named(US, headerOf(response, 'from')) },
      { name: 'to', value: this.named(THEM, headerOf(response, 'to')) },
      ...this.common(response),
      // Seen from who called, the route goes the other way round (RFC 3261 §12.1.2).
      ...this.record(response, listOf(response, 'record-route').reverse()),
    ];
    // JsSIP would offer again after a second, whoever else does; whether to is not its business. The phrase says what it was.
    const status = response.status === 491 ? 500 : response.status;
    return { ...response, status, phrase: `${response.status}`, ...this.body(response, headers, description) };
  }

  /** A request of JsSIP's, as it goes out; Via and Contact are written by who knows the way. */
  outwardRequest(request: SipRequest): SipRequest {
    const branch = parseVia(headerOf(request, 'via') ?? '')?.params.get('branch') ?? '';
    const routes = headerOf(request, 'route');
    return withHeaders(
      { ...request, uri: this.placeOf(request.uri)?.[0] ?? this.parts.target },
      {
        ...this.outwardCommon(request, this.parts.local, this.parts.remote),
        via: `SIP/2.0/UDP ${NOWHERE};branch=${BRANCH_COOKIE}.${this.parts.agentId}.${branch.slice(BRANCH_COOKIE.length)}`,
        route: routes === null ? null : (this.placeOf(routes) ?? null),
      },
    );
  }

  /** A response of JsSIP's and what it answers; null where that is nothing that came in. */
  outwardResponse(response: SipResponse): { readonly request: SipRequest; readonly response: SipResponse } | null {
    const branch = parseVia(headerOf(response, 'via') ?? '')?.params.get('branch') ?? '';
    const request = this.requests[Number(branch.slice(BRANCH_COOKIE.length))]?.byMethod.get(
      cseqOf(response)?.method ?? '',
    );
    if (!request) return null;
    const recorded = headerOf(response, 'record-route') !== null;
    const fields = {
      ...this.outwardCommon(response, this.parts.remote, this.parts.local),
      via: listOf(request, 'via'),
      from: headerOf(request, 'from') ?? '',
      'record-route': recorded ? listOf(request, 'record-route') : null,
    };
    return { request, response: withHeaders(response, fields) };
  }

  private outwardCommon(message: SipMessage, from: string, to: string): Record<string, string | null> {
    const tagged = (wire: string, inner: string | null): string => {
      const tag = parseNameAddr(inner ?? '')?.tag ?? null;
      return tag === null ? wire : `${wire};tag=${tag}`;
    };
    return {
      from: tagged(from, headerOf(message, 'from')),
      to: tagged(to, headerOf(message, 'to')),
      'call-id': this.parts.callId,
      supported: 'timer',
      allow: null,
      'user-agent': null,
    };
  }

  private remember(request: SipRequest): number {
    const via = parseVia(listOf(request, 'via')[0] ?? '');
    const key = `${via && branchOf(via)}|${via?.host}:${via?.port}`;
    const known = this.requests.findIndex((each) => each.key === key);
    if (known >= 0) {
      this.requests[known]?.byMethod.set(request.method, request);
      return known;
    }
    this.requests.push({ key, byMethod: new Map([[request.method, request]]) });
    return this.requests.length - 1;
  }

  private named(name: string, wire: string | null): string {
    const tag = parseNameAddr(wire ?? '')?.tag ?? null;
    return `<sip:${name}@${NOWHERE}>${tag === null ? '' : `;tag=${tag}`}`;
  }

  /** What both kinds of messages have, checked field by field. */
  private common(message: SipMessage): SipHeader[] {
    const cseq = cseqOf(message);
    const contact = listOf(message, 'contact')[0];
    const uri = contact === undefined ? null : bracketed(contact);
    const reason = headerOf(message, 'reason');
    return [
      { name: 'call-id', value: this.innerCallId },
      { name: 'cseq', value: cseq ? `${cseq.number} ${cseq.method}` : '' },
      ...(uri === null ? [] : [{ name: 'contact', value: `<${this.place([uri])}>` }]),
      ...(reason === null ? [] : [{ name: 'reason', value: reason.replaceAll(/[^\x20-\x7e]/g, '') }]),
    ];
  }

  private record(message: SipMessage, routes: readonly string[]): SipHeader[] {
    if (cseqOf(message)?.method !== 'INVITE' || routes.length === 0) return [];
    return [{ name: 'record-route', value: `<${this.place(routes)};lr>` }];
  }

  /** A description becomes its name; of an INFO only what is a digit is left, of a NOTIFY a status, and the event as we have named it; nothing else has a body. */
  private body(
    message: SipMessage,
    headers: readonly SipHeader[],
    description: SoundDescription | null,
  ): { readonly headers: readonly SipHeader[]; readonly body: string } {
    const typed = (value: string, body: string) => ({ headers: [...headers, { name: 'content-type', value }], body });
    if (description) {
      const name = this.parts.keep(description);
      // Who holds whom is none of JsSIP's business: it would change our descriptions.
      const sound = ['m=audio 9 RTP/AVP 0', 'a=sendrecv'];
      const lines = ['v=0', `o=- ${name} 0 IN IP4 0.0.0.0`, 's=-', 't=0 0', ...sound, ''];
      return typed('application/sdp', lines.join('\r\n'));
    }
    const digit = /^Signal\s*=\s*([0-9*#A-D])\s*(?:\r?\nDuration\s*=\s*(\d{1,5})\s*)?$/i.exec(message.body);
    if (digit && /^application\/dtmf-relay/i.test(headerOf(message, 'content-type') ?? '')) {
      return typed('application/dtmf-relay', `Signal=${digit[1]}\r\nDuration=${digit[2] ?? 100}\r\n`);
    }
    const fragment = message.kind === 'request' && message.method === 'NOTIFY' ? fragmentIn(message) : null;
    if (fragment !== null) {
      const event = { name: 'event', value: headerOf(message, 'event') ?? '' };
      const type = { name: 'content-type', value: 'message/sipfrag' };
      return { headers: [...headers, event, type], body: `SIP/2.0 ${fragment} OK` };
    }
    return { headers, body: '' };
  }

  private place(uris: readonly string[]): string {
    this.places.push(uris);
    return `sip:p${this.places.length - 1}@${NOWHERE}`;
  }

  private placeOf(text: string): readonly string[] | undefined {
    return this.places[Number(/sip:p(\d+)@/.exec(text)?.[1])];
  }
}

/** The URI of a Contact, which has been checked to be one. */
export const bracketed = (contact: string): string =>
  /<([^<>]*)>/.exec(contact)?.[1] ?? contact.split(';')[0]?.trim() ?? '';
