import fc from 'fast-check';
import { createEncoder, getPacketInfo } from 'libopus-wasm';
import { opusTone } from '../testing/opus-tone.ts';
import { joined, shareAt } from '../testing/tones.ts';
import { openOpusDecoder } from './opus-decoder.ts';
import { samplesInOpus } from './opus-packet.ts';

const HZ = 440;

describe('Opus at 8 kHz', () => {
  it('is the tone that it was at 48', async () => {
    const decoder = await openOpusDecoder();
    const heard = (await opusTone(HZ, 50)).map((packet) => decoder.decode(111, packet));
    expect(heard.every(({ length }) => length === 160)).toBe(true);
    expect(shareAt(HZ, joined(heard.slice(5)))).toBeGreaterThan(0.98);
    decoder.close();
  });

  it('is repaired from the next packet, and concealed where there is none, until it fades out', async () => {
    const decoder = await openOpusDecoder();
    const packets = await opusTone(HZ, 50);
    expect(decoder.conceal(160, null)).toBeNull();
    const heard = packets.map((packet, n) => {
      if (n % 10 !== 9) return decoder.decode(111, packet);
      return decoder.conceal(160, packets[n + 1] ?? null) ?? new Int16Array(160);
    });
    expect(shareAt(HZ, joined(heard.slice(5)))).toBeGreaterThan(0.9);
    const made = Array.from({ length: 4 }, () => decoder.conceal(160, null)?.length ?? null);
    // The last packet of all was lost already.
    expect(made).toEqual([160, 160, null, null]);
    decoder.close();
  });

  it('is as long as libopus says, for every kind of packet', async () => {
    const first = fc.integer({ min: 0, max: 255 });
    const rest = fc.uint8Array({ minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(first, rest, async (toc, bytes) => {
        const packet = Buffer.from([toc, ...bytes]);
        const known = await getPacketInfo(packet, { sampleRate: 8_000 }).catch(() => null);
        expect(known === null || samplesInOpus(packet) === known.samples).toBe(true);
      }),
    );
    expect(samplesInOpus(Buffer.alloc(0))).toBe(0);
  });

  it('is silence where it is none, and throws nothing', async () => {
    const decoder = await openOpusDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (noise) => {
        const samples = samplesInOpus(noise);
        fc.pre(samples > 0 && samples <= 960);
        expect(decoder.decode(111, Buffer.from(noise)).length).toBeGreaterThan(0);
      }),
    );
    decoder.close();
  });

  it('is known in stereo, too', async () => {
    const encoder = await createEncoder({ sampleRate: 48_000, channels: 2 });
    const decoder = await openOpusDecoder();
    expect(decoder.decode(111, Buffer.from(encoder.encode(new Int16Array(1_920))))).toHaveLength(160);
    decoder.close();
    encoder.free();
  });
});
