import { Application, createEncoder } from 'libopus-wasm';

const RATE = 48_000;
const FRAME = 960;

/** A steady tone as a browser would send it: 20 ms a packet, 48 kHz, repairable where 10 % are lost. */
export async function opusTone(hz: number, packets: number): Promise<Buffer[]> {
  const encoder = await createEncoder({
    ...{ sampleRate: RATE, channels: 1, application: Application.Voip, bitrate: 32_000, fec: true },
    packetLossPercent: 10,
  });
  const sample = (n: number): number => Math.round(8_000 * Math.sin((2 * Math.PI * hz * n) / RATE));
  const encoded = Array.from({ length: packets }, (_, p) =>
    Buffer.from(encoder.encode(Int16Array.from({ length: FRAME }, (_unused, n) => sample(p * FRAME + n)))),
  );
  encoder.free();
  return encoded;
}
