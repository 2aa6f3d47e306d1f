import fc from 'fast-check';
import { decodeG711, encodeG711, SILENCE } from './g711.ts';

const codecs = ['PCMU', 'PCMA'] as const;

describe('G.711', () => {
  it('has the recommendation’s ends and middles', () => {
    const samples = (codec: (typeof codecs)[number], ...codes: number[]) => [...decodeG711(codec, Buffer.from(codes))];
    expect(samples('PCMU', 0xff, 0x7f, 0x80, 0x00, 0xfe, 0x8f)).toEqual([0, 0, 32_124, -32_124, 8, 16_764]);
    expect(samples('PCMA', 0xd5, 0x55, 0xaa, 0x2a, 0x85)).toEqual([8, -8, 32_256, -32_256, 4_224]);
  });

  it.each(codecs)('%s: what is decoded and encoded is what it was', (codec) => {
    const codes = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
    const again = encodeG711(codec, decodeG711(codec, codes));
    // µ-law's negative zero is heard like the positive one.
    const expected = Buffer.from(codes.map((code) => (codec === 'PCMU' && code === 0x7f ? 0xff : code)));
    expect(again).toEqual(expected);
    expect(encodeG711(codec, new Int16Array(1))).toEqual(Buffer.from([SILENCE[codec]]));
  });

  it.each(codecs)('%s: no sample is further off than half a step of its loudness', (codec) => {
    const sample = fc.integer({ min: -32_768, max: 32_767 });
    fc.assert(
      fc.property(sample, (value) => {
        const [heard = NaN] = decodeG711(codec, encodeG711(codec, Int16Array.of(value)));
        expect(Math.abs(heard - value)).toBeLessThanOrEqual(Math.max(8, Math.abs(value) / 32 + 8));
      }),
    );
  });
});
