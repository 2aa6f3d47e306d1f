import { reasonOf } from '../call/call-endings.ts';
import type { Flow, SipTransport } from '../sip/flow.ts';
import { headerOf, listOf, parseMessage, serialise, type SipRequest, withHeaders } from '../sip/message.ts';
import type { Refusal } from '../sip/request-check.ts';
import { TRANSACTION_MS } from '../sip/timers.ts';
import { branchOf, parseVia } from '../sip/via.ts';
import { type Member, NO_SOUND } from '../switch/members.ts';
import type { SipSwitch } from '../switch/sip-switch.ts';
import type { CallFolder } from './call-folder.ts';

/** What is to be said of a call: to who called and was not answered that nobody will, to everybody else by a request of ours. */
interface Words {
  /** A request as it is on the wire: the one to be refused, or the one to be sent. */
  readonly text: string;
  readonly transport: SipTransport;
  /** Where a refusal goes; null for a request of ours, which says by itself where it goes. */
  readonly back: { readonly address: string; readonly port: number } | null;
}

const REPEATED = new Set(['via', 'from', 'to', 'call-id', 'cseq']);
const REASON = reasonOf({ reason: 'carrier-error', code: 500 });
const DIED: Refusal = { status: 500, phrase: 'Server Internal Error', headers: { reason: REASON } };

/**
 * What is still to be said in calls should this process die: kept while each of them lasts, and said by the process that starts next, so that no telephone goes
 * on ringing or hears silence for longer than that takes. Without a folder nothing is kept.
 */
export class LastWords {
  private readonly folder: CallFolder | null;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(folder: CallFolder | null) {
    this.folder = folder;
  }

  /** It rings, or will: as much of its INVITE as a refusal repeats (RFC 3261 §8.2.6), and nothing else that a carrier says of who calls. */
  cameIn(callId: string, invite: SipRequest, flow: Flow): void {
    const via = parseVia(listOf(invite, 'via')[0] ?? '');
    // A connection ends with the process; the answer finds another one where the caller listens (RFC 3261 §18.2.2).
    const port = flow.transport === 'UDP' ? flow.remotePort : (via?.port ?? flow.remotePort);
    const headers = invite.headers.filter(({ name }) => REPEATED.has(name));
    const kept = { ...invite, headers, body: '' };
    this.keep(callId, kept, { transport: flow.transport, back: { address: flow.remoteAddress, port } });
  }

  /** We call: by this INVITE, which is to be cancelled. */
  dialled(callId: string, invite: SipRequest, { transport }: Flow): void {
    const cseq = headerOf(invite, 'cseq')?.replace(/INVITE$/, 'CANCEL') ?? '';
    const left = { contact: null, 'content-type': null, 'content-length': null };
    const proofs = { authorization: null, 'proxy-authorization': null, require: null };
    const cancel = { ...withHeaders(invite, { ...left, ...proofs, cseq, reason: REASON }), method: 'CANCEL', body: '' };
    this.keep(callId, cancel, { transport, back: null });
  }

  /** It is answered: hung up by this BYE. */
  answered(callId: string, bye: SipRequest, { transport }: Flow): void {
    this.keep(callId, withHeaders(bye, { reason: REASON }), { transport, back: null });
  }

  /** It is over. */
  forget(callId: string): void {
    this.folder?.remove(callId);
  }

  /** Says what the process before had still to say. */
  say(sipSwitch: SipSwitch): void {
    this.folder?.open();
    for (const { callId, text } of this.folder?.left() ?? []) {
      const words = wordsIn(text);
      const request = words && parseMessage(words.text);
      if (words?.back && request?.kind === 'request') void this.refuse(sipSwitch, request, words);
      else if (words && request?.kind === 'request') this.ask(sipSwitch, request, words.transport);
      this.forget(callId);
    }
  }

  /** Safe to call twice. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private keep(callId: string, request: SipRequest, words: Omit<Words, 'text'>): void {
    this.folder?.put(callId, JSON.stringify({ ...words, text: serialise(request) } satisfies Words));
  }

  private async refuse(sipSwitch: SipSwitch, invite: SipRequest, { transport, back }: Words): Promise<void> {
    const flow = back && (await sipSwitch.ways.flowTo(transport, back.address, back.port));
    if (flow) sipSwitch.refuse(invite, flow, DIED);
  }

  private ask(sipSwitch: SipSwitch, request: SipRequest, transport: SipTransport): void {
    const via = parseVia(listOf(request, 'via')[0] ?? '');
    const memberId = (via && branchOf(via))?.split('.')[1] ?? '';
    const callId = headerOf(request, 'call-id') ?? '';
    const member: Member = {
      ...{ memberId, callId, flow: closedFlow(transport) },
      terms: () => NO_SOUND,
      receive: () => true,
    };
    sipSwitch.join(member);
    sipSwitch.send(member, request);
    // For as long as it may be answered.
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      sipSwitch.leave(member);
    }, TRANSACTION_MS);
    this.timers.add(timer);
  }
}

/** The way that the process before had: what goes by it, goes where the request says. */
const closedFlow = (transport: SipTransport): Flow => ({
  ...{ transport, remoteAddress: '', remotePort: 0, at: { host: '' }, localHost: '', localPort: 0 },
  send: () => false,
  isOpen: () => false,
  opened: () => Promise.resolve(false),
});

/** Null where the process died while it wrote them. */
function wordsIn(text: string): Words | null {
  try {
    const { text: said, transport, back } = JSON.parse(text) as Words;
    return typeof said === 'string' && typeof transport === 'string' ? { text: said, transport, back } : null;
  } catch {
    return null; // Half a file: of that call nothing can be said.
  }
}
