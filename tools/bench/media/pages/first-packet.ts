/*
 * When the first packet of a sound came, of all connections that the page has had since it was last asked to forget.
 */

/** What a connection's statistics are looked at anew after; Chromium makes them anew every 50 ms at most. */
const LOOK_EVERY_MS = 10;
/** Opus, as browsers send it. */
const PACKET_MS = 20;

let connections: RTCPeerConnection[] = [];
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
    super(...args);
    connections.push(this);
  }
};

export function forgetConnections(): void {
  connections = [];
}

/** Resolves to when it came, in ms since the epoch. */
export async function firstPacketAt(): Promise<number> {
  for (;;) {
    const reports = await Promise.all(connections.map((connection) => connection.getStats()));
    const [first] = reports.flatMap((report) => [...report.values()].flatMap((stat) => cameAt(stat as Inbound)));
    if (first !== undefined) return first;
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
}

interface Inbound {
  readonly type: string;
  readonly packetsReceived?: number;
  readonly lastPacketReceivedTimestamp?: number;
}

/** The statistics tell of the last packet; those before it came at the pace that they were sent at. */
const cameAt = ({ type, packetsReceived = 0, lastPacketReceivedTimestamp }: Inbound): number[] =>
  type === 'inbound-rtp' && packetsReceived > 0 && lastPacketReceivedTimestamp !== undefined
    ? [lastPacketReceivedTimestamp - (packetsReceived - 1) * PACKET_MS]
    : [];
