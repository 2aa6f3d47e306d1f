import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { pause, type RunningServer } from './running-server.ts';

/** How long a test waits for what a server should do at once. */
const WITHIN_MS = 60_000;

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}
export interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** A WebSocket that keeps what came, and says nothing by itself. */
export interface SocketClient {
  readonly socket: WebSocket;
  readonly messages: Message[];
  send(message: object | string | Buffer): void;
  /** The first message that fits, however long ago it came. */
  message(type: string, id?: string): Promise<Message>;
  /** How the socket ended; `code` 0 where its upgrade was refused. */
  ended(): Promise<Ended>;
  isOpen(): boolean;
}

/** Waits for a condition; says what was waited for where it never comes true. */
export async function until<Answer>(
  what: string,
  condition: () => Answer | null | undefined | false,
): Promise<NonNullable<Answer>> {
  const giveUpAt = performance.now() + WITHIN_MS;
  for (;;) {
    const answer = condition();
    if (answer) return answer;
    if (performance.now() > giveUpAt) throw new Error(`waited in vain for ${what}`);
    await pause(5);
  }
}

export interface SocketOptions {
  readonly path?: string;
  readonly origin?: string;
  readonly protocols?: string | string[];
}

/** Opens a WebSocket to /graphql as graphql-transport-ws, unless told otherwise. */
export function openSocket(server: RunningServer, options: SocketOptions = {}): SocketClient {
  const { path = '/graphql', origin, protocols = 'graphql-transport-ws' } = options;
  const url = server.url.replace('http', 'ws') + path;
  const socket = new WebSocket(url, protocols, origin === undefined ? {} : { origin });
  const messages: Message[] = [];
  const unsent: (string | Buffer)[] = [];
  let end: Ended | null = null;
  socket.on('open', () => unsent.forEach((message) => socket.send(message)));
  socket.on('message', (text: Buffer) => messages.push(JSON.parse(text.toString()) as Message));
  socket.on('error', (error) => (end ??= { code: 0, reason: error.message }));
  socket.on('close', (code, reason) => (end ??= { code, reason: String(reason) }));
  return {
    socket,
    messages,
    send(message) {
      const frame = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message);
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
      else unsent.push(frame);
    },
    message: (type, id) =>
      until(`${type} ${id ?? ''}`, () => messages.find((it) => it.type === type && (id === undefined || it.id === id))),
    ended: () => until('the end of the socket', () => end),
    isOpen: () => socket.readyState === WebSocket.OPEN,
  };
}

/** A TCP connection to the server, and everything it was sent. */
export interface RawLine {
  readonly socket: Socket;
  received(): Buffer;
  closed(): boolean;
}

export function openLine(server: RunningServer): RawLine {
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  let closed = false;
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server may well reset who speaks nonsense; that the line is closed is what counts.
  socket.on('error', () => (closed = true));
  socket.on('close', () => (closed = true));
  return { socket, received: () => Buffer.concat(chunks), closed: () => closed };
}

/** A line on which the upgrade to graphql-transport-ws was made by hand, for frames that no library would send. */
export async function openFrames(server: RunningServer): Promise<RawLine> {
  const line = openLine(server);
  line.socket.write(
    [
      'GET /graphql HTTP/1.1',
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      '\r\n',
    ].join('\r\n'),
  );
  await until('the upgrade', () => line.received().includes('\r\n\r\n'));
  return line;
}

export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly fin?: boolean;
  readonly masked?: boolean;
  /** The three reserved bits, which no extension of ours uses. */
  readonly reserved?: number;
}

/** What a frame is of (RFC 6455 §11.8). */
export const OPCODES = { CONTINUATION: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 } as const;

/** A frame as RFC 6455 §5.2 has it, right or wrong as asked for. */
export function frame({ opcode, payload, fin = true, masked = true, reserved = 0 }: Frame): Buffer {
  const head = Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | (reserved << 4) | opcode]), lengthOf(payload)]);
  if (masked) head[1] = (head[1] ?? 0) | 0x80;
  if (!masked) return Buffer.concat([head, payload]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)))]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length <= 125) return Buffer.from([length]);
  const long = length > 65_535;
  const bytes = Buffer.alloc(long ? 9 : 3);
  bytes[0] = long ? 127 : 126;
  if (long) bytes.writeBigUInt64BE(BigInt(length), 1);
  else bytes.writeUInt16BE(length, 1);
  return bytes;
}

/** The close code that a server sent last on a line, or null. Server frames are never masked. */
export function closeCodeIn(line: RawLine): number | null {
  const bytes = line.received();
  let at = bytes.indexOf('\r\n\r\n') + 4;
  while (at + 4 <= bytes.length) {
    const [first = 0, second = 0] = bytes.subarray(at);
    const head = second === 126 ? 4 : 2;
    const length = second === 126 ? bytes.readUInt16BE(at + 2) : second;
    if ((first & 0x0f) === 0x8) return length < 2 ? 1005 : bytes.readUInt16BE(at + head);
    at += head + length;
  }
  return null;
}
