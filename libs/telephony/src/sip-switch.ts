import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { ClientTransactions } from './sip/client-transactions.ts';
import { type Flow, isReliable, type SipTransport } from './sip/flow.ts';
import {
  cseqOf,
  headerOf,
  headersOf,
  listOf,
  parseMessage,
  serialise,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  withHeaders,
} from './sip/message.ts';
import { parseNameAddr, parseUri } from './sip/name-addr.ts';
import { replyTo } from './sip/reply.ts';
import { METHODS, type Refusal, refusalOf } from './sip/request-check.ts';
import { ServerTransactions } from './sip/server-transactions.ts';
import { parseVia, renderVia, stamped } from './sip/via.ts';
import { readSdp, type SoundDescription } from './sdp/sound-description.ts';
import type { Destination, Wire } from './wire/wire.ts';

/** A call, as the switch knows it. */
export interface Member {
  /** In its branches and its Contact. */
  readonly memberId: string;
  readonly callId: string;
  /** The way its first message came or went. */
  readonly flow: Flow;
  /** In Contact instead of its own name: then what comes to it there is not taken for this member's. */
  readonly contactUser?: string;
  /** False where it could not cope with it. */
  receive(message: SipMessage, description: SoundDescription | null): boolean;
}

export interface SwitchParts {
  /** Whether requests from there are served at all. */
  readonly admits: (flow: Flow) => boolean;
  /** A call that comes in: a member to give it to, or why there is none. What it offers can be talked over. */
  readonly incoming: (request: SipRequest, flow: Flow) => Member | Refusal;
}

const PORT: Readonly<Record<SipTransport, number>> = { UDP: 5060, TCP: 5060, TLS: 5061 };
const FORBIDDEN: Refusal = { status: 403, phrase: 'Forbidden' };
const NO_SUCH_CALL: Refusal = { status: 481, phrase: 'Call/Transaction Does Not Exist' };
const MERGED: Refusal = { status: 482, phrase: 'Loop Detected' };
const NOT_COPED: Refusal = { status: 500, phrase: 'Server Internal Error' };
const NO_SDP: Refusal = { status: 415, phrase: 'Unsupported Media Type', headers: { accept: 'application/sdp' } };
const CAPABILITIES: Refusal = {
  status: 200,
  phrase: 'OK',
  headers: { allow: METHODS.join(', '), accept: 'application/sdp', supported: 'timer' },
};

/** Brings each message to the call that it is for, and refuses what is for nobody. Nothing that comes in makes it throw. */
export class SipSwitch {
  private readonly parts: SwitchParts;
  private readonly wires: Wire[] = [];
  private readonly members = new Map<string, Member>();
  private readonly byCallId = new Map<string, Member>();
  private readonly server = new ServerTransactions();
  private readonly client = new ClientTransactions();

  constructor(parts: SwitchParts) {
    this.parts = parts;
  }

  /** How much is remembered: for looking whether all of it goes away again. */
  get sizes(): { readonly members: number; readonly transactions: number } {
    return { members: this.members.size, transactions: this.server.size + this.client.size };
  }

  add(wire: Wire): void {
    this.wires.push(wire);
  }

  /** Which ports are listened on, in the order of the settings. */
  ports(): readonly number[] {
    return this.wires.map(({ port }) => port);
  }

  join(member: Member): void {
    this.members.set(member.memberId, member);
    this.byCallId.set(member.callId, member);
  }

  leave(member: Member): void {
    this.members.delete(member.memberId);
    if (this.byCallId.get(member.callId)?.memberId === member.memberId) this.byCallId.delete(member.callId);
  }

  /** The way to a carrier; null where nothing listens by which it could be reached, or it has no address. */
  async flowTo(transport: SipTransport, host: string, port: number): Promise<Flow | null> {
    const resolved = isIP(host) ? host : await addressOf(host);
    return resolved === null
      ? null
      : this.open({ transport, address: resolved, port, ...(!isIP(host) && { serverName: host }) });
  }

  /** Sends a member's request where its route or target says. False where the way is closed. */
  send(member: Member, request: SipRequest): boolean {
    const uri = parseNameAddr(headersOf(request, 'route')[0] ?? '')?.uri ?? parseUri(request.uri);
    const known = member.flow;
    // A connection that stands is the way back, whatever addresses are named (RFC 5923).
    if (!uri || uri.scheme === 'tel' || (isReliable(known) && known.isOpen()))
      return this.transmit(member, request, known);
    const transport = transportOf(uri.params.get('transport') ?? null, uri.scheme === 'sips') ?? known.transport;
    const destination = { transport, port: uri.port ?? PORT[transport] };
    if (isIP(uri.host)) {
      return this.transmit(member, request, this.open({ ...destination, address: uri.host }) ?? known);
    }
    void this.flowTo(transport, uri.host, destination.port).then((flow) =>
      this.transmit(member, request, flow ?? known),
    );
    return true;
  }

  respond(member: Member, response: SipResponse): boolean {
    return this.server.respond(contacted(member, response, member.flow));
  }

  receive(text: string, flow: Flow): void {
    const message = parseMessage(text);
    if (message?.kind === 'response') this.receiveResponse(message);
    else if (message) this.receiveRequest(message, flow);
  }

  /** Resolves once everybody has heard what calls have said. A BYE goes out when the ACK is in, so that comes first. */
  async settled(): Promise<void> {
    await this.server.settled();
    await this.client.settled();
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    this.server.close();
    this.client.close();
    this.members.clear();
    this.byCallId.clear();
    await Promise.all(this.wires.splice(0).map((wire) => wire.close()));
  }

  private open(destination: Destination): Flow | null {
    const family = isIP(destination.address);
    const wire = this.wires.find((each) => each.transport === destination.transport && each.family === family);
    return wire?.flowTo(destination) ?? null;
  }

