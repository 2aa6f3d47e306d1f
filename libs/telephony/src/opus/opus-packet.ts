/** Samples of 8 kHz in a millisecond. */
const PER_MS = 8;

/** How long each frame of a packet is, in ms, by the number in its first byte (RFC 6716 §3.1). */
const FRAME_MS: readonly number[] = [
  ...[10, 20, 40, 60, 10, 20, 40, 60, 10, 20, 40, 60],
  ...[10, 20, 10, 20],
  ...[2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20, 2.5, 5, 10, 20],
];

/** How much sound a packet of Opus is, in samples of 8 kHz; 0 where it is none. */
export function samplesInOpus(packet: Uint8Array): number {
  const [first, second] = packet;
  if (first === undefined) return 0;
  const frameMs = FRAME_MS[first >> 3] ?? 0;
  return frameMs * PER_MS * framesIn(first & 3, second);
}

/** RFC 6716 §3.2: one frame, two of them, or as many as the second byte says. */
function framesIn(code: number, second: number | undefined): number {
  if (code === 0) return 1;
  return code < 3 ? 2 : (second ?? 0) & 0x3f;
}
