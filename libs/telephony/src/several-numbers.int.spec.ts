import { authorize, chooseChallenge } from './sip/digest.ts';
import { headerOf, headersOf, parseMessage, type SipResponse } from './sip/message.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './testing/loopback-certificate.ts';
import { type OneLine, oneLine, type OneLineOptions } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { callTexts, offer, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { streamPeer } from './testing/stream-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const CALLED = '01087654321';
const [SECOND, THIRD, NOBODYS] = ['07012345679', '0212345678', '07099999999'];
const KEY = `1 AES_CM_128_HMAC_SHA1_80 inline:${Buffer.alloc(30, 3).toString('base64')}`;
const ENCRYPTED = offer(HOST, 40_000, 'sendrecv', [KEY]);

let peer: SipPeer;
/** Where the peer is, and the line. */
let at: string = HOST;
let under: OneLine | null = null;
beforeEach(async () => {
  at = HOST;
  peer = await sipPeer(HOST);
});
afterEach(async () => {
  peer.close();
  await under?.line.close();
  under = null;
});

const open = async (options: OneLineOptions): Promise<void> => {
  under = await oneLine({ take: (call) => call.ring(), ...options });
};
const say = (text: string): void => peer.send(text, under?.port ?? 0);
/** Calls that number until that status is heard. `more`: whole lines of the INVITE. */
const callTo = async (
  number: string,
  status: number,
  { body, more = [] }: { readonly body?: string; readonly more?: readonly string[] } = {},
): Promise<SipResponse> => {
  const texts = callTexts(peer, at, number, body);
  say(texts.invite.replace('Max-Forwards', [...more, 'Max-Forwards'].join('\r\n')));
  const response = await peer.response(status);
  if (status >= 300) say(texts.ackOf(response));
  return response;
};
/** By which number each call came in. */
const called = () => under?.arrived.map(({ call }) => call.to);
const to = () => ({ transport: 'udp', host: HOST, port: peer.port }) as const;
const dialFrom = (from: string) => under?.line.dial({ from, to: CALLED, ringTimeoutMs: 60_000 });
/** The INVITE of a call from that number; it may be there more than once, as nobody answers it. */
const inviteFrom = (number: string) =>
  peer.heard
    .map(parseMessage)
    .find(
      (each) =>
        each?.kind === 'request' && each.method === 'INVITE' && headerOf(each, 'from')?.includes(`<sip:${number}@`),
    );

describe('a trunk of several numbers', () => {
  const numbers = [NEAR_NUMBER, SECOND, THIRD];

  it('R37: takes calls to each of them, and to no other', async () => {
    await open({ trunk: { numbers } });
    for (const number of numbers) await callTo(number, 180);
    await callTo(NOBODYS, 404);
    expect(called()).toEqual(numbers);
  });

  it('R38: dials from each of them, and from no other', async () => {
    await open({ trunk: { numbers, to: to() } });
    for (const number of numbers) {
      expect(await dialFrom(number)).toMatchObject({ ok: true });
    }
    await until(() => numbers.every(inviteFrom));
    expect(await dialFrom(NOBODYS)).toEqual({ ok: false, failure: { reason: 'no-such-number', which: 'from' } });
  });
});

describe('two trunks of one carrier', () => {
  const second = { trunkId: 'second', numbers: [SECOND] };

  it('R37: each takes the calls to its own numbers, and both none to another', async () => {
    await open({ trunk: { headersIn: ['X-First'] }, otherTrunks: [{ ...second, headersIn: ['X-Second'] }] });
    for (const number of [NEAR_NUMBER, SECOND]) {
      await callTo(number, 180, { more: ['X-First: 1', 'X-Second: 2'] });
    }
    await callTo(NOBODYS, 404);
    expect(called()).toEqual([NEAR_NUMBER, SECOND]);
    expect(under?.arrived.map(({ call }) => call.headers)).toEqual([{ 'x-first': '1' }, { 'x-second': '2' }]);
  });

  it('are told apart by To where a registrar sends calls to who registered', async () => {
    const register = { user: 'meets' };
    await open({ trunk: { register }, otherTrunks: [{ ...second, register }] });
    say(callTexts(peer, HOST, SECOND).invite.replace(`INVITE sip:${SECOND}@`, 'INVITE sip:meets@'));
    await peer.response(180);
    expect(called()).toEqual([SECOND]);
  });

  it('leave a number that one has to that one, though the first takes any', async () => {
    await open({ trunk: { takesAnyNumber: true, encryption: 'never' }, otherTrunks: [second] });
    await callTo(SECOND, 180, { body: ENCRYPTED });
    await callTo(NOBODYS, 180);
    expect(called()).toEqual([SECOND, NOBODYS]);
  });

  it('ask for the proof of the one whose number is called, and take no other', async () => {
    const demands = (user: string) => ({ user, password: `of ${user}`, realm: 'meets' });
    await open({ trunk: { demands: demands('one') }, otherTrunks: [{ ...second, demands: demands('two') }] });
    const challenge = chooseChallenge(headersOf(await callTo(SECOND, 401), 'www-authenticate'));
    if (!challenge) throw new Error('no challenge');
    const asked = { method: 'INVITE', uri: `sip:${SECOND}@${HOST}`, times: 1 };
    const provenBy = (user: string) => ({ more: [`Authorization: ${authorize(challenge, demands(user), asked)}`] });
    await callTo(SECOND, 401, provenBy('one'));
    await callTo(SECOND, 180, provenBy('two'));
    expect(called()).toEqual([SECOND]);
  });

  it('encrypt sound as the one whose number is called', async () => {
    await open({ trunk: { encryption: 'never' }, otherTrunks: [{ ...second, encryption: 'offered' }] });
    await callTo(NEAR_NUMBER, 488, { body: ENCRYPTED });
    await callTo(SECOND, 180, { body: ENCRYPTED });
    expect(called()).toEqual([SECOND]);
  });

  it('R38: each makes the calls from its own numbers', async () => {
    const by = (account: string) => ({ to: to(), headersOut: { 'X-Account': account } });
    await open({ trunk: by('first'), otherTrunks: [{ ...second, ...by('second') }] });
    const numbers = [NEAR_NUMBER, SECOND];
    for (const number of numbers) await dialFrom(number);
    await until(() => numbers.every(inviteFrom));
    const accounts = numbers.map(inviteFrom).map((invite) => invite && headerOf(invite, 'x-account'));
    expect(accounts).toEqual(['first', 'second']);
  });
});

describe.each([
  ['by TLS', 'tls', HOST],
  ['by UDP over IPv6', 'udp', '::1'],
  ['by TLS over IPv6', 'tls', '::1'],
] as const)('two trunks at one address, %s', (_, transport, host) => {
  const second = { trunkId: 'second', numbers: [SECOND] };
  const own = { transport, host, ...(transport === 'tls' && { key: LOOPBACK_KEY, certificate: LOOPBACK_CERTIFICATE }) };
  const by = (account: string) => ({
    to: { transport, host, port: peer.port },
    headersIn: [`X-${account}`],
    headersOut: { 'X-Account': account },
  });
  beforeEach(async () => {
    peer.close();
    at = host;
    peer = transport === 'tls' ? await streamPeer('TLS', host) : await sipPeer(host);
    await open({ ...own, trunk: by('first'), otherTrunks: [{ ...second, ...by('second') }] });
  });

  it('R37: are told apart by the number that is called', async () => {
    for (const number of [SECOND, NEAR_NUMBER]) await callTo(number, 180, { more: ['X-First: 1', 'X-Second: 2'] });
    await callTo(NOBODYS, 404);
    expect(called()).toEqual([SECOND, NEAR_NUMBER]);
    expect(under?.arrived.map(({ call }) => call.headers)).toEqual([{ 'x-second': '2' }, { 'x-first': '1' }]);
  });

  it('R38: are told apart by the number that a call is made from', async () => {
    const numbers = [SECOND, NEAR_NUMBER];
    for (const number of numbers) expect(await dialFrom(number)).toMatchObject({ ok: true });
    await until(() => numbers.every(inviteFrom));
    const accounts = numbers.map(inviteFrom).map((invite) => invite && headerOf(invite, 'x-account'));
    expect(accounts).toEqual(['second', 'first']);
  });
});
