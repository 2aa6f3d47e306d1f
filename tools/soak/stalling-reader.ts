import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { CLOSE, FINAL, frameOf, masked, PING, PONG, upgradeRequest } from '../bench/websocket-wire.ts';
import type { Placed, Sequence } from './sequence.ts';
import type { Greeting } from './subscription.ts';

/** How a socket ended: what its close frame said, or null where it was cut without one. */
export type End = { readonly code: number; readonly reason: string } | null;

/** One subscription on a line of its own, which may stop reading: then nothing is taken from the TCP socket any more. */
export interface StallingReader {
  /** Where it stands by what it has read; where it began until it has read anything. */
  readonly position: string;
  /** Null while the socket is open. */
  readonly end: { readonly told: End } | null;
  stall(): void;
  wake(): void;
  hangUp(): void;
}

type Told =
  | ({ readonly __typename: 'MeetEvent'; readonly position: string } & Placed)
  | { readonly __typename: 'CaughtUp'; readonly position: string };

/** Subscribes behind a position; what comes is held against the sequence, which may be a former reader's. */
export async function openStallingReader(
  port: number,
  greeting: Greeting,
  after: string,
  sequence: Sequence,
): Promise<StallingReader> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(upgradeRequest(port));
  await once(socket, 'data');
  socket.write(masked(greeting.init));
  await once(socket, 'data');
  const state = { position: after, end: null as { told: End } | null };
  let told: End = null;
  readMessages(socket, {
    message(text) {
      const { data } = (JSON.parse(text) as { payload?: { data?: { meetEvents: Told } } }).payload ?? {};
      if (!data) throw new Error(`a subscriber was told: ${text}`);
      const { meetEvents } = data;
      if (meetEvents.__typename === 'MeetEvent') sequence.take(meetEvents);
      state.position = meetEvents.position;
    },
    close: (end) => (told = end),
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => (state.end = { told }));
  socket.write(masked(greeting.subscribe(after)));
  return {
    get position() {
      return state.position;
    },
    get end() {
      return state.end;
    },
    stall: () => void socket.pause(),
    wake: () => void socket.resume(),
    hangUp: () => void socket.destroy(),
  };
}

interface Handlers {
  message(text: string): void;
  close(end: End): void;
}

function readMessages(socket: Socket, handlers: Handlers): void {
  let rest: Buffer = Buffer.alloc(0);
  let begun = '';
  socket.on('data', (chunk: Buffer) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let frame = frameOf(bytes); frame; frame = frameOf(bytes)) {
      const { opcode, start, end } = frame;
      if (opcode === PING) socket.write(masked('', PONG));
      else if (opcode === CLOSE) {
        handlers.close({ code: bytes.readUInt16BE(start), reason: bytes.toString('utf8', start + 2, end) });
        socket.end(masked('', CLOSE));
      } else {
        begun += bytes.toString('utf8', start, end);
        if ((opcode & FINAL) !== 0) {
          handlers.message(begun);
          begun = '';
        }
      }
      bytes = bytes.subarray(end);
    }
    rest = bytes;
  });
}