  private transmit(member: Member, request: SipRequest, flow: Flow): boolean {
    const branch = parseVia(headerOf(request, 'via') ?? '')?.params.get('branch') ?? null;
    const params = new Map([
      ['branch', branch],
      ['rport', null],
    ]);
    const via = renderVia({ transport: flow.transport, host: flow.localHost, port: flow.localPort, params });
    return this.client.send(withHeaders(contacted(member, request, flow), { via }), flow);
  }

  private receiveResponse(response: SipResponse): void {
    const vias = listOf(response, 'via');
    const named = ['from', 'to'].every((name) => parseNameAddr(headerOf(response, name) ?? ''));
    const branch = parseVia(vias[0] ?? '')?.params.get('branch') ?? '';
    const member = this.members.get(branch.split('.')[1] ?? '');
    if (vias.length !== 1 || !named || !cseqOf(response) || !member || !this.client.receive(response)) return;
    const read = isSdp(response) ? readSdp(response.body) : null;
    member.receive(response, read?.ok ? read.description : null);
  }

  private receiveRequest(received: SipRequest, flow: Flow): void {
    const refusal = refusalOf(received);
    if (refusal) return this.reply(received, flow, refusal);
    const member = this.memberFor(received, flow);
    // Of strangers nothing is remembered, however many they are.
    if (!member && !this.parts.admits(flow)) return this.reply(received, flow, FORBIDDEN);
    const [top = '', ...vias] = listOf(received, 'via');
    const via = parseVia(top);
    if (!via) return;
    const request = withHeaders(received, {
      via: [renderVia(stamped(via, flow.remoteAddress, flow.remotePort)), ...vias],
    });
    const verdict = this.server.receive(request, flow);
    if (verdict === 'merged') return this.reply(request, flow, MERGED);
    if (verdict === 'done' && request.method !== 'ACK') return;
    const answer = member ? this.serve(request, member) : this.serveNew(request, flow);
    const response = answer && replyTo(request, answer);
    if (response) this.server.respond(response);
  }

  /** What is answered here and now; null where somebody else does. */
  private serve(request: SipRequest, member: Member): Refusal | null {
    if (request.method === 'OPTIONS') return CAPABILITIES;
    const offer = this.offerIn(request);
    if ('status' in offer) return offer;
    return member.receive(request, offer.description) ? null : NOT_COPED;
  }

  private serveNew(request: SipRequest, flow: Flow): Refusal | null {
    if (request.method === 'OPTIONS') return CAPABILITIES;
    if (request.method !== 'INVITE' || tagOf(request, 'to') !== null) return NO_SUCH_CALL;
    const offer = this.offerIn(request);
    if ('status' in offer) return offer;
    const member = this.parts.incoming(request, flow);
    if ('status' in member) return member;
    this.join(member);
    return member.receive(request, offer.description) ? null : NOT_COPED;
  }

  /** Whose request it is, where it is of a call: by the name in our Contact, else, from a trunk, by its Call-ID. */
  private memberFor(request: SipRequest, flow: Flow): Member | null {
    const inCall = tagOf(request, 'to') !== null || request.method === 'CANCEL' || request.method === 'ACK';
    if (!inCall) return null;
    const named = this.members.get(parseUri(request.uri)?.user ?? '');
    if (named || !this.parts.admits(flow)) return named ?? null;
    return this.byCallId.get(headerOf(request, 'call-id') ?? '') ?? null;
  }

  private offerIn(request: SipRequest): Refusal | { readonly description: SoundDescription | null } {
    const carries = request.method === 'INVITE' || request.method === 'UPDATE' || request.method === 'ACK';
    if (!carries || request.body === '') return { description: null };
    if (!isSdp(request)) return NO_SDP;
    const read = readSdp(request.body);
    if (read.ok) return { description: read.description };
    // Before anybody rings: what cannot be talked over is no call.
    return { status: 488, phrase: 'Not Acceptable Here', headers: { warning: `399 meets "${read.why}"` } };
  }

  private reply(request: SipRequest, flow: Flow, refusal: Refusal): void {
    const response = replyTo(request, refusal);
    const via = parseVia(listOf(request, 'via')[0] ?? '');
    if (!response || !via) return;
    const top = renderVia(stamped(via, flow.remoteAddress, flow.remotePort));
    flow.send(serialise(withHeaders(response, { via: [top, ...listOf(request, 'via').slice(1)] })));
  }
}

const tagOf = (request: SipRequest, name: string): string | null =>
  parseNameAddr(headerOf(request, name) ?? '')?.tag ?? null;

const isSdp = (message: SipMessage): boolean =>
  message.body !== '' && /^application\/sdp\s*(;|$)/i.test(headerOf(message, 'content-type') ?? '');

function transportOf(param: string | null, secure: boolean): SipTransport | null {
  if (secure) return 'TLS';
  const name = param?.toUpperCase();
  return name === 'UDP' || name === 'TCP' || name === 'TLS' ? name : null;
}

/** Where it has a Contact, it is ours on that way. */
function contacted<Message extends SipMessage>(
  { memberId, contactUser = memberId }: Member,
  message: Message,
  flow: Flow,
): Message {
  if (headerOf(message, 'contact') === null) return message;
  const transport = flow.transport === 'UDP' ? '' : `;transport=${flow.transport.toLowerCase()}`;
  return withHeaders(message, { contact: `<sip:${contactUser}@${flow.localHost}:${flow.localPort}${transport}>` });
}

async function addressOf(host: string): Promise<string | null> {
  try {
    return (await lookup(host)).address;
  } catch {
    return null; // No such name, or no name server: nobody can be reached there now.
  }
}
