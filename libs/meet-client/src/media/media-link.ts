import { Device, type types } from 'mediasoup-client';
import type { Api } from '../api.ts';
import {
  AdjustReception,
  type ClientInput,
  CloseMedia,
  ConnectMediaTransport,
  OpenMedia,
  OpenMediaTransport,
  type PersonFieldsFragment,
  ReceiveTrack,
  RestartIce,
  SendTrack,
  StopTrack,
  type TrackFieldsFragment,
} from '../generated/operations.ts';
import { attempted, done, failed, hopedFor, type MediaOutcome, MediaRefused } from './media-outcome.ts';

export type OwnKind = TrackFieldsFragment['kind'];

/** What somebody sends, ready to be played. */
export interface ReceivedTrack {
  readonly id: string;
  readonly kind: OwnKind;
  readonly from: PersonFieldsFragment;
  /** Nothing of it comes, as of a microphone that is off. */
  readonly paused: boolean;
  readonly track: MediaStreamTrack;
}

/** Whose media, and how the API is asked. */
export interface MediaSeat {
  readonly api: Pick<Api, 'run'>;
  readonly meetId: string;
  readonly deviceId: string;
  readonly client: ClientInput | null;
}

/** Three sizes of a camera, so that each who watches takes the one they have room for; a screen is sent in one. */
const CAMERA_SIZES: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];
const SCREEN_SIZES: types.RtpEncodingParameters[] = [{ maxBitrate: 2_500_000 }];
const OPUS: types.ProducerCodecOptions = { opusDtx: true, opusFec: true };

/** One opening of a meet's media: a device, a transport each way, and what goes over them. It ends with the room it is in. */
export class MediaLink {
  readonly tracks: readonly TrackFieldsFragment[];
  readonly #seat: MediaSeat;
  readonly #device: Device;
  readonly #onBroken: () => void;
  readonly #transports = new Map<'SEND' | 'RECEIVE', types.Transport>();
  readonly #producers = new Map<OwnKind, types.Producer>();
  readonly #consumers = new Map<string, types.Consumer>();

