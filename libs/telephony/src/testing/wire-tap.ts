import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { decodeG711, type Samples } from '../rtp/g711.ts';
import { parseRtp } from '../rtp/packet.ts';
import type { Codec } from '../sdp/sound-description.ts';
import { freePort } from './free-port.ts';
import { joined } from './tones.ts';

/** How many calls may go through it before a port is used again. */
const CALLS = 16;
/** How often another range of ports is tried, where somebody has one of this one. */
const RANGES = 20;
/** Where the line listens, and where it says that it listens. */
const LINE = '127.0.0.1';
const TAP = '127.0.0.2';
const CODECS: Readonly<Record<number, Codec>> = { 0: 'PCMU', 8: 'PCMA' };

/** A network between a line's sound and telephones that is listened to: by somebody who has no keys. */
export interface WireTap {
  /** What the line has to say where its sound is; it has to listen for SIP there, too. */
  readonly address: string;
  /** Where the line's sound has to be, on 127.0.0.1. */
  readonly ports: { readonly from: number; readonly to: number };
  /** What is heard on the wire: the last of all G.711 packets that went that way, as if they were in the clear. */
  heard(from: 'line' | 'telephone', samples: number): Samples;
  /** What went over it so far is heard no more. */
  forget(): void;
  close(): void;
}

/** Rejects where no range of ports is free. */
export async function openWireTap(): Promise<WireTap> {
  for (let attempt = 0; attempt < RANGES; attempt += 1) {
    const from = await freePort(TAP);
    const ports = Array.from({ length: CALLS }, (_, call) => from + 2 * call);
    const sockets = await bound(ports);
    if (sockets) return tapOver(sockets, { from, to: from + 2 * CALLS - 1 });
  }
  throw new Error(`no ${CALLS} ports in a row are free on ${TAP}`);
}

function tapOver(sockets: readonly Socket[], ports: WireTap['ports']): WireTap {
  const passed: Record<'line' | 'telephone', Samples[]> = { line: [], telephone: [] };
  for (const socket of sockets) {
    const { port: own } = socket.address();
    let telephone: { readonly port: number; readonly address: string } | null = null;
    socket.on('message', (bytes, { port, address }) => {
      const isLine = port === own && address === LINE;
      if (!isLine) telephone = { port, address };
      const to = isLine ? telephone : { port: own, address: LINE };
      if (to) socket.send(bytes, to.port, to.address);
      const packet = parseRtp(bytes);
      const codec = packet && CODECS[packet.payloadType];
      if (codec) passed[isLine ? 'line' : 'telephone'].push(decodeG711(codec, packet.payload));
    });
  }
  return {
    ...{ address: TAP, ports },
    heard: (from, samples) => joined(passed[from]).slice(-samples),
    forget() {
      passed.line.length = 0;
      passed.telephone.length = 0;
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

/** Null where somebody has one of them. */
async function bound(ports: readonly number[]): Promise<readonly Socket[] | null> {
  const sockets = ports.map(() => createSocket('udp4'));
  try {
    for (const [index, socket] of sockets.entries()) {
      const listening = once(socket, 'listening');
      socket.bind(ports[index], TAP);
      await listening;
    }
    return sockets;
  } catch {
    for (const socket of sockets) socket.close();
    return null; // Another range is tried.
  }
}
