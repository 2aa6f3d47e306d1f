import { authorize, type Challenge, chooseChallenge, type Credentials } from '../sip/digest.ts';
import { headersOf, type SipRequest, type SipResponse, withHeaders } from '../sip/message.ts';

/** Answers to digest challenges. JsSIP is shown one challenge, whichever we chose, as one that it knows how to answer. */
export class Proof {
  private readonly credentials: Credentials | null;
  private challenge: { readonly asked: Challenge; times: number } | null = null;

  /** Null where we have nothing to prove anything by. */
  constructor(credentials: Credentials | null) {
    this.credentials = credentials;
  }

  /** What JsSIP gets to see of a response. */
  challenged(inner: SipResponse, response: SipResponse): SipResponse {
    if (response.status !== 401 && response.status !== 407) return inner;
    const name = response.status === 401 ? 'www-authenticate' : 'proxy-authenticate';
    const asked = chooseChallenge(headersOf(response, name));
    if (!asked) return inner;
    const times = this.challenge?.asked.nonce === asked.nonce ? this.challenge.times : 0;
    this.challenge = { asked, times };
    const stale = asked.stale ? ', stale=true' : '';
    return withHeaders(inner, { [name]: `Digest realm="asked", nonce="asked", qop="auth"${stale}` });
  }

  /** A request of JsSIP's with a proof of ours in the place of its own. */
  authorized(request: SipRequest): SipRequest {
    const name = ['authorization', 'proxy-authorization'].find((each) => headersOf(request, each).length > 0);
    if (!name || !this.credentials || !this.challenge) return request;
    this.challenge.times += 1;
    const { method, uri } = request;
    const value = authorize(this.challenge.asked, this.credentials, { method, uri, times: this.challenge.times });
    return withHeaders(request, { [name]: value });
  }
}
