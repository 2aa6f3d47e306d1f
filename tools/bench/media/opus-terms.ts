import type { WebRtcTerms } from '@meets/meet-domain';

/** What a browser tells of itself, as far as sound goes. */
export const browserCapabilities: WebRtcTerms = {
  codecs: [{ kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 }],
  headerExtensions: [],
};

let ssrc = 1_000;

/** What a browser tells of a microphone that it sends; fresh each time, as each track's is. */
export function microphoneTerms(): WebRtcTerms {
  ssrc += 1;
  return {
    mid: String(ssrc),
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc }],
    rtcp: { cname: 'browser' },
  };
}
