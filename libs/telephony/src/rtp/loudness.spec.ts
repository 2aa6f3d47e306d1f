import { tone } from '../testing/tones.ts';
import { levelExtension, quietnessOf } from './loudness.ts';
import { headerBytes, parseRtp, renderRtp } from './packet.ts';

describe('how loud a packet is (RFC 6464)', () => {
  it.each([
    ['the loudest', Int16Array.from({ length: 160 }, () => -32_768), 0],
    ['a full tone', tone(400, 160, 0, 32_767), 3],
    ['a tone of a tenth', tone(400, 160, 0, 3_277), 23],
    ['hardly anything', Int16Array.from([1, ...Array.from({ length: 159 }, () => 0)]), 112],
    ['silence', new Int16Array(160), 127],
  ])('is in dB below the loudest there is: %s', (_, samples, quietness) => {
    expect(quietnessOf(samples)).toBe(quietness);
    expect([...levelExtension(3, samples)]).toEqual([0xbe, 0xde, 0, 1, 0x30, quietness, 0, 0]);
  });

  it('stands in the header, and changes nothing of the packet', () => {
    const packet = { payloadType: 0, marker: false, sequence: 1, timestamp: 2, ssrc: 3, payload: Buffer.from('sound') };
    const bytes = renderRtp(packet, levelExtension(1, null));
    expect(headerBytes(bytes)).toBe(20);
    expect(parseRtp(bytes)).toEqual(packet);
  });
});
