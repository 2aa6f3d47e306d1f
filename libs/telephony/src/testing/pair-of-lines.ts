import type { PhoneLinesUnderTest } from '@meets/meet-domain/testing';
import { sipPhoneLine } from '../index.ts';
import { openSoundEndpoint, type SoundEndpoint } from '../rtp/sound-endpoint.ts';
import type { TelephonySettings, Trunk } from '../settings.ts';
import { freePort } from './free-port.ts';

export interface PairOptions {
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  /** Of both lines, where they speak TLS. */
  readonly key?: string;
  readonly certificate?: string;
  readonly trunk?: Partial<Trunk>;
}

export const NEAR_NUMBER = '07012345678';
export const FAR_NUMBER = '01087654321';
/** Short enough for a test to wait for, long against a pause of the machine's. */
const MEDIA_LOST_MS = 400;
const MEDIA_TIMEOUT_MS = 800;

/** Two lines on loopback, each the other's carrier. */
export async function pairOfLines(options: PairOptions): Promise<PhoneLinesUnderTest> {
  const { transport, host, key, certificate } = options;
  const [nearPort, farPort] = [await freePort(host), await freePort(host)];
  const farSounds: SoundEndpoint[] = [];
  const settings = (port: number, number: string, carrier: number): TelephonySettings => ({
    listen: [{ transport, host, port, ...(key && certificate && { key, certificate }) }],
    trunks: [
      {
        ...{ trunkId: 'loopback', numbers: [number], from: [host], to: { transport, host, port: carrier } },
        ...options.trunk,
      },
    ],
    sound: { host, ports: { from: 0, to: 0 } },
    mediaLostMs: MEDIA_LOST_MS,
    mediaTimeoutMs: MEDIA_TIMEOUT_MS,
    ...(certificate && { trustedCertificates: [certificate] }),
  });
  const near = sipPhoneLine(settings(nearPort, NEAR_NUMBER, farPort));
  const far = sipPhoneLine(settings(farPort, FAR_NUMBER, nearPort), async (ports, parts) => {
    const endpoint = await openSoundEndpoint(ports, parts);
    if (endpoint) farSounds.push(endpoint);
    return endpoint;
  });
  return {
    near,
    far,
    nearNumber: NEAR_NUMBER,
    farNumber: FAR_NUMBER,
    silenceFar: () => farSounds.forEach((endpoint) => endpoint.close()),
    async close() {
      await near.close();
      await far.close();
    },
  };
}
