import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { parseRtp, renderRtp } from './packet.ts';
import { MAX_STREAMS_OF_A_KEY, REPLAY_WINDOW, SrtpReceiver, SrtpSender } from './srtp.ts';
import { sessionKeysOf, SRTP_SUITES, type SrtpKey } from './srtp-keys.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const keyOf = (text: string): SrtpKey => ({
  suite: 'AES_CM_128_HMAC_SHA1_80',
  secret: hex(text).toString('base64'),
});
const KEY = keyOf('E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6');
const packet = (sequence: number, ssrc = 7, payload = Buffer.from([sequence & 0xff, 1, 2, 3])): Buffer =>
  renderRtp({ payloadType: 0, marker: false, sequence: sequence & 0xffff, timestamp: sequence, ssrc, payload });

describe('SRTP', () => {
  it('makes its keys as RFC 3711 B.3 does', () => {
    const { encryption, authentication, salt } = sessionKeysOf(KEY);
    expect(encryption.export()).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
    expect(salt).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
    expect(authentication.export()).toEqual(hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'));
  });

  it('has the counter mode of RFC 3711 B.2', () => {
    const cipher = createCipheriv(
      'aes-128-ctr',
      hex('2B7E151628AED2A6ABF7158809CF4F3C'),
      hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000'),
    );
    const stream = cipher.update(Buffer.alloc(0xff02 * 16));
    expect(stream.subarray(0, 48)).toEqual(
      hex('E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB 41E95B3BB0A2E8DD477901E4FCA894C0'),
    );
    expect(stream.subarray(0xfeff * 16)).toEqual(
      hex('EC8CDF7398607CB0F2D21675EA9EA1E4 362B7C3C6773516318A077D7FC5073AE 6A2CC3787889374FBEB4C81B17BA6C44'),
    );
  });

  it('makes of a packet what libsrtp makes of it, and the packet of that again', () => {
    const plain = hex('800f1234decafbadcafebabe abababababababababababababababab');
    const sealed = hex('800f1234decafbadcafebabe 4e55dc4ce79978d88ca4d215949d2402 b78d6acc99ea179b8dbb');
    expect(new SrtpSender(KEY).protect(plain)).toEqual(sealed);
    expect(new SrtpReceiver(KEY, { forged: 0, replayed: 0 }).unprotect(sealed)).toEqual(plain);
  });

  it.each(SRTP_SUITES)('carries any payload past two rounds of sequence numbers, by %s', (suite) => {
    const [sender, counts] = [new SrtpSender({ ...KEY, suite }), { forged: 0, replayed: 0 }];
    const receiver = new SrtpReceiver({ ...KEY, suite }, counts);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => {
        const plain = packet(1, 9, Buffer.from(payload));
        const own = new SrtpSender({ ...KEY, suite }).protect(plain);
        expect(new SrtpReceiver({ ...KEY, suite }, counts).unprotect(own)).toEqual(plain);
      }),
    );
    for (let n = 65_000; n < 200_000; n += 97) {
      const plain = packet(n);
      expect(receiver.unprotect(sender.protect(plain))).toEqual(plain);
    }
    expect(counts).toEqual({ forged: 0, replayed: 0 });
  });

  it('takes packets in any order within the window, each once, and none from before it', () => {
    const [sender, counts] = [new SrtpSender(KEY), { forged: 0, replayed: 0 }];
    const receiver = new SrtpReceiver(KEY, counts);
    const sealed = Array.from({ length: 400 }, (_, n) => sender.protect(packet(65_400 + n)));
    const [old, turned] = [sealed.slice(0, 10), sealed.slice(10)];
    for (let n = 0; n + 3 < turned.length; n += 4) turned.splice(n, 4, ...turned.slice(n, n + 4).reverse());
    expect(turned.every((each) => receiver.unprotect(each) !== null)).toBe(true);
    expect([...sealed.slice(-REPLAY_WINDOW), ...old].map((each) => receiver.unprotect(each))).not.toContainEqual(
      expect.anything(),
    );
    expect(counts).toEqual({ forged: 0, replayed: REPLAY_WINDOW + old.length });
  });

  it('takes nothing that was changed, signed by another key or is none, and is the same afterwards', () => {
    const [sender, counts] = [new SrtpSender(KEY), { forged: 0, replayed: 0 }];
    const receiver = new SrtpReceiver(KEY, counts);
    const good = sender.protect(packet(5));
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const changed = Buffer.from(good);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(receiver.unprotect(changed)).toBeNull();
    }
    const other = { ...KEY, secret: Buffer.alloc(30, 7).toString('base64') };
    expect(receiver.unprotect(new SrtpSender(other).protect(packet(6)))).toBeNull();
    expect(counts.replayed).toBe(0);
    expect(counts.forged).toBeGreaterThan(good.length * 7);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => receiver.unprotect(Buffer.from(noise)) === null),
    );
    expect(receiver.unprotect(good)).toEqual(packet(5));
    expect(parseRtp(packet(5))?.sequence).toBe(5);
  });

  it('knows each SSRC by itself, and so many of them', () => {
    const counts = { forged: 0, replayed: 0 };
    const receiver = new SrtpReceiver(KEY, counts);
    const first = new SrtpSender(KEY).protect(packet(1, 1));
    const heard = Array.from({ length: MAX_STREAMS_OF_A_KEY + 1 }, (_, n) =>
      receiver.unprotect(new SrtpSender(KEY).protect(packet(1, n + 1))),
    );
    expect(heard.filter((each) => each !== null)).toHaveLength(MAX_STREAMS_OF_A_KEY);
    expect(receiver.unprotect(first)).toBeNull();
    expect(counts).toEqual({ forged: 1, replayed: 1 });
  });
});
