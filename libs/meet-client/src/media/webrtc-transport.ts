import type { Device, types } from 'mediasoup-client';
import {
  ConnectMediaTransport,
  type IceServerFieldsFragment,
  OpenMediaTransport,
  RestartIce,
  SendTrack,
  type TrackFieldsFragment,
  type MediaDirection,
} from '../generated/operations.ts';
import { thisPlatform } from '../platform.ts';
import type { MediaSeat, OwnKind } from './media-link.ts';
import { attempted, done, hopedFor, type MediaOutcome, MediaRefused } from './media-outcome.ts';
import { Mending } from './mending.ts';

export interface NewTransport {
  readonly seat: MediaSeat;
  readonly device: Device;
  readonly direction: MediaDirection;
  readonly iceServers: readonly IceServerFieldsFragment[];
  /** Hears what the API says of each track that begins. */
  readonly onSent: (track: TrackFieldsFragment) => void;
  readonly onBroken: () => void;
}

/** What the API's WebRTC and the browser's tell each other for one direction, mended where it breaks. Rejects with {@link MediaRefused}. */
export async function openTransport(wanted: NewTransport): Promise<types.Transport> {
  const { seat, device, direction, iceServers } = wanted;
  const answer = await seat.api.run(OpenMediaTransport, { input: { ...ownOf(seat), direction } });
  const { transportId: id, terms } = must(hopedFor(answer, 'MediaTransportOpened'));
  const options = {
    ...{ id, iceServers: iceServers.map(rtcIceServer) },
    ...(terms as Omit<types.TransportOptions, 'id'>),
  };
  const transport = direction === 'SEND' ? device.createSendTransport(options) : device.createRecvTransport(options);
  signal(transport, wanted);
  const mending = mendingOf(transport, wanted);
  transport.on('connectionstatechange', (state) => {
    if (state === 'disconnected' || state === 'failed') void mending.mend();
  });
  return transport;
}

export const ownOf = ({ meetId, deviceId }: MediaSeat) => ({ meetId, deviceId });

/** mediasoup-client asks by callbacks. */
function signal(transport: types.Transport, { seat, onSent }: NewTransport): void {
  const { api, client } = seat;
  transport.on('connect', ({ dtlsParameters: terms }, connected, refused) => {
    const input = { ...ownOf(seat), transportId: transport.id, terms };
    void api.run(ConnectMediaTransport, { input }).then((answer) => {
      const outcome = hopedFor(answer, 'MediaDone');
      if (outcome.ok) connected();
      else refused(new MediaRefused(outcome.problem));
    });
  });
  transport.on('produce', ({ rtpParameters: terms, appData }, produced, refused) => {
    const input = { ...ownOf(seat), kind: appData['kind'] as OwnKind, terms, client };
    void api.run(SendTrack, { input }).then((answer) => {
      const outcome = hopedFor(answer, 'TrackSent');
      if (!outcome.ok) return refused(new MediaRefused(outcome.problem));
      const { track } = outcome.value;
      onSent(track);
      produced({ id: track.id });
    });
  });
}

const mendingOf = (transport: types.Transport, { seat, onBroken }: NewTransport) =>
  new Mending(
    {
      ask: async () => {
        const input = { ...ownOf(seat), transportId: transport.id };
        return hopedFor(await seat.api.run(RestartIce, { input }), 'IceRestarted');
      },
      apply: async ({ ice, iceServers }) => {
        const mended = await attempted(async () => {
          await transport.updateIceServers({ iceServers: iceServers.map(rtcIceServer) });
          await transport.restartIce({ iceParameters: ice as types.IceParameters });
        });
        return mended.ok ? done(null) : mended;
      },
      isClosed: () => transport.closed,
      onBroken,
    },
    (inMs, run) => thisPlatform.setTimer(inMs, run),
  );

function must<Value>(outcome: MediaOutcome<Value>): Value {
  if (!outcome.ok) throw new MediaRefused(outcome.problem);
  return outcome.value;
}

const rtcIceServer = ({ urls, username, credential }: IceServerFieldsFragment): RTCIceServer => ({
  urls: [...urls],
  ...(username !== null && { username }),
  ...(credential !== null && { credential }),
});
