import { authorize, type Challenge, chooseChallenge, type Credentials } from '../sip/digest.ts';
import { headersOf, type SipRequest, type SipResponse, withHeaders } from '../sip/message.ts';

const UNAUTHORIZED = { status: 401, phrase: 'Unauthorized' } as const;
const BY_STATUS = {
  401: { asks: 'www-authenticate', proves: 'authorization' },
  407: { asks: 'proxy-authenticate', proves: 'proxy-authorization' },
} as const;

/**
 * Answers to digest challenges. JsSIP is shown one challenge, whichever we chose, as one that it knows how to answer; and one that nobody
 * made, where a request has to be made again for another reason. It makes a request three times at most.
 */
export class Proof {
  private readonly credentials: Credentials | null;
  private challenge: { readonly asked: Challenge; readonly name: string; times: number } | null = null;
  /** What JsSIP was made to repeat a request for, the last time. */
  private repeated: 'for-a-proof' | 'otherwise' | null = null;

  /** Null where we have nothing to prove anything by. */
  constructor(credentials: Credentials | null) {
    this.credentials = credentials;
  }

  /** What JsSIP gets to see of a response. `again`: the request that it answers has to be made again, whatever it says. */
  challenged(inner: SipResponse, response: SipResponse, again: boolean): SipResponse {
    if (again) {
      // JsSIP answers a second challenge where it is told that the first answer was right and came too late.
      const shown = asking({ ...inner, ...UNAUTHORIZED }, 'www-authenticate', this.repeated !== null);
      this.repeated = 'otherwise';
      return shown;
    }
    if ((response.status !== 401 && response.status !== 407) || this.credentials === null) return inner;
    const { asks, proves } = BY_STATUS[response.status];
    const asked = chooseChallenge(headersOf(response, asks));
    if (!asked) return inner;
    const times = this.challenge?.asked.nonce === asked.nonce ? this.challenge.times : 0;
    this.challenge = { asked, name: proves, times };
    const shown = asking(inner, asks, asked.stale || this.repeated === 'otherwise');
    this.repeated = 'for-a-proof';
    return shown;
  }

  /** A request of JsSIP's with a proof of ours in the place of its own. */
  authorized(request: SipRequest): SipRequest {
    const names = Object.values(BY_STATUS).map(({ proves }) => proves);
    if (!names.some((name) => headersOf(request, name).length > 0)) return request;
    const bare = withHeaders(request, Object.fromEntries(names.map((name) => [name, null])));
    if (!this.credentials || !this.challenge) return bare;
    this.challenge.times += 1;
    const { method, uri } = request;
    const { asked, name, times } = this.challenge;
    return withHeaders(bare, { [name]: authorize(asked, this.credentials, { method, uri, times }) });
  }
}

const asking = (inner: SipResponse, name: string, stale: boolean): SipResponse =>
  withHeaders(inner, { [name]: `Digest realm="asked", nonce="asked", qop="auth"${stale ? ', stale=true' : ''}` });
