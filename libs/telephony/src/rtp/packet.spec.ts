import fc from 'fast-check';
import { parseRtp, renderRtp, sequenceDistance } from './packet.ts';

describe('an RTP packet', () => {
  it('is read as it was written', () => {
    const packets = fc.record({
      payloadType: fc.integer({ min: 0, max: 63 }),
      marker: fc.boolean(),
      sequence: fc.integer({ min: 0, max: 0xffff }),
      timestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
      ssrc: fc.integer({ min: 0, max: 0xffff_ffff }),
      payload: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(fc.property(packets, (packet) => expect(parseRtp(renderRtp(packet))).toEqual(packet)));
  });

  it('is read past contributing sources, an extension and padding', () => {
    const head = renderRtp({
      payloadType: 0,
      marker: false,
      sequence: 1,
      timestamp: 2,
      ssrc: 3,
      payload: Buffer.alloc(0),
    });
    head[0] = 0x80 | 0x20 | 0x10 | 1;
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 1, 2, 3, 4]);
    const bytes = Buffer.concat([head, Buffer.alloc(4), extension, Buffer.from([9, 9]), Buffer.from([0, 2])]);
    expect(parseRtp(bytes)?.payload).toEqual(Buffer.from([9, 9]));
  });

  it('is never read out of noise beyond its end, nor does noise throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const packet = parseRtp(Buffer.from(noise));
        expect(packet === null || packet.payload.length <= noise.length - 12).toBe(true);
      }),
    );
  });

  it.each([
    ['RTCP', [0x80, 200, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['STUN', [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 0, 0, 0, 0]],
    ['too short', [0x80, 0, 0]],
    ['more sources than it has', [0x8f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['an extension longer than it is', [0x90, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]],
    ['padding of nothing', [0xa0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('is none as %s', (_, bytes) => expect(parseRtp(Buffer.from(bytes))).toBeNull());

  it('counts on past the end of its numbers', () => {
    expect(sequenceDistance(0xffff, 0)).toBe(1);
    expect(sequenceDistance(0, 0xffff)).toBe(-1);
    expect(sequenceDistance(5, 5)).toBe(0);
  });
});
