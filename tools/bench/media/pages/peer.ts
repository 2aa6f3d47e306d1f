/*
 * A peer by mediasoup-client, which asks a forwarder for what it needs; how the question gets there is the page's affair.
 */
import { Device, type types } from 'mediasoup-client';

export type Ask = (call: string, ...args: readonly unknown[]) => Promise<never>;

/** One peer's device, a transport each way, and what it sends. */
export class Peer {
  readonly #ask: Ask;
  readonly #seat: object;
  readonly #device: Device;
  readonly #send: types.Transport;
  readonly #receive: types.Transport;

  static async open(ask: Ask, seat: object, routerRtpCapabilities: types.RtpCapabilities): Promise<Peer> {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities });
    const terms = (direction: string): Promise<OpenedTransport> => ask('openTransport', seat, direction);
    const [send, receive] = await Promise.all([terms('send'), terms('receive')]);
    const transports = [device.createSendTransport(optionsOf(send)), device.createRecvTransport(optionsOf(receive))];
    return new Peer(ask, seat, device, transports as [types.Transport, types.Transport]);
  }

  private constructor(ask: Ask, seat: object, device: Device, [send, receive]: [types.Transport, types.Transport]) {
    this.#ask = ask;
    this.#seat = seat;
    this.#device = device;
    this.#send = send;
    this.#receive = receive;
    for (const transport of [send, receive]) {
      transport.on('connect', ({ dtlsParameters }, done, failed) => {
        ask('connect', seat, transport.id, dtlsParameters).then(done, failed);
      });
    }
    send.on('produce', ({ rtpParameters }, done, failed) => {
      ask('send', seat, rtpParameters).then((id) => done({ id }), failed);
    });
  }

  send(track: MediaStreamTrack): Promise<types.Producer> {
    return this.#send.produce({
      ...{ track, stopTracks: false, zeroRtpOnPause: true, disableTrackOnPause: false },
      // Else a steady sound might be taken for silence.
      codecOptions: { opusDtx: false },
    });
  }

  async receive(producerId: string): Promise<void> {
    const received: Received = await this.#ask('receive', this.#seat, producerId, this.#device.recvRtpCapabilities);
    await this.#receive.consume({ id: received.receptionId, producerId, ...received.terms });
    await this.#ask('resume', this.#seat, received.receptionId);
  }

  /** How many packets have come. */
  async received(): Promise<number> {
    const report = (await this.#receive.getStats()) as ReadonlyMap<string, { type: string; packetsReceived?: number }>;
    return [...report.values()].reduce(
      (sum, { type, packetsReceived = 0 }) => sum + (type === 'inbound-rtp' ? packetsReceived : 0),
      0,
    );
  }

  close(): void {
    this.#send.close();
    this.#receive.close();
  }
}

interface OpenedTransport {
  readonly transportId: string;
  readonly terms: Omit<types.TransportOptions, 'id'>;
}
interface Received {
  readonly receptionId: string;
  readonly terms: Pick<types.ConsumerOptions, 'kind' | 'rtpParameters'>;
}

const optionsOf = ({ transportId, terms }: OpenedTransport): types.TransportOptions => ({ id: transportId, ...terms });
