import { Device, type types } from 'mediasoup-client';
import {
  AdjustReception,
  CloseMedia,
  OpenMedia,
  ReceiveTrack,
  StopTrack,
  type TrackFieldsFragment,
} from '../generated/operations.ts';
import { type LinkCounts, type ReceivedCounts, receivedCounts, sentCounts, type Stat } from './counts.ts';
import type { MediaLink, MediaSeat, OpenLink, OwnKind, ReceptionWish } from './media-link.ts';
import { attempted, done, failed, hopedFor, type MediaOutcome } from './media-outcome.ts';
import { openTransport, ownOf } from './webrtc-transport.ts';

/** Three sizes of a camera, so that each who watches takes the one they have room for; a screen is sent in one. */
const CAMERA_SIZES: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];
const SCREEN_SIZES: types.RtpEncodingParameters[] = [{ maxBitrate: 2_500_000 }];
const OPUS: types.ProducerCodecOptions = { opusDtx: true, opusFec: true };

const ENCODINGS: Readonly<Record<OwnKind, Pick<types.ProducerOptions, 'encodings' | 'codecOptions'>>> = {
  AUDIO: { codecOptions: OPUS },
  CAMERA: { encodings: CAMERA_SIZES },
  SCREEN: { encodings: SCREEN_SIZES },
};

/** Opens a meet's media by the browser's WebRTC. */
export const openWebRtcLink: OpenLink = async (seat, onBroken) => {
  const { api, client } = seat;
  const opened = hopedFor(await api.run(OpenMedia, { input: { ...ownOf(seat), client } }), 'MediaOpened');
  if (!opened.ok) return opened;
  const { capabilities, iceServers, tracks } = opened.value;
  return attempted(async () => {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: capabilities as types.RtpCapabilities });
    const link = new WebRtcLink(seat, device, tracks);
    await link.open({ iceServers, onBroken });
    return link;
  });
};

/** A device, a transport each way, and what goes over them. */
class WebRtcLink implements MediaLink {
  readonly tracks: readonly TrackFieldsFragment[];
  readonly #seat: MediaSeat;
  readonly #device: Device;
  #sending: types.Transport | null = null;
  #receiving: types.Transport | null = null;
  readonly #producers = new Map<OwnKind, types.Producer>();
  readonly #consumers = new Map<string, types.Consumer>();
  /** Of what is sent, by id: as the API said when it began. */
  readonly #paused = new Map<string, boolean>();

  constructor(seat: MediaSeat, device: Device, tracks: readonly TrackFieldsFragment[]) {
    this.#seat = seat;
    this.#device = device;
    this.tracks = tracks;
  }

  async open(more: Pick<Parameters<typeof openTransport>[0], 'iceServers' | 'onBroken'>): Promise<void> {
    const onSent = ({ id, paused }: TrackFieldsFragment): void => void this.#paused.set(id, paused);
    const wanted = { seat: this.#seat, device: this.#device, onSent, ...more };
    [this.#sending, this.#receiving] = await Promise.all([
      openTransport({ ...wanted, direction: 'SEND' }),
      openTransport({ ...wanted, direction: 'RECEIVE' }),
    ]);
  }

  async send(kind: OwnKind, track: MediaStreamTrack): ReturnType<MediaLink['send']> {
    const transport = this.#sending;
    if (!transport || transport.closed) return failed({ by: 'closed' });
    const known = this.#producers.get(kind);
    const produced = await attempted(async () => {
      if (!known || known.closed) return this.#produce(transport, kind, track);
      await known.replaceTrack({ track });
      return known;
    });
    if (!produced.ok) return produced;
    const { id } = produced.value;
    this.#producers.set(kind, produced.value);
    return done({ id, paused: this.#paused.get(id) ?? false });
  }

  async stop(kind: OwnKind, saying: boolean): Promise<void> {
    const producer = this.#producers.get(kind);
    if (!producer) return;
    this.#producers.delete(kind);
    this.#paused.delete(producer.id);
    producer.close();
    if (saying) await this.#seat.api.run(StopTrack, { input: { ...ownOf(this.#seat), trackId: producer.id } });
  }

  async receive(wanted: TrackFieldsFragment): Promise<MediaOutcome<MediaStreamTrack>> {
    const known = this.#consumers.get(wanted.id);
    if (known && !known.closed) return done(known.track);
    const transport = this.#receiving;
    if (!transport || transport.closed) return failed({ by: 'closed' });
    const capabilities = this.#device.recvRtpCapabilities;
    const input = { ...ownOf(this.#seat), trackId: wanted.id, capabilities };
    const received = hopedFor(await this.#seat.api.run(ReceiveTrack, { input }), 'TrackReceived');
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
    if (begun.ok) return done(consumed.value.track);
    this.drop(wanted.id);
    return begun;
  }

  async adjust(trackId: string, wish: ReceptionWish): Promise<MediaOutcome> {
    const consumer = this.#consumers.get(trackId);
    if (!consumer) return failed({ by: 'closed' });
    const adjusted = await this.#adjust(consumer.id, wish);
    // Its own `paused` says whether it is to be measured, and disables the track until it comes again.
    if (adjusted.ok && wish.paused !== undefined) consumer[wish.paused ? 'pause' : 'resume']();
    return adjusted;
  }

  drop(trackId: string): void {
    this.#consumers.get(trackId)?.close();
    this.#consumers.delete(trackId);
  }

  async measure(): Promise<LinkCounts | null> {
    const [sending, receiving] = [this.#sending, this.#receiving];
    if (!sending || !receiving || sending.closed) return null;
    const measured = await attempted(async () => {
      const received = new Map<string, ReceivedCounts>();
      for (const [id, consumer] of this.#consumers) {
        const counts = consumer.closed || consumer.paused ? null : receivedCounts(statsIn(await consumer.getStats()));
        if (counts) received.set(id, counts);
      }
      return { state: stateOf([sending, receiving]), sent: sentCounts(statsIn(await sending.getStats())), received };
    });
    return measured.ok ? measured.value : null;
  }

  async close(saying: boolean): Promise<void> {
    this.#sending?.close();
    this.#receiving?.close();
    if (saying) await this.#seat.api.run(CloseMedia, { input: ownOf(this.#seat) });
  }

  #produce(transport: types.Transport, kind: OwnKind, track: MediaStreamTrack): Promise<types.Producer> {
    return transport.produce({
      ...{ track, ...ENCODINGS[kind], appData: { kind } },
      ...{ stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: false },
    });
  }

  async #adjust(receptionId: string, wish: ReceptionWish): Promise<MediaOutcome> {
    const input = { ...ownOf(this.#seat), receptionId, ...wish };
    const adjusted = hopedFor(await this.#seat.api.run(AdjustReception, { input }), 'MediaDone');
    return adjusted.ok ? done(null) : adjusted;
  }
}

/** Nothing has to go over both of them. */
function stateOf(transports: readonly types.Transport[]): LinkCounts['state'] {
  const states = transports.map(({ connectionState }) => connectionState);
  if (states.some((state) => state === 'disconnected' || state === 'failed')) return 'broken';
  return states.includes('connected') ? 'connected' : 'new';
}

/** A report is a map, of which TypeScript knows `forEach` only. */
function statsIn(report: RTCStatsReport): readonly Stat[] {
  const stats: Stat[] = [];
  report.forEach((stat: Stat) => stats.push(stat));
  return stats;
}

const streamOf = ({ from, kind }: TrackFieldsFragment): string =>
  `${from.__typename}:${from.id}${kind === 'SCREEN' ? ':screen' : ''}`;