  /** `onBroken` is told where the connection is lost and cannot be mended: then all is to be opened anew. */
  static async open(seat: MediaSeat, onBroken: () => void): Promise<MediaOutcome<MediaLink>> {
    const { api, meetId, deviceId, client } = seat;
    const opened = hopedFor(await api.run(OpenMedia, { input: { meetId, deviceId, client } }), 'MediaOpened');
    if (!opened.ok) return opened;
    const { capabilities, iceServers, tracks } = opened.value;
    return attempted(async () => {
      const device = await Device.factory();
      await device.load({ routerRtpCapabilities: capabilities as types.RtpCapabilities });
      const link = new MediaLink(seat, device, tracks, onBroken);
      const servers = iceServers.map(rtcIceServer);
      await Promise.all([link.#open('SEND', servers), link.#open('RECEIVE', servers)]);
      return link;
    });
  }

  /** What there is to receive now. */
  static async tracksNow({
    api,
    meetId,
    deviceId,
    client,
  }: MediaSeat): Promise<MediaOutcome<readonly TrackFieldsFragment[]>> {
    const opened = hopedFor(await api.run(OpenMedia, { input: { meetId, deviceId, client } }), 'MediaOpened');
    return opened.ok ? done(opened.value.tracks) : opened;
  }

  private constructor(seat: MediaSeat, device: Device, tracks: readonly TrackFieldsFragment[], onBroken: () => void) {
    this.#seat = seat;
    this.#device = device;
    this.tracks = tracks;
    this.#onBroken = onBroken;
  }

  /** It takes the place of what was sent of this kind. */
  async send(kind: OwnKind, track: MediaStreamTrack): Promise<MediaOutcome> {
    const transport = this.#transports.get('SEND');
    if (!transport || transport.closed) return failed({ by: 'closed' });
    this.#producers.get(kind)?.close();
    const encodings = kind === 'CAMERA' ? CAMERA_SIZES : kind === 'SCREEN' ? SCREEN_SIZES : undefined;
    const produced = await attempted(() =>
      transport.produce({
        track,
        ...(encodings ? { encodings } : { codecOptions: OPUS }),
        stopTracks: false,
        disableTrackOnPause: false,
        zeroRtpOnPause: false,
        appData: { kind },
      }),
    );
    if (!produced.ok) return produced;
    this.#producers.set(kind, produced.value);
    return done(null);
  }

  async stop(kind: OwnKind): Promise<void> {
    const producer = this.#producers.get(kind);
    if (!producer) return;
    this.#producers.delete(kind);
    producer.close();
    await this.#seat.api.run(StopTrack, { input: { ...this.#own(), trackId: producer.id } });
  }

  /** Begins to receive; the same again is the same track. */
  async receive(wanted: TrackFieldsFragment): Promise<MediaOutcome<MediaStreamTrack>> {
    const known = this.#consumers.get(wanted.id);
    if (known && !known.closed) return done(known.track);
    const transport = this.#transports.get('RECEIVE');
    if (!transport || transport.closed) return failed({ by: 'closed' });
    const capabilities = this.#device.recvRtpCapabilities;
    const answer = await this.#seat.api.run(ReceiveTrack, {
      input: { ...this.#own(), trackId: wanted.id, capabilities },
    });
    const received = hopedFor(answer, 'TrackReceived');
    if (!received.ok) return received;
    const { receptionId, terms } = received.value;
    const { kind, rtpParameters } = terms as Pick<types.ConsumerOptions, 'kind' | 'rtpParameters'>;
    const consumed = await attempted(() =>
      // Sound and picture of one person are kept in step; a screen goes its own way.
      transport.consume({ id: receptionId, producerId: wanted.id, kind, rtpParameters, streamId: streamOf(wanted) }),
    );
    if (!consumed.ok) return consumed;
    this.#consumers.set(wanted.id, consumed.value);
    // It begins held back, so that nothing is lost before there is somebody to play it.
    const begun = await this.#adjust(receptionId, { paused: false });
    return begun.ok ? done(consumed.value.track) : begun;
  }

  /** Holds one received track back or lets it come, and says how large it is wanted. */
  async adjust(
    trackId: string,
    change: { readonly paused?: boolean; readonly layers?: { readonly size: number; readonly frames?: number } },
  ): Promise<MediaOutcome> {
    const consumer = this.#consumers.get(trackId);
    return consumer ? this.#adjust(consumer.id, change) : failed({ by: 'closed' });
  }

  drop(trackId: string): void {
    this.#consumers.get(trackId)?.close();
    this.#consumers.delete(trackId);
  }

  /** Safe to call twice. The API is told where `saying`, and not where it knows. */
  async close(saying: boolean): Promise<void> {
    for (const transport of this.#transports.values()) transport.close();
    this.#transports.clear();
    if (saying) await this.#seat.api.run(CloseMedia, { input: this.#own() });
  }

  readonly #own = () => ({ meetId: this.#seat.meetId, deviceId: this.#seat.deviceId });

  async #adjust(
    receptionId: string,
    change: { readonly paused?: boolean; readonly layers?: object },
  ): Promise<MediaOutcome> {
    const input = { ...this.#own(), receptionId, ...change } as { meetId: string; receptionId: string };
    const adjusted = hopedFor(await this.#seat.api.run(AdjustReception, { input }), 'MediaDone');
    return adjusted.ok ? done(null) : adjusted;
  }

  async #open(direction: 'SEND' | 'RECEIVE', iceServers: RTCIceServer[]): Promise<void> {
    const answer = await this.#seat.api.run(OpenMediaTransport, { input: { ...this.#own(), direction } });
    const opened = hopedFor(answer, 'MediaTransportOpened');
    if (!opened.ok) throw new MediaRefused(opened.problem);
    const { transportId: id, terms } = opened.value;
    const options = { id, iceServers, ...(terms as Omit<types.TransportOptions, 'id'>) };
    const transport =
      direction === 'SEND' ? this.#device.createSendTransport(options) : this.#device.createRecvTransport(options);
    transport.on('connect', ({ dtlsParameters }, connected, refused) => {
      const input = { ...this.#own(), transportId: id, terms: dtlsParameters };
      void this.#answerTo(this.#seat.api.run(ConnectMediaTransport, { input }), 'MediaDone', connected, refused);
    });
    transport.on('produce', ({ rtpParameters, appData }, produced, refused) => {
      const kind = appData['kind'] as OwnKind;
      const input = { ...this.#own(), kind, terms: rtpParameters, client: this.#seat.client };
      const sent = this.#seat.api.run(SendTrack, { input });
      void this.#answerTo(sent, 'TrackSent', ({ track }) => produced({ id: track.id }), refused);
    });
    transport.on('connectionstatechange', (state) => {
      if (state === 'disconnected' || state === 'failed') void this.#mend(transport);
    });
    this.#transports.set(direction, transport);
  }

  async #answerTo<Member extends { readonly __typename: string }, Name extends Member['__typename']>(
    asked: Promise<Parameters<typeof hopedFor<Member, Name>>[0]>,
    name: Name,
    good: (value: Extract<Member, { readonly __typename: Name }>) => void,
    bad: (error: Error) => void,
  ): Promise<void> {
    const outcome = hopedFor(await asked, name);
    if (outcome.ok) good(outcome.value);
    else bad(new MediaRefused(outcome.problem));
  }

  /** As after a change of network. */
  async #mend(transport: types.Transport): Promise<void> {
    const input = { ...this.#own(), transportId: transport.id };
    const restarted = hopedFor(await this.#seat.api.run(RestartIce, { input }), 'IceRestarted');
    if (transport.closed) return;
    if (!restarted.ok) {
      if (restarted.problem.by === 'product') this.#onBroken();
      return;
    }
    const { ice, iceServers } = restarted.value;
    const mended = await attempted(async () => {
      await transport.updateIceServers({ iceServers: iceServers.map(rtcIceServer) });
      await transport.restartIce({ iceParameters: ice as types.IceParameters });
    });
    if (!mended.ok && !transport.closed) this.#onBroken();
  }
}

const streamOf = ({ from, kind }: TrackFieldsFragment): string =>
  `${from.__typename}:${from.id}${kind === 'SCREEN' ? ':screen' : ''}`;

const rtcIceServer = ({
  urls,
  username,
  credential,
}: {
  readonly urls: readonly string[];
  readonly username: string | null;
  readonly credential: string | null;
}): RTCIceServer => ({
  urls: [...urls],
  ...(username !== null && { username }),
  ...(credential !== null && { credential }),
});
