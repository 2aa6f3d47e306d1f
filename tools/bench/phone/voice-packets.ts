import { Application, createEncoder } from 'libopus-wasm';

const RATE = 48_000;
const FRAME = 960;
const PACKETS = 200;
/** Of a voice: a tone and its overtones, which come and go as syllables do. */
const [PITCH_HZ, OVERTONES, SYLLABLES_PER_S] = [140, 12, 4];

/** Four seconds of somebody who speaks without a pause, as a browser sends it: 20 ms a packet. */
export async function voicePackets(): Promise<readonly Buffer[]> {
  const encoder = await createEncoder({
    ...{ sampleRate: RATE, channels: 1, application: Application.Voip, bitrate: 32_000, fec: true },
    packetLossPercent: 10,
  });
  const sample = (n: number): number => {
    const at = n / RATE;
    const loud = 0.3 + 0.7 * Math.abs(Math.sin(Math.PI * SYLLABLES_PER_S * at));
    let sum = 0;
    for (let k = 1; k <= OVERTONES; k += 1) sum += Math.sin(2 * Math.PI * PITCH_HZ * k * at) / k;
    return Math.round(6_000 * loud * sum);
  };
  const packets = Array.from({ length: PACKETS }, (_, p) =>
    Buffer.from(encoder.encode(Int16Array.from({ length: FRAME }, (_unused, n) => sample(p * FRAME + n)))),
  );
  encoder.free();
  return packets;
}
