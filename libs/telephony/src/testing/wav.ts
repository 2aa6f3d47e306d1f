import type { Samples } from '../rtp/g711.ts';

const RATE = 8_000;
const BYTES_PER_SAMPLE = 2;
/** Of a file that has nothing in it but sound. */
const HEADER_BYTES = 44;

/** A WAV file: 16 bits, 8 kHz, one channel. */
export function wavOf(samples: Samples): Buffer {
  const sound = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + sound.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write('data', 36);
  header.writeUInt32LE(sound.length, 40);
  return Buffer.concat([header, sound]);
}

/** What such a file has in it so far: whoever still writes it has not said yet how long it is. */
export function samplesIn(wav: Buffer): Samples {
  const data = wav.indexOf('data');
  const sound = data < 0 ? Buffer.alloc(0) : wav.subarray(data + 8);
  return Int16Array.from({ length: Math.floor(sound.length / BYTES_PER_SAMPLE) }, (_, n) => sound.readInt16LE(2 * n));
}
