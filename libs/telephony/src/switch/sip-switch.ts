import { descriptionIn, offerIn, tellsKey } from '../sdp/sdp-body.ts';
import type { Encryption, SoundTerms } from '../sdp/sound-description.ts';
import { ClientTransactions } from '../sip/client-transactions.ts';
import type { Flow } from '../sip/flow.ts';
import {
  cseqOf,
  headerOf,
  listOf,
  parseMessage,
  serialise,
  type SipRequest,
  type SipResponse,
} from '../sip/message.ts';
import { parseNameAddr, tagOf } from '../sip/name-addr.ts';
import { replyTo } from '../sip/reply.ts';
import { METHODS, type Refusal, refusalOf } from '../sip/request-check.ts';
import { ServerTransactions } from '../sip/server-transactions.ts';
import { type Member, Members } from './members.ts';
import { contacted, receivedFrom, sentBy } from './sender-fields.ts';
import { Ways } from './ways.ts';

export interface SwitchParts {
  /** Whether requests from there are served at all. */
  readonly admits: (flow: Flow) => boolean;
  /** Whether the sound of a call that comes from there is encrypted. */
  readonly encryption: (request: SipRequest, flow: Flow) => Encryption;
  /** A call that comes in: a member to give it to, or why there is none. What it offers can be talked over. */
  readonly incoming: (request: SipRequest, flow: Flow) => Member | Refusal;
}

const FORBIDDEN: Refusal = { status: 403, phrase: 'Forbidden' };
const NO_SUCH_CALL: Refusal = { status: 481, phrase: 'Call/Transaction Does Not Exist' };
const MERGED: Refusal = { status: 482, phrase: 'Loop Detected' };
const NOT_COPED: Refusal = { status: 500, phrase: 'Server Internal Error' };
/** What whoever asked hears where nobody has heard them: a transport error is as good as a 503 (RFC 3261 §8.1.3.1). */
const UNDELIVERED: Refusal = { status: 503, phrase: 'Service Unavailable' };
const CAPABILITIES: Refusal = {
  status: 200,
  phrase: 'OK',
  headers: { allow: METHODS.join(', '), accept: 'application/sdp', supported: 'timer' },
};

/** Brings each message to the call that it is for, and refuses what is for nobody. Nothing that comes in makes it throw. */
export class SipSwitch {
  /** By which it listens and sends. Closed with the switch. */
  readonly ways = new Ways();
  private readonly parts: SwitchParts;
  private readonly members = new Members();
  private readonly server = new ServerTransactions();
  private readonly client = new ClientTransactions();

  constructor(parts: SwitchParts) {
    this.parts = parts;
  }

  /** How much is remembered: for looking whether all of it goes away again. */
  get sizes(): { readonly members: number; readonly transactions: number } {
    return { members: this.members.size, transactions: this.server.size + this.client.size };
  }

  /** How many messages came or went more than once. */
  get repetitions(): { readonly sent: number; readonly received: number } {
    return { sent: this.server.sentAgain + this.client.sentAgain, received: this.server.receivedAgain };
  }

  join(member: Member): void {
    this.members.join(member);
  }

  leave(member: Member): void {
    this.members.leave(member);
  }

  /**
   * Sends a member's request where its route or target says. False where the way is closed, or tells others its key; where that turns out later, or a
   * connection is lost before anybody has answered, the member hears a 503.
   */
  send(member: Member, request: SipRequest): boolean {
    if (this.client.acknowledgesNothing(request)) return true;
    const way = this.ways.of(request, member.flow);
    const transmit = (flow: Flow): boolean =>
      !tellsKey(request, member.terms(), flow) &&
      this.client.send(sentBy(contacted(member, request, flow), flow), flow);
    if (!(way instanceof Promise)) return transmit(way);
    void way.then((flow) => transmit(flow) || this.undelivered(request));
    return true;
  }

  respond(member: Member, response: SipResponse): boolean {
    return this.server.respond(contacted(member, response, member.flow));
  }

  /** Refuses a request that a process before this one has taken in, and not answered. */
  refuse(request: SipRequest, flow: Flow, refusal: Refusal): void {
    const response = this.server.receive(request, flow) === 'new' ? replyTo(request, refusal) : null;
    if (response) this.server.respond(response);
  }

  receive(text: string, flow: Flow): void {
    const message = parseMessage(text);
    if (message?.kind === 'response') this.receiveResponse(message);
    else if (message) this.receiveRequest(message, flow);
  }

  /** A connection has ended: whoever asked something by it, and heard nothing, hears so. */
  lost(flow: Flow): void {
    for (const request of this.client.lost(flow)) this.undelivered(request);
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
    await this.ways.close();
  }

  private receiveResponse(response: SipResponse): void {
    const named = ['from', 'to'].every((name) => parseNameAddr(headerOf(response, name) ?? ''));
    const member = this.members.answered(response);
    if (listOf(response, 'via').length !== 1 || !named || !cseqOf(response) || !member) return;
    if (this.client.receive(response)) member.receive(response, descriptionIn(response, member.terms()));
  }

  private undelivered(request: SipRequest): void {
    const response = replyTo(request, UNDELIVERED);
    if (!response) return;
    this.client.giveUp(request);
    this.members.answered(response)?.receive(response, null);
  }

  private receiveRequest(received: SipRequest, flow: Flow): void {
    const refusal = refusalOf(received);
    if (refusal) return this.reply(received, flow, refusal);
    const admitted = this.parts.admits(flow);
    const member = this.members.called(received, admitted);
    // Of strangers nothing is remembered, however many they are.
    if (!member && !admitted) return this.reply(received, flow, FORBIDDEN);
    const request = receivedFrom(received, flow);
    if (!request) return;
    const verdict = this.server.receive(request, flow);
    if (verdict === 'merged') return this.reply(received, flow, MERGED);
    if (verdict === 'done' && request.method !== 'ACK') return;
    const answer = member ? this.serve(request, member, flow) : this.serveNew(request, flow);
    const response = answer && replyTo(request, answer);
    if (response) this.server.respond(response);
  }

  /** What is answered here and now; null where somebody else does. */
  private serve(request: SipRequest, member: Member, flow: Flow): Refusal | null {
    if (request.method === 'OPTIONS') return CAPABILITIES;
    const offer = offerIn(request, member.terms(), flow);
    if ('status' in offer) return offer;
    return member.receive(request, offer.description) ? null : NOT_COPED;
  }

  private serveNew(request: SipRequest, flow: Flow): Refusal | null {
    if (request.method === 'OPTIONS') return CAPABILITIES;
    if (request.method !== 'INVITE' || tagOf(request, 'to') !== null) return NO_SUCH_CALL;
    const terms: SoundTerms = { encryption: this.parts.encryption(request, flow), families: this.ways.families() };
    const offer = offerIn(request, terms, flow);
    if ('status' in offer) return offer;
    const member = this.parts.incoming(request, flow);
    if ('status' in member) return member;
    this.join(member);
    return member.receive(request, offer.description) ? null : NOT_COPED;
  }

  private reply(request: SipRequest, flow: Flow, refusal: Refusal): void {
    const asked = receivedFrom(request, flow);
    const response = asked && replyTo(asked, refusal);
    if (response) flow.send(serialise(response));
  }
}
