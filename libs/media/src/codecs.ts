import type { types } from 'mediasoup';

/**
 * What rooms speak. Opus sends nothing while nobody speaks (DTX) and repairs a lost packet from the next one (FEC). Every
 * browser has VP8 in several sizes at once (simulcast); H264 is there for devices that have it in hardware only.
 */
export const ROOM_CODECS: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { usedtx: 1, useinbandfec: 1 },
  },
  // Telephones speak these, and are passed on to browsers as they are: every browser can play them (RFC 7874 §3).
  { kind: 'audio', mimeType: 'audio/PCMU', preferredPayloadType: 0, clockRate: 8_000 },
  { kind: 'audio', mimeType: 'audio/PCMA', preferredPayloadType: 8, clockRate: 8_000 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];
