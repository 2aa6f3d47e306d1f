import type { TrackSource, WebRtcTerms } from '@meets/meet-domain';

/** What Chromium tells of itself, as far as rooms look at it. */
export const capabilities: WebRtcTerms = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: {},
      rtcpFeedback: [],
    },
    ...['PCMU', 'PCMA'].map((codec, n) => ({
      ...{ kind: 'audio', mimeType: `audio/${codec}`, preferredPayloadType: 8 * n, clockRate: 8_000, channels: 1 },
      ...{ parameters: {}, rtcpFeedback: [] },
    })),
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 101,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [
        { type: 'nack', parameter: '' },
        { type: 'nack', parameter: 'pli' },
        { type: 'ccm', parameter: 'fir' },
      ],
    },
  ],
  headerExtensions: [],
};

export const connectTerms: WebRtcTerms = {
  role: 'client',
  fingerprints: [
    {
      algorithm: 'sha-256',
      value: '82:5A:68:3D:36:C3:0A:DE:AF:E7:32:43:D2:88:83:57:AC:2D:65:E5:80:C4:B6:FB:AF:1A:A0:21:9F:6D:0C:AD',
    },
  ],
};

let ssrc = 1_000;

/** A camera comes in three sizes, as browsers send it; the rest in one. */
export function sendTerms(source: TrackSource): WebRtcTerms {
  const mid = String(++ssrc);
  if (source === 'microphone') {
    const opus = {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { usedtx: 1 },
    };
    return { mid, codecs: [opus], encodings: [{ ssrc: ++ssrc }], rtcp: { cname: 'browser' } };
  }
  const sizes = source === 'camera' ? 3 : 1;
  return {
    mid,
    codecs: [
      { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
    ],
    encodings: Array.from({ length: sizes }, () => ({ ssrc: ++ssrc, ...(sizes > 1 && { scalabilityMode: 'L1T3' }) })),
    rtcp: { cname: 'browser' },
  };
}
