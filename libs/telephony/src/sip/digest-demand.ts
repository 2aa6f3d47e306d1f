import { createHmac, randomBytes } from 'node:crypto';
import { type Credentials, type DigestAlgorithm, digestParams, digestResponse, sameText } from './digest.ts';
import { headersOf, type SipRequest } from './message.ts';
import { parseUri } from './name-addr.ts';
import { Memory } from './timers.ts';

/** How long a nonce is good for. */
export const NONCE_MS = 5 * 60_000;
/** How many uses of nonces are remembered at most, so that none is used twice; beyond it everybody is challenged anew. */
export const MAX_NONCE_USES = 10_000;

/** What a caller has to prove. */
export interface Demands extends Credentials {
  readonly realm: string;
  /** What it may be proven by, the best first (RFC 8760 §2.3); {@link OFFERED} where it is left out. */
  readonly algorithms?: readonly DigestAlgorithm[];
}

/** What we offer, unless a trunk is told otherwise. */
export const OFFERED: readonly DigestAlgorithm[] = ['SHA-256', 'MD5'];

/** Asks a trunk that calls us who it is, by digest. Nonces are sealed moments, so that none has to be kept. */
export class DigestDemand {
  private readonly secret = randomBytes(32);
  private readonly used = new Memory<true>();

  /** `WWW-Authenticate`, one value an algorithm. `stale`: the answer was right, its nonce too old. */
  challenges({ realm, algorithms = OFFERED }: Demands, now: number, stale: boolean): string[] {
    const nonce = this.nonce(now);
    return algorithms.map(
      (algorithm) =>
        `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`,
    );
  }

  /** `stale`: the answer is right, and has to be given again to a fresh nonce. */
  verdict(request: SipRequest, demands: Demands, now: number): 'right' | 'stale' | 'wrong' {
    for (const value of headersOf(request, 'authorization')) {
      const params = digestParams(value);
      if (params?.get('realm') === demands.realm) return this.judge(params, request, demands, now);
    }
    return 'wrong';
  }

  close(): void {
    this.used.clear();
  }

  private judge(
    params: ReadonlyMap<string, string>,
    request: SipRequest,
    { user, password, realm, algorithms = OFFERED }: Demands,
    now: number,
  ): 'right' | 'stale' | 'wrong' {
    const [nonce, uri, nc, cnonce] = ['nonce', 'uri', 'nc', 'cnonce'].map((name) => params.get(name) ?? '') as [
      string,
      string,
      string,
      string,
    ];
    const named = (params.get('algorithm') ?? 'MD5').toUpperCase();
    const algorithm = algorithms.find((offered) => offered === named);
    // What was proven is the URI that the caller names; a proxy may have sent it on to another since (RFC 3261 §22.4).
    if (!algorithm || params.get('qop') !== 'auth' || params.get('username') !== user || !parseUri(uri)) return 'wrong';
    const proof = { user, password, realm, nonce, algorithm, method: request.method, uri, counted: { nc, cnonce } };
    if (!sameText(digestResponse(proof), params.get('response') ?? '')) return 'wrong';
    if (!this.isFresh(nonce, now) || this.used.size >= MAX_NONCE_USES) return 'stale';
    const use = `${nonce}|${nc}|${cnonce}|${request.method}`;
    if (this.used.has(use)) return 'stale';
    this.used.keep(use, true, NONCE_MS);
    return 'right';
  }

  private nonce(now: number): string {
    const moment = now.toString(36);
    return `${moment}.${createHmac('sha256', this.secret).update(moment).digest('hex').slice(0, 32)}`;
  }

  private isFresh(nonce: string, now: number): boolean {
    const made = parseInt(nonce.split('.')[0] ?? '', 36);
    return Number.isFinite(made) && sameText(this.nonce(made), nonce) && now - made < NONCE_MS && made <= now;
  }
}
