import type { PhoneCall } from '@meets/meet-domain';
import type { SipPhoneLine } from '../index.ts';
import { decodeG711 } from '../rtp/g711.ts';
import { renderRtp } from '../rtp/packet.ts';
import { Ticker } from '../rtp/ticker.ts';
import { opusTone } from './opus-tone.ts';
import { joined, shareAt } from './tones.ts';
import { openUdpEar } from './udp-ear.ts';

const OPUS = 100;
const HALF_A_SECOND = 25;

/** A room in which somebody hums in Opus, and that keeps what it hears of a call. */
export interface HummingRoom {
  /** How much of the last half second that came is that pitch; 0 where there is none yet. */
  shareAt(hz: number): number;
  close(): void;
}

/** Joins an answered call of the line's to such a room. */
export async function hummingRoom(line: SipPhoneLine, call: PhoneCall, hz: number): Promise<HummingRoom> {
  const [room, packets] = [await openUdpEar(), await opusTone(hz, 500)];
  const mix = await line.openMix();
  const inIt = mix.ok ? await call.joinMix(mix.value) : mix;
  if (!mix.ok || !inIt.ok) throw new Error('a call that is answered can be joined to a mix');
  mix.value.tune({ fromPort: room.port, payloadType: OPUS });
  inIt.value.passOn(room.port);
  let n = 0;
  const ticker = new Ticker(() => {
    const numbers = { payloadType: OPUS, marker: false, sequence: n & 0xffff, timestamp: n * 960, ssrc: hz };
    room.send(renderRtp({ ...numbers, payload: packets[n % packets.length] ?? Buffer.alloc(0) }), mix.value.port);
    n += 1;
  });
  ticker.start();
  const { codec, ssrc } = inIt.value.sound;
  return {
    shareAt(pitch) {
      const last = room.packets.filter((packet) => packet.ssrc === ssrc).slice(-HALF_A_SECOND);
      return last.length < HALF_A_SECOND
        ? 0
        : shareAt(pitch, joined(last.map(({ payload }) => decodeG711(codec, payload))));
    },
    close() {
      ticker.stop();
      room.close();
    },
  };
}
