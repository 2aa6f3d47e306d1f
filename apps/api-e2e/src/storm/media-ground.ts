import { pause, type RunningServer } from '../running-server.ts';
import { liveMeet, type Scene } from '../scene.ts';

/** A meet whose manager has media open, for inputs that get as far as its worker. */
export interface MediaGround {
  readonly meetId: string;
  readonly transportId: string;
  readonly trackId: string;
}

/** How long the media worker may take until it runs. Without one, nothing of the media gets further than the service. */
const WORKER_WITHIN_MS = 10_000;
const OPEN_MEDIA = 'mutation($input: OpenMediaInput!) { result: openMedia(input: $input) { __typename } }';
const OPEN_TRANSPORT = `mutation($input: OpenMediaTransportInput!) {
  result: openMediaTransport(input: $input) { __typename ... on MediaTransportOpened { id: transportId } }
}`;
const SEND_TRACK = `mutation($input: SendTrackInput!) {
  result: sendTrack(input: $input) { __typename ... on TrackSent { track { id } } }
}`;

/** What a browser says of its microphone; and of itself, when it connects and receives. */
export const SEND_TERMS = {
  mid: '0',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { usedtx: 1 },
      rtcpFeedback: [],
    },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1, encrypt: false, parameters: {} }],
  encodings: [{ ssrc: 1_111, dtx: true }],
  rtcp: { cname: 'storm', reducedSize: true },
};
export const CONNECT_TERMS = {
  role: 'client',
  fingerprints: [
    {
      algorithm: 'sha-256',
      value: '82:5A:68:3D:36:C3:0A:DE:AF:E7:32:43:D2:88:83:57:AC:2D:65:E5:80:C4:B6:FB:AF:1A:A0:21:9F:6D:0C:AD',
    },
  ],
};
export const CAPABILITIES = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: {},
      rtcpFeedback: [{ type: 'nack', parameter: '' }],
    },
  ],
  headerExtensions: [{ kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 }],
};

/** The customer and the manager are in a meet, and the manager's microphone is sent, where there is a worker. */
export async function openGroundMedia(server: RunningServer, scene: Scene): Promise<MediaGround> {
  const meetId = await liveMeet(scene);
  if (!(await hasWorker(server))) return { meetId, transportId: 'nowhere', trackId: 'nowhere' };
  const ask = async <Answer>(document: string, input: object): Promise<Answer> => {
    const { result } = await scene.manager.run<{ result: Answer }>(document, { input: { meetId, ...input } });
    return result;
  };
  await ask(OPEN_MEDIA, {});
  const { id } = await ask<{ id: string }>(OPEN_TRANSPORT, { direction: 'SEND' });
  const { track } = await ask<{ track: { id: string } }>(SEND_TRACK, { kind: 'AUDIO', terms: SEND_TERMS });
  return { meetId, transportId: id, trackId: track.id };
}

async function hasWorker({ url }: RunningServer): Promise<boolean> {
  const giveUpAt = performance.now() + WORKER_WITHIN_MS;
  for (;;) {
    const health = (await (await fetch(`${url}/health/ready`)).json()) as { details: { media?: { state: string } } };
    if (health.details.media?.state === 'available') return true;
    if (performance.now() > giveUpAt) return false;
    await pause(20);
  }
}
