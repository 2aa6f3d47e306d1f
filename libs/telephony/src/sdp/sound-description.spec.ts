import type { IpFamily } from '../sip/flow.ts';
import {
  answeringDirection,
  answerSdp,
  type Encryption,
  offerSdp,
  readSdp,
  type SoundDescription,
} from './sound-description.ts';

const own = {
  address: '192.0.2.9',
  port: 5_000,
  sessionId: '1',
  version: 1,
  direction: 'sendrecv',
  crypto: null,
} as const;
const KEY = Buffer.alloc(30, 5).toString('base64');
const OWN_KEY = Buffer.alloc(30, 9).toString('base64');
const sdp = (...media: string[]) =>
  ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', ...media, ''].join('\r\n');
const BOTH: readonly IpFamily[] = [4, 6];
const read = (text: string, encryption: Encryption = 'offered', families = BOTH) =>
  readSdp(text, { encryption, families });
const described = (text: string, encryption: Encryption = 'offered'): SoundDescription => {
  const all = read(text, encryption);
  if (!all.ok) throw new Error(all.why);
  return all.description;
};

describe('a session description', () => {
  it('is read: address, port, codecs, digits, direction', () => {
    expect(
      described(
        sdp(
          'm=audio 4000 RTP/AVP 18 8 96 101',
          'a=rtpmap:96 PCMU/8000',
          'a=rtpmap:101 telephone-event/8000',
          'a=sendonly',
        ),
      ),
    ).toMatchObject({
      ...{ address: '192.0.2.1', port: 4000, digits: 101, direction: 'sendonly' },
      codecs: [
        { codec: 'PCMA', payloadType: 8 },
        { codec: 'PCMU', payloadType: 96 },
      ],
    });
    expect(described(sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP6 2001:db8::1')).address).toBe('2001:db8::1');
    expect(described(sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP4 0.0.0.0')).address).toBeNull();
    expect(described(offerSdp(own))).toMatchObject({ address: '192.0.2.9', port: 5_000, digits: 101 });
  });

  it('is answered line by line: one codec of ours, and no to the rest', () => {
    const offer = described(
      sdp('m=video 4002 RTP/AVP 96', 'm=audio 4000 RTP/AVP 8 0 97', 'a=rtpmap:97 telephone-event/8000'),
    );
    const lines = answerSdp(own, offer)
      .split('\r\n')
      .filter((line) => /^(m|a)=/.test(line));
    expect(lines).toEqual([
      ...['m=video 0 RTP/AVP 96', 'm=audio 5000 RTP/AVP 8 97', 'a=rtpmap:8 PCMA/8000'],
      ...['a=rtpmap:97 telephone-event/8000', 'a=fmtp:97 0-15', 'a=ptime:20', 'a=sendrecv'],
    ]);
  });

  it('is encrypted where it is offered so and that is taken: by the first key that can be used', () => {
    const both = sdp(
      ...['m=audio 4000 RTP/AVP 0', 'm=audio 4002 RTP/SAVP 8', `a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:${KEY}`],
      ...[`a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|1:4`, `a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:${KEY}`],
      ...[`a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^31 WSH=64`],
    );
    const crypto = { tag: 3, suite: 'AES_CM_128_HMAC_SHA1_32', secret: KEY } as const;
    expect(described(both)).toMatchObject({ port: 4002, crypto });
    expect(described(both, 'required')).toMatchObject({ port: 4002, crypto });
    expect(described(both, 'never')).toMatchObject({ port: 4000, crypto: null });
    const lines = answerSdp({ ...own, crypto: { ...crypto, secret: OWN_KEY } }, described(both)).split('\r\n');
    expect(lines).toContain('m=audio 0 RTP/AVP 0');
    expect(lines).toContain('m=audio 5000 RTP/SAVP 8');
    expect(lines).toContain(`a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:${OWN_KEY}`);
    const last = { tag: 4, suite: 'AES_CM_128_HMAC_SHA1_80', secret: KEY };
    expect(described(both.replace(/a=crypto:3.*\r\n/, '')).crypto).toEqual(last);
  });

  it.each([
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY.slice(0, 36)}`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY};inline:${KEY}`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^19`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^48|7:2`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY} UNENCRYPTED_SRTP`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY} KDR=4`,
    `x AES_CM_128_HMAC_SHA1_80 inline:${KEY}`,
    '1 AES_CM_128_HMAC_SHA1_80 inline:****************************************',
  ])('has no key that could be used in %s', (crypto) => {
    expect(read(sdp('m=audio 4000 RTP/SAVP 0', `a=crypto:${crypto}`))).toEqual({
      ok: false,
      why: 'no key that could be used',
    });
  });

  it('is refused in the clear where encryption is required, and encrypted where it is never taken', () => {
    const encrypted = sdp('m=audio 4000 RTP/SAVP 0', `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`);
    expect(read(encrypted, 'never')).toEqual({ ok: false, why: 'RTP/SAVP is not spoken' });
    expect(read(sdp('m=audio 4000 RTP/AVP 0'), 'required')).toEqual({ ok: false, why: 'sound has to be encrypted' });
  });

  it('is refused where its address is of a family that is not spoken, and read in whichever way it is written', () => {
    const [four, six] = [sdp('m=audio 4000 RTP/AVP 0'), sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP6 2001:DB8:0::1')];
    expect(read(four, 'offered', [6])).toEqual({ ok: false, why: 'IPv4 is not spoken' });
    expect(read(six, 'offered', [4])).toEqual({ ok: false, why: 'IPv6 is not spoken' });
    expect(described(six).address).toBe('2001:db8::1');
    expect(read(sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP6 ::'), 'offered', [4])).toMatchObject({ ok: true });
  });

  it.each([
    ['', 'no session description'],
    ['v=1\r\n', 'no session description'],
    ['v=0\r\nnonsense', 'a line that is no field'],
    [sdp(), 'no sound in it'],
    [sdp('m=video 4000 RTP/AVP 96'), 'no sound in it'],
    [sdp('m=audio 4000 RTP/AVP 18'), 'neither PCMU nor PCMA'],
    [sdp('m=audio 4000 RTP/AVP 0', 'a=rtpmap:0 G729/8000'), 'neither PCMU nor PCMA'],
    [sdp('m=audio 0 RTP/AVP 0'), 'no port'],
    [sdp('m=audio 70000 RTP/AVP 0'), 'no port'],
    [sdp('m=audio 4000 RTP/SAVP 0'), 'no key that could be used'],
    [sdp('m=audio 4000 RTP/SAVPF 0'), 'RTP/SAVPF is not spoken'],
    [sdp('m=audio 4000 UDP/TLS/RTP/SAVPF 0'), 'UDP/TLS/RTP/SAVPF is not spoken'],
    [sdp('m=audio 4000 RTP/AVP 0').replace('c=IN IP4 192.0.2.1\r\n', ''), 'no address'],
    [sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP4 224.0.0.1'), 'no address'],
    [sdp('m=audio 4000 RTP/AVP 0', 'c=IN IP4 host.example'), 'no address'],
    [`v=0\r\n${'a=x\r\n'.repeat(10_000)}`, 'too long'],
    [sdp(...Array.from({ length: 17 }, () => 'm=audio 4000 RTP/AVP 0')), 'too many media'],
  ])('%j cannot be talked over: %s', (text, why) => {
    expect(read(text)).toEqual({ ok: false, why });
  });

  it.each([
    ['sendrecv', false, 'sendrecv'],
    ['sendonly', false, 'recvonly'],
    ['recvonly', false, 'sendonly'],
    ['inactive', false, 'inactive'],
    ['sendrecv', true, 'sendonly'],
    ['sendonly', true, 'inactive'],
  ] as const)('%s while we hold: %s is answered by %s (RFC 3264 §6.1)', (theirs, holding, ours) => {
    expect(answeringDirection(theirs, holding)).toBe(ours);
  });
});
