import { type Flow, isReliable } from './flow.ts';
import { cseqOf, headerOf, listOf, serialise, type SipMessage, type SipRequest, type SipResponse } from './message.ts';
import { Debts, Memory, Repetition, T1_MS, T2_MS, TRANSACTION_MS } from './timers.ts';
import { branchOf, parseVia } from './via.ts';

interface ServerTransaction {
  readonly flow: Flow;
  readonly method: string;
  /** What makes this INVITE one call, whichever ways it comes (§8.2.2.2); null for everything else. */
  readonly call: string | null;
  /** What a repetition of the request is answered with: the same again. */
  answer: string | null;
  final: boolean;
  acknowledged: boolean;
  repetition: Repetition | null;
}

/**
 * Requests that came in, so that each is served once (RFC 3261 §17.2): a repetition is answered as before, and a refused INVITE is
 * answered again and again over UDP until it is acknowledged. A 200 to an INVITE is repeated by who gave it (§13.3.1.4).
 */
export class ServerTransactions {
  private readonly known = new Memory<ServerTransaction>();
  /** How many answers and requests were repeated. */
  sentAgain = 0;
  receivedAgain = 0;
  /** INVITEs by what makes two of them one call, whichever ways they came (§8.2.2.2). */
  private readonly calls = new Memory<string>();

  /** Answers to INVITEs that nobody has acknowledged yet. */
  private readonly debts = new Debts();

  get size(): number {
    return this.known.size;
  }

  /**
   * - `new`: nobody has seen it.
   * - `done`: it was a repetition, or the ACK of a refusal; there is nothing left to do.
   * - `merged`: the same call has come in another way, too.
   */
  receive(request: SipRequest, flow: Flow): 'new' | 'done' | 'merged' {
    const key = keyOf(request);
    if (key === null) return 'done';
    const known = this.known.get(key);
    if (request.method === 'ACK') this.debts.pay(debtOf(request));
    if (request.method === 'ACK') return known?.final && this.acknowledge(known) ? 'done' : 'new';
    if (known) {
      this.receivedAgain += 1;
      if (known.answer !== null && !known.acknowledged) known.flow.send(known.answer);
      return 'done';
    }
    const call = callKey(request);
    if (call !== null && this.calls.has(call)) return 'merged';
    if (call !== null) this.calls.keep(call, key, null);
    this.known.keep(
      key,
      { flow, method: request.method, call, answer: null, final: false, acknowledged: false, repetition: null },
      null,
    );
    return 'new';
  }

  /** Sends a response on the way its request came, and remembers it. False where nobody asked, or not any more. */
  respond(response: SipResponse): boolean {
    const key = keyOf(response);
    const transaction = key === null ? undefined : this.known.get(key);
    if (key === null || !transaction) return false;
    const success = response.status >= 200 && response.status < 300;
    if (transaction.final && !(success && transaction.method === 'INVITE')) return false;
    const text = serialise(response);
    transaction.flow.send(text);
    if (transaction.final) this.sentAgain += 1;
    // A repeated INVITE that was accepted is not answered by us: its 200 is repeated anyway (RFC 6026 §7.1).
    transaction.answer = success && transaction.method === 'INVITE' ? null : text;
    if (response.status >= 200 && transaction.method === 'INVITE') this.debts.owe(debtOf(response));
    if (response.status >= 200 && !transaction.final) this.settle(key, transaction, success);
    return true;
  }

  /** Resolves once every INVITE that was answered is acknowledged. */
  settled(): Promise<void> {
    return this.debts.paid();
  }

  close(): void {
    this.debts.forgive();
    for (const { repetition } of this.known.all()) repetition?.stop();
    this.known.clear();
    this.calls.clear();
  }

  private settle(key: string, transaction: ServerTransaction, success: boolean): void {
    transaction.final = true;
    const repeats = transaction.method === 'INVITE' && !success;
    if (repeats && !isReliable(transaction.flow)) {
      transaction.repetition = new Repetition(T1_MS, T2_MS, () => this.repeat(transaction));
    }
    this.known.keep(key, transaction, TRANSACTION_MS);
    if (transaction.call !== null) this.calls.keep(transaction.call, key, TRANSACTION_MS);
  }

  private repeat({ answer, flow }: ServerTransaction): void {
    if (answer === null) return;
    this.sentAgain += 1;
    flow.send(answer);
  }

  private acknowledge(transaction: ServerTransaction): boolean {
    // The ACK of a 200 is a matter of its own, and who answers waits for it.
    if (transaction.answer === null) return false;
    transaction.repetition?.stop();
    transaction.acknowledged = true;
    return true;
  }
}

/** What a request and its answers have in common (RFC 3261 §17.2.3); an ACK has it with its INVITE. */
function keyOf(message: SipMessage): string | null {
  const via = parseVia(listOf(message, 'via')[0] ?? '');
  const branch = via && branchOf(via);
  const method = message.kind === 'request' ? message.method : cseqOf(message)?.method;
  if (!via || !branch || !method) return null;
  return `${branch}|${via.host}:${via.port ?? ''}|${method === 'ACK' ? 'INVITE' : method}`;
}

/** Of an answer to an INVITE and its ACK: over a 200 their branches differ. */
const debtOf = (message: SipMessage): string => `${headerOf(message, 'call-id')}|${cseqOf(message)?.number}`;

function callKey(request: SipRequest): string | null {
  if (request.method !== 'INVITE') return null;
  const field = (name: string): string => request.headers.find((header) => header.name === name)?.value ?? '';
  if (/;\s*tag\s*=/i.test(field('to'))) return null;
  const tag = /;\s*tag\s*=\s*([^;\s]+)/i.exec(field('from'))?.[1] ?? '';
  return `${field('call-id')}|${tag}|${field('cseq')}`;
}
