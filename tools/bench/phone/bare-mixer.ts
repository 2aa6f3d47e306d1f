import { createDecoder } from 'libopus-wasm';
import { voicePackets } from './voice-packets.ts';

const TICK_MS = 20;
const SAMPLES = 160;
const ROUNDS = 1_500;
const WARM_UP = 500;

/** How many mixes of so many voices a core could make that did nothing but decode and add: no network, no buffer, no telephone. */
export async function bareMixesPerCore(voices: number): Promise<number> {
  const packets = await voicePackets();
  const decoders = await Promise.all(
    Array.from({ length: voices }, () => createDecoder({ sampleRate: 8_000, channels: 1 })),
  );
  const mix = (round: number): void => {
    const sum = new Int32Array(SAMPLES);
    for (const [voice, decoder] of decoders.entries()) {
      const samples = decoder.decode(packets[(round + voice) % packets.length] ?? Buffer.alloc(0));
      for (let n = 0; n < SAMPLES; n += 1) sum[n] = (sum[n] ?? 0) + (samples[n] ?? 0);
    }
  };
  for (let round = 0; round < WARM_UP; round += 1) mix(round);
  const before = process.threadCpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) mix(round);
  const { user, system } = process.threadCpuUsage(before);
  for (const decoder of decoders) decoder.free();
  return (TICK_MS * ROUNDS) / ((user + system) / 1_000);
}
