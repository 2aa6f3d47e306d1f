import { type Flow, isReliable } from './flow.ts';
import { cseqOf, headerOf, listOf, serialise, type SipMessage, type SipRequest, type SipResponse } from './message.ts';
import { Debts, Memory, Repetition, T1_MS, T2_MS, TRANSACTION_MS } from './timers.ts';
import { parseVia } from './via.ts';

interface ClientTransaction {
  readonly flow: Flow;
  readonly text: string;
  repetition: Repetition | null;
}

/**
 * Requests that went out, so that each arrives over UDP too: repeated until there is an answer (RFC 3261 §17.1, timers A and E).
 * Answers that come again go no further: an INVITE's is acknowledged again (timer D, RFC 6026 timer M), the rest is dropped (K).
 * When nobody answers at all, the session gives up by itself (timers B and F); where the connection is lost before anybody has, whoever asked is to be told at
 * once ({@link ClientTransactions.lost}).
 */
export class ClientTransactions {
  private readonly open = new Memory<ClientTransaction>();
  /** How many requests were repeated. */
  sentAgain = 0;
  /** ACKs, by the call and the number of what they acknowledge. */
  private readonly acks = new Memory<{ readonly flow: Flow; readonly text: string }>();

  /** Requests that nobody has answered yet, of INVITEs the cancelled. */
  private readonly debts = new Debts();

  /** By connections: requests that nobody has answered at all, not even provisionally. */
  private readonly unheard = new Memory<{ readonly flow: Flow; readonly request: SipRequest }>();
  /** INVITEs that nobody has heard. */
  private readonly undelivered = new Memory<true>();

  get size(): number {
    return this.open.size;
  }

  /** False where the way is closed. */
  send(request: SipRequest, flow: Flow): boolean {
    // JsSIP cancels anew at each provisional answer; once is enough, and repeated where it has to be.
    if (request.method === 'CANCEL' && this.open.has(keyOf(request) ?? '')) return flow.isOpen();
    const text = serialise(request);
    const sent = flow.send(text);
    if (request.method === 'ACK') this.acks.keep(acknowledged(request), { flow, text }, TRANSACTION_MS);
    else if (sent) this.begin(request, flow, text);
    return sent;
  }

  /** Whether anybody still waits for this response. */
  receive(response: SipResponse): boolean {
    const key = keyOf(response);
    const transaction = key === null ? undefined : this.open.get(key);
    const invite = cseqOf(response)?.method === 'INVITE';
    if (invite && response.status >= 200) {
      const ack = this.acks.get(acknowledged(response));
      if (ack) {
        ack.flow.send(ack.text);
        return false;
      }
    }
    if (key === null || !transaction) return false;
    this.unheard.forget(key);
    if (invite || response.status >= 200) transaction.repetition?.stop();
    else this.slowDown(transaction);
    // A 200 may come from several telephones that one INVITE has reached, and each wants its ACK.
    if (response.status >= 200) this.debts.pay(key);
    if (response.status >= 200 && !invite) this.open.forget(key);
    return true;
  }

  /**
   * That connection has ended: the requests that went by it and are to be given up (RFC 3261 §17.1.4). Who has answered provisionally has heard the
   * request, and says the rest by a connection of its own (§18.2.2), so those are waited for.
   */
  lost(flow: Flow): readonly SipRequest[] {
    return this.unheard
      .all()
      .filter((each) => each.flow === flow)
      .map(({ request }) => request);
  }

  /** Nobody has heard it, and whoever asked is told so: no answer is waited for any more. */
  giveUp(request: SipRequest): void {
    const key = keyOf(request);
    if (key === null) return;
    this.unheard.forget(key);
    this.open.forget(key);
    this.debts.pay(key);
    if (request.method === 'INVITE') this.undelivered.keep(key, true, TRANSACTION_MS);
  }

  /** Whether it acknowledges an answer that nobody gave, to an INVITE that nobody has heard. */
  acknowledgesNothing(request: SipRequest): boolean {
    return request.method === 'ACK' && this.undelivered.has(keyOf(request)?.replace(/ACK$/, 'INVITE') ?? '');
  }

  /** Resolves once every request has its answer but INVITEs, which may ring on unless they were cancelled. */
  settled(): Promise<void> {
    return this.debts.paid();
  }

  close(): void {
    for (const { repetition } of this.open.all()) repetition?.stop();
    this.open.clear();
    this.acks.clear();
    this.unheard.clear();
    this.undelivered.clear();
    this.debts.forgive();
  }

  private begin(request: SipRequest, flow: Flow, text: string): void {
    const transaction: ClientTransaction = { flow, text, repetition: null };
    if (!isReliable(flow)) {
      // Timer A doubles without an end, timer E up to T2.
      const longestMs = request.method === 'INVITE' ? TRANSACTION_MS : T2_MS;
      transaction.repetition = new Repetition(T1_MS, longestMs, () => this.repeat(transaction));
    }
    const key = keyOf(request);
    if (key === null) return;
    if (isReliable(flow)) this.unheard.keep(key, { flow, request }, TRANSACTION_MS);
    if (request.method !== 'INVITE') this.debts.owe(key);
    // Who gives up is told so by the INVITE's own answer.
    if (request.method === 'CANCEL') this.debts.owe(key.replace(/CANCEL$/, 'INVITE'));
    // An INVITE may ring for minutes; nobody asks for its transaction after the call's own end, whichever it is.
    this.open.keep(key, transaction, request.method === 'INVITE' ? INVITE_REMEMBERED_MS : TRANSACTION_MS);
  }

  private repeat({ flow, text }: ClientTransaction): void {
    this.sentAgain += 1;
    flow.send(text);
  }

  /** Somebody works on it: from now on it is asked after rarely (timer E in the state Proceeding). */
  private slowDown(transaction: ClientTransaction): void {
    if (!transaction.repetition) return;
    transaction.repetition.stop();
    transaction.repetition = new Repetition(T2_MS, T2_MS, () => this.repeat(transaction));
  }
}

/** How long an INVITE's answers are still taken for its own: longer than any telephone rings. */
export const INVITE_REMEMBERED_MS = 10 * 60_000;

function keyOf(message: SipMessage): string | null {
  const branch = parseVia(listOf(message, 'via')[0] ?? '')?.params.get('branch') ?? null;
  const method = cseqOf(message)?.method;
  return branch !== null && method ? `${branch}|${method}` : null;
}

/** Of an ACK and of the responses it is for. Telephones that one INVITE has reached differ in their tags. */
function acknowledged(message: SipMessage): string {
  const tag = /;\s*tag\s*=\s*([^;\s]+)/i.exec(headerOf(message, 'to') ?? '')?.[1] ?? '';
  return `${headerOf(message, 'call-id') ?? ''}|${cseqOf(message)?.number ?? ''}|${tag}`;
}
