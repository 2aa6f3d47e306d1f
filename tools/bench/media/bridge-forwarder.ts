import { openMediasoupBridge } from '@meets/media';
import type { MediaResult } from '@meets/meet-domain';
import { type Forwarder, LOOPBACK, workerStartedBy } from './forwarder.ts';

const complaints = { info: () => undefined, warn: console.error, error: console.error };

/** By the service's own adapter, as the service calls it. */
export async function openBridgeForwarder(): Promise<Forwarder> {
  const bridge = openMediasoupBridge({
    ...{ workers: 1, workerBin: null, listenIp: LOOPBACK, announcedAddress: null, port: 0, log: complaints },
  });
  const worker = await workerStartedBy(() => bridge.start());
  return {
    worker,
    openRoom: async (roomId) => good(await bridge.openRoom(roomId)).capabilities,
    closeRoom: (roomId) => bridge.closeRoom(roomId),
    admit: (seat) => void good(bridge.admit(seat, { role: 'manager', id: seat.peerId })),
    openTransport: async (seat, direction) => good(await bridge.openTransport(seat, direction)),
    connect: async (seat, transportId, terms) => void good(await bridge.connectTransport(seat, transportId, terms)),
    send: async (seat, terms) => {
      const track = { source: 'microphone', audience: 'everyone', paused: false, terms } as const;
      return good(await bridge.sendTrack(seat, track)).trackId;
    },
    receive: async (seat, trackId, capabilities) => good(await bridge.receiveTrack(seat, trackId, capabilities)),
    resume: async (seat, receptionId) => void good(await bridge.adjustReception(seat, receptionId, { paused: false })),
    close: () => bridge.close(),
  };
}

function good<Value>(result: MediaResult<Value>): Value {
  if (!result.ok) throw new Error(`the bridge refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}
