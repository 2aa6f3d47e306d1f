import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RoomSound } from '@meets/meet-domain';
import { type OpusDecoder, openOpusDecoder } from '../opus/opus-decoder.ts';
import type { Samples } from '../rtp/g711.ts';
import { parseRtp } from '../rtp/packet.ts';
import { Playout } from '../rtp/playout.ts';

/** How many voices of a room are listened to at once: a full meet on all of everybody's devices, and some that have just ended. */
export const MAX_VOICES = 64;
/** After how long a silence a voice is forgotten, in ms: Opus that notices silence (DTX) still sends a packet every 400 ms. */
export const VOICE_FORGOTTEN_MS = 10_000;
/** How much may wait for a thread that is busy: ten voices that speak at once are 500 packets a second. */
export const VOICES_BUFFER_BYTES = 256 * 1_024;

const LOOPBACK = '127.0.0.1';

interface Voice {
  readonly playout: Playout;
  readonly decoder: OpusDecoder;
  heardMs: number;
}

/** What is said in a room, as it comes from there: one voice an SSRC, each a stream of Opus. */
export class RoomVoices {
  private readonly socket: Socket;
  private readonly now: () => number;
  private readonly voices = new Map<number, Voice>();
  /** Those whose decoder is being opened. */
  private readonly coming = new Set<number>();
  private from: RoomSound | null = null;
  private closed = false;
  readonly port: number;

  constructor(socket: Socket, now: () => number) {
    this.socket = socket;
    this.now = now;
    this.port = socket.address().port;
    socket.on('message', (bytes, { address, port }) => {
      if (address === LOOPBACK && port === this.from?.fromPort) this.receive(bytes);
    });
    // A room that is gone is heard of elsewhere.
    socket.on('error', () => undefined);
  }

  get count(): number {
    return this.voices.size;
  }

  /** Where the room's sound comes from. Where it came from before is not listened to any more. */
  tune(sound: RoomSound): void {
    this.from = sound;
  }

  /** What each says in the next 20 ms; who says nothing is left out. */
  pull(): Samples[] {
    const now = this.now();
    const said: Samples[] = [];
    for (const [ssrc, voice] of this.voices) {
      const samples = voice.playout.pull(now);
      if (samples) said.push(samples);
      if (now - voice.heardMs >= VOICE_FORGOTTEN_MS) this.forget(ssrc, voice);
    }
    return said;
  }

  /** Safe to call twice. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
    for (const [ssrc, voice] of this.voices) this.forget(ssrc, voice);
  }

  private receive(bytes: Buffer): void {
    const packet = parseRtp(bytes);
    if (!packet || packet.payloadType !== this.from?.payloadType) return;
    const voice = this.voices.get(packet.ssrc);
    if (!voice) return void this.begin(packet.ssrc);
    voice.heardMs = this.now();
    voice.playout.put(packet, voice.heardMs);
  }

  /** What is said until the decoder is there is missed: 20 ms, or 40 where it is the first of all. */
  private async begin(ssrc: number): Promise<void> {
    if (this.coming.has(ssrc) || this.voices.size + this.coming.size >= MAX_VOICES) return;
    this.coming.add(ssrc);
    const decoder = await openOpusDecoder();
    this.coming.delete(ssrc);
    if (this.closed) decoder.close();
    else this.voices.set(ssrc, { decoder, playout: new Playout(decoder), heardMs: this.now() });
  }

  private forget(ssrc: number, { decoder }: Voice): void {
    this.voices.delete(ssrc);
    decoder.close();
  }
}

export async function openRoomVoices(now: () => number): Promise<RoomVoices> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: VOICES_BUFFER_BYTES });
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  return new RoomVoices(socket, now);
}
