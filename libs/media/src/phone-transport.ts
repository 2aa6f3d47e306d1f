import type { MediaResult, PhoneSound } from '@meets/meet-domain';
import type { types } from 'mediasoup';
import { attempt, type Failed, unusable } from './results.ts';

/** Where telephones' sound goes between us and the worker: it never leaves the machine. */
const LOOPBACK = '127.0.0.1';

/**
 * Plain RTP to and from one port of this machine. What comes from anywhere else the worker drops, so that no other program speaks
 * in a telephone's name by guessing the port.
 */
export async function openPhoneTransport(
  router: types.Router,
  port: number,
  ended: () => Failed | null,
): Promise<MediaResult<types.PlainTransport>> {
  if (!isNatural(port, 16)) return unusable('there is no such port');
  const opened = await attempt(ended, () =>
    router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: LOOPBACK }, rtcpMux: true, comedia: false }),
  );
  if (!opened.ok) return opened;
  const transport = opened.value;
  const connected = await attempt(ended, () => transport.connect({ ip: LOOPBACK, port }));
  if (connected.ok) return opened;
  transport.close();
  return connected;
}

/** Why that is no stream; null where it is. */
export function whyNoStream({ ssrc, levelId }: PhoneSound): string | null {
  if (!isNatural(ssrc, 32)) return 'there is no such SSRC';
  // RFC 8285 §4.2: 15 is reserved where extensions are of one byte.
  return isNatural(levelId, 4) && levelId < 15 ? null : 'there is no such header extension';
}

const isNatural = (value: number, bits: number): boolean => Number.isInteger(value) && value > 0 && value < 2 ** bits;

/** RFC 3551 §6: both codecs have payload types for good. */
export const phoneTerms = ({ codec, ssrc, levelId }: PhoneSound): types.RtpParameters => ({
  codecs: [{ mimeType: `audio/${codec}`, payloadType: codec === 'PCMU' ? 0 : 8, clockRate: 8_000 }],
  encodings: [{ ssrc }],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelId }],
  rtcp: { cname: 'telephone' },
});
