import { createWorker, type types } from 'mediasoup';
import { type Forwarder, LOOPBACK, type Seat } from './forwarder.ts';

/** The least that passes sound on: a router a room, two transports a peer, and no more than mediasoup asks for. */
export async function openBareForwarder(): Promise<Forwarder> {
  const worker = await createWorker();
  const listenInfos = (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip: LOOPBACK }));
  const webRtcServer = await worker.createWebRtcServer({ listenInfos });
  const rooms = new Map<string, types.Router>();
  const transports = new Map<string, types.WebRtcTransport>();
  const consumers = new Map<string, types.Consumer>();
  const known = <Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing => {
    const thing = things.get(id);
    if (!thing) throw new Error(`there is no ${id}`);
    return thing;
  };
  const transportOf = (seat: Seat, direction: string) => known(transports, keyOf(seat, direction));
  return {
    worker,
    async openRoom(roomId) {
      const router = await worker.createRouter({ mediaCodecs: [OPUS] });
      rooms.set(roomId, router);
      return { ...router.rtpCapabilities };
    },
    closeRoom(roomId) {
      for (const [key, transport] of transports) if (key.startsWith(`${roomId}/`)) transport.close();
      known(rooms, roomId).close();
      rooms.delete(roomId);
    },
    admit: () => undefined,
    async openTransport(seat, direction) {
      const key = keyOf(seat, direction);
      const transport = await known(rooms, seat.roomId).createWebRtcTransport({ webRtcServer });
      transports.set(key, transport);
      transport.observer.on('close', () => transports.delete(key));
      const { id: transportId, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { transportId, terms: { iceParameters, iceCandidates, dtlsParameters } };
    },
    async connect(seat, transportId, terms) {
      const transport = [transportOf(seat, 'send'), transportOf(seat, 'receive')].find(({ id }) => id === transportId);
      // As the browser tells it.
      await transport?.connect({ dtlsParameters: terms as unknown as types.DtlsParameters });
    },
    async send(seat, terms) {
      const rtpParameters = terms as unknown as types.RtpParameters;
      return (await transportOf(seat, 'send').produce({ kind: 'audio', rtpParameters })).id;
    },
    async receive(seat, producerId, capabilities) {
      const rtpCapabilities = capabilities as unknown as types.RtpCapabilities;
      const consumer = await transportOf(seat, 'receive').consume({ producerId, rtpCapabilities, paused: true });
      consumers.set(consumer.id, consumer);
      consumer.observer.on('close', () => consumers.delete(consumer.id));
      const { kind, rtpParameters } = consumer;
      return { receptionId: consumer.id, terms: { kind, rtpParameters } };
    },
    resume: (_seat, receptionId) => known(consumers, receptionId).resume(),
    async close() {
      const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
      worker.close();
      await gone;
    },
  };
}

const OPUS: types.RouterRtpCodecCapability = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 };

const keyOf = ({ roomId, peerId }: Seat, direction: string): string => `${roomId}/${peerId}/${direction}`;
