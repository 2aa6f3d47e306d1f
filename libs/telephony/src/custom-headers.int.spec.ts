import { MAX_CUSTOM_HEADER_CHARS, MAX_CUSTOM_HEADER_NAME_CHARS, MAX_CUSTOM_HEADERS } from './line/custom-headers.ts';
import { headerOf } from './sip/message.ts';
import { type OneLine, oneLine } from './testing/one-line.ts';
import { NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { callTexts, type SipPeer, sipPeer } from './testing/sip-peer.ts';
import { until } from './testing/until.ts';

const named = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `X-H${index}`);
const HOST = '127.0.0.1';

describe('headers of a carrier’s own', () => {
  let peer: SipPeer;
  let under: OneLine | null = null;
  beforeEach(async () => {
    peer = await sipPeer(HOST);
  });
  afterEach(async () => {
    peer.close();
    await under?.line.close();
    under = null;
  });

  it('are seen where the settings let them in, and no others', async () => {
    under = await oneLine({ trunk: { headersIn: ['X-Campaign', 'X-Missing', 'X-Long'] } });
    const { invite } = callTexts(peer, HOST, NEAR_NUMBER);
    const lines = ['X-Campaign: spring 봄', `X-Long: ${'x'.repeat(300)}`, 'X-Secret: 1', 'Authorization: Digest a="b"'];
    peer.send(invite.replace('Max-', `${lines.join('\r\n')}\r\nMax-`), under.port);
    await until(() => under?.arrived.length === 1);
    expect(under.arrived[0]?.call.headers).toEqual({ 'x-campaign': 'spring 봄' });
  });

  it('go out with calls of ours as the settings have them', async () => {
    const to = { transport: 'udp', host: HOST, port: peer.port } as const;
    under = await oneLine({ trunk: { to, headersOut: { 'X-Account': 'meets-7' } } });
    await under.line.dial({ from: NEAR_NUMBER, to: '01087654321', ringTimeoutMs: 60_000 });
    expect(headerOf(await peer.request('INVITE'), 'x-account')).toBe('meets-7');
  });

  it.each([
    ['proves who somebody is', { headersIn: ['Authorization'] }],
    ['the line writes itself', { headersOut: { Via: 'x' } }],
    ['is no header', { headersIn: ['X Y'] }],
    ['would be two', { headersOut: { 'X-A': 'b\r\nX-C: d' } }],
    ['says nothing', { headersOut: { 'X-A': '' } }],
    ['tells who withholds their number', { headersIn: ['P-Asserted-Identity'] }],
    ['is reserved under its short name', { headersOut: { f: 'x' } }],
    ['is named twice', { headersIn: ['X-A', 'x-a'] }],
    ['is named twice, once by its short name', { headersIn: ['Subject', 's'] }],
    ['has too long a name', { headersIn: ['X'.repeat(MAX_CUSTOM_HEADER_NAME_CHARS + 1)] }],
    ['has too long a value', { headersOut: { 'X-A': 'b'.repeat(MAX_CUSTOM_HEADER_CHARS + 1) } }],
    ['is one too many', { headersIn: named(MAX_CUSTOM_HEADERS + 1) }],
  ])('are a mistake in the settings where one %s', async (_, trunk) => {
    await expect(oneLine({ trunk })).rejects.toThrow(/trunk peer: headers(In|Out): /);
  });

  it('may be as many, as long by name and by value as they may be, and are named by their short names, too', async () => {
    const long = `x-${'y'.repeat(MAX_CUSTOM_HEADER_NAME_CHARS - 2)}`;
    under = await oneLine({ trunk: { headersIn: [...named(MAX_CUSTOM_HEADERS - 2), long, 's'] } });
    const { invite } = callTexts(peer, HOST, NEAR_NUMBER);
    const value = 'z'.repeat(MAX_CUSTOM_HEADER_CHARS);
    peer.send(invite.replace('Max-', `${long}: ${value}\r\nSubject: hello\r\nMax-`), under.port);
    await until(() => under?.arrived.length === 1);
    expect(under.arrived[0]?.call.headers).toEqual({ [long]: value, s: 'hello' });
  });
});
