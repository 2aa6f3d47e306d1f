import { authorize, chooseChallenge, digestParams, digestResponse } from './digest.ts';
import { DigestDemand, NONCE_MS } from './digest-demand.ts';
import { parseMessage, type SipRequest } from './message.ts';

const request = (authorization: string): SipRequest => {
  const text = `INVITE sip:070@h SIP/2.0\r\nAuthorization: ${authorization}\r\n\r\n`;
  const message = parseMessage(text);
  if (message?.kind !== 'request') throw new Error('was not read');
  return message;
};
const carrier = { user: 'carrier', password: 'secret' };
const DEMANDS = { ...carrier, realm: 'meets' };

describe('a digest', () => {
  it('is computed as in RFC 2617 §3.5, with and without qop, and as in RFC 7616 §3.9.1', () => {
    const mufasa = { user: 'Mufasa', method: 'GET', uri: '/dir/index.html' };
    const old = {
      ...mufasa,
      realm: 'testrealm@host.com',
      password: 'Circle Of Life',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
    };
    const counted = { nc: '00000001', cnonce: '0a4f113b' };
    expect(digestResponse({ ...old, algorithm: 'MD5', counted })).toBe('6629fae49393a05397450978507c4ef1');
    expect(digestResponse({ ...old, algorithm: 'MD5', counted: null })).toBe('670fd8c2df070c60b045671b8b24ff02');
    expect(
      digestResponse({
        ...{ ...mufasa, realm: 'http-auth@example.org', password: 'Circle of Life', algorithm: 'SHA-256' },
        nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
        counted: { nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
      }),
    ).toBe('753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1');
  });

  it('answers the first challenge that it can (RFC 8760 §2.4)', () => {
    const chosen = chooseChallenge([
      'Basic realm="x"',
      'Digest realm="a", nonce="1", algorithm=AKAv1-MD5',
      'Digest realm="b", nonce="2", algorithm=SHA-256, qop="auth-int"',
      'Digest realm="c, \\"d\\"", nonce="3", algorithm=SHA-256, qop="auth,auth-int", opaque="o", stale=TRUE',
      'Digest realm="e", nonce="4"',
    ]);
    expect(chosen).toMatchObject({
      realm: 'c, "d"',
      nonce: '3',
      algorithm: 'SHA-256',
      qop: true,
      opaque: 'o',
      stale: true,
    });
    expect(chooseChallenge(['Digest realm="e", nonce="4"'])).toMatchObject({ algorithm: 'MD5', qop: false });
    expect(chooseChallenge(['Digest realm="e"', ''])).toBeNull();
  });

  it('is what we demand: right once, stale when used again or too late, else wrong', () => {
    const demand = new DigestDemand();
    const answer = (now: number, password = 'secret', times = 1) => {
      const challenge = chooseChallenge(demand.challenges(DEMANDS, now, false));
      if (!challenge) throw new Error('no challenge');
      return request(
        authorize(challenge, { user: 'carrier', password }, { method: 'INVITE', uri: 'sip:070@h', times }),
      );
    };
    const right = answer(1_000);
    expect(demand.verdict(right, DEMANDS, 1_000)).toBe('right');
    expect(demand.verdict(right, DEMANDS, 1_000)).toBe('stale');
    expect(demand.verdict(answer(1_000), DEMANDS, 1_000 + NONCE_MS)).toBe('stale');
    expect(demand.verdict(answer(1_000, 'guess'), DEMANDS, 1_000)).toBe('wrong');
    expect(demand.verdict(answer(1_000), { ...DEMANDS, realm: 'another' }, 1_000)).toBe('wrong');
    const { verdict } = { verdict: demand.verdict(request('Digest realm="meets"'), DEMANDS, 1_000) };
    expect(verdict).toBe('wrong');
    demand.close();
  });

  it('is demanded by what a trunk’s equipment understands, and by nothing else then', () => {
    const demand = new DigestDemand();
    const old = { ...DEMANDS, algorithms: ['MD5'] } as const;
    const [challenge, ...more] = demand.challenges(old, 1_000, false);
    expect(challenge).toContain('algorithm=MD5');
    expect(more).toEqual([]);
    const modern = chooseChallenge(demand.challenges(DEMANDS, 1_000, false));
    const proof = modern && authorize(modern, carrier, { method: 'INVITE', uri: 'sip:070@h', times: 1 });
    expect(demand.verdict(request(proof ?? ''), old, 1_000)).toBe('wrong');
    demand.close();
  });

  it('is believed for the URI that it names, which a proxy may have changed in the request, and for none that is no URI', () => {
    const demand = new DigestDemand();
    const proofOf = (uri: string) => {
      const challenge = chooseChallenge(demand.challenges(DEMANDS, 1_000, false));
      return request((challenge && authorize(challenge, carrier, { method: 'INVITE', uri, times: 1 })) ?? '');
    };
    expect(demand.verdict(proofOf('sip:192.0.2.1:5060'), DEMANDS, 1_000)).toBe('right');
    expect(demand.verdict(proofOf('anything'), DEMANDS, 1_000)).toBe('wrong');
    demand.close();
  });

  it('takes no nonce that it has not made', () => {
    const [one, other] = [new DigestDemand(), new DigestDemand()];
    const challenge = chooseChallenge(one.challenges(DEMANDS, 1_000, true));
    expect(challenge).toMatchObject({ algorithm: 'SHA-256', stale: true });
    const foreign = challenge && authorize(challenge, carrier, { method: 'INVITE', uri: 'sip:070@h', times: 1 });
    expect(other.verdict(request(foreign ?? ''), DEMANDS, 1_000)).toBe('stale');
    one.close();
    other.close();
  });

  it('has its parameters unquoted, and none where it is of another scheme', () => {
    expect(digestParams('Digest a="b\\"c", d=e')).toEqual(
      new Map([
        ['a', 'b"c'],
        ['d', 'e'],
      ]),
    );
    expect(digestParams('Basic abc')).toBeNull();
  });
});
