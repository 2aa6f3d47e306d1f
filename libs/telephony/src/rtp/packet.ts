/** An RTP packet, as far as telephones use them (RFC 3550 §5.1). */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Buffer;
}

const HEADER_BYTES = 12;
const NO_EXTENSION = Buffer.alloc(0);

/** How long the header is, its extension included. Null for what is no RTP packet: RTCP, STUN, T.38 or noise. */
export function headerBytes(bytes: Buffer): number | null {
  if (bytes.length < HEADER_BYTES || bytes.readUInt8(0) >> 6 !== 2) return null;
  const [flags, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  // RTCP shares the port where somebody multiplexes (RFC 5761 §4).
  if (second >= 192 && second <= 223) return null;
  let length = HEADER_BYTES + 4 * (flags & 0x0f);
  if (flags & 0x10) {
    if (bytes.length < length + 4) return null;
    length += 4 + 4 * bytes.readUInt16BE(length + 2);
  }
  return length <= bytes.length ? length : null;
}

/** Null for what is none. */
export function parseRtp(bytes: Buffer): RtpPacket | null {
  const start = headerBytes(bytes);
  if (start === null) return null;
  const [flags, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const padding = flags & 0x20 ? bytes.readUInt8(bytes.length - 1) : 0;
  const end = bytes.length - padding;
  if (start > end || (flags & 0x20 && padding === 0)) return null;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  };
}

/** `extension`: a whole header extension, if there is to be one. */
export function renderRtp(packet: RtpPacket, extension: Buffer = NO_EXTENSION): Buffer {
  const { payloadType, marker, sequence, timestamp, ssrc, payload } = packet;
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + extension.length + payload.length);
  bytes.writeUInt8(extension.length > 0 ? 0x90 : 0x80, 0);
  bytes.writeUInt8((marker ? 0x80 : 0) | payloadType, 1);
  bytes.writeUInt16BE(sequence & 0xffff, 2);
  bytes.writeUInt32BE(timestamp >>> 0, 4);
  bytes.writeUInt32BE(ssrc >>> 0, 8);
  extension.copy(bytes, HEADER_BYTES);
  payload.copy(bytes, HEADER_BYTES + extension.length);
  return bytes;
}

/** How far one sequence number is behind another, round the corner of 16 bits; negative where it is ahead. */
export function sequenceDistance(from: number, to: number): number {
  const ahead = (to - from) & 0xffff;
  return ahead < 0x8000 ? ahead : ahead - 0x1_0000;
}
